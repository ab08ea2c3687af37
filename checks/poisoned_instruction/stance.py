"""Whether a sentence demands what it names, forbids it, or tells of somebody who might demand it."""

from __future__ import annotations

import re

_FORBIDS = re.compile(
    r"\b(?:never|do not|don't|dont|must not|mustn't|should not|shouldn't|may not|cannot|can't|avoid|refuse|refrain|not allowed"
    r"|not permitted|forbidden|prohibited|"
    r"without|decline|won't|will not|no agent may|nobody may)\b|^\W{0,3}(?:\u274c|\U0001f6ab|\u26d4)"
)
# Two negations demand: `never forget to`, `do not hesitate`.
_DEMANDS_AFTER_ALL = re.compile(
    r"^\s?(?:to )?(?:forget|fail|hesitate|neglect|omit|skip|only|just|worry|stop|miss|wait|mind|continue|proceed|start|begin|answer"
    r"|respond|reply"
    r"|finish|until|unless|"
    r"delay|pause|panic|overthink|use any|bother|ask|tell|mention|inform)\b"
)
_LISTS = re.compile(r"\b(?:or|nor)\b")
_TURNS = re.compile(
    r"\b(?:but|instead|then|however|rather|otherwise|also|first|always|please|simply|make sure|be sure|before|after|until|unless)\b"
    r"|[;\u2014]|:(?!//)|\s-\s"
)
_CONDITION = re.compile(r"\b(?:if|when|whenever|unless|once|in case)\b")
_ASKED = re.compile(
    r"\b(?:ask|tell|say|instruct|want|tr(?:y|ie)|attempt|request|direct|urge|trick|convince|order|command|persuade|get)(?:s|ed|ing|es)?"
    r"(?: (?:you|it|the (?:agent|model|assistant|user)|claude|an? (?:agent|model)|them|others))? (?:to|into)(?: \w{1,14}(?:,| and| or"
    r"|/)){0,4}\s?$"
)
_ATTACKER = re.compile(
    r"\b(?:attackers?|adversar(?:y|ies)|malicious \w{1,20}|injected \w{1,20}|untrusted \w{1,20}|hostile \w{1,20}|prompt injections?"
    r"|compromised \w{1,20}|poisoned \w{1,20})"
    r"(?: \w{1,20}){0,3}? (?:may|might|could|can|will|would|tr(?:y|ies) to|attempts? to|that|which|who|says?|reads?|asks?)\b[^,;:.]{0,80}$"
)
_ATTRIBUTED = re.compile(
    r"\b(?:say(?:s|ing)?|such as|like|e\.g|examples?|phrases?|text|contain\w{0,3}|attack\w{0,4}|pattern|inject\w{0,4}|malicious"
    r"|suspicious|untrusted|claim\w{0,3}|reads?|jailbreak)\b"
)
_INTRODUCES = re.compile(
    r"\b(?:attack\w{0,4}|inject\w{0,4}|malicious|suspicious|red flags?|jailbreak|adversarial|poison\w{0,4}|untrusted|hostile"
    r"|vulnerab\w{1,8})\b"
)
_QUOTES = (('"', '"'), ("`", "`"), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u201e", "\u201c"))


def demanded(sentence: str, at: int) -> bool:
    """Whether the word that begins there is demanded."""
    return not (_forbidden(sentence[:at]) or _of_others(sentence[:at]) or _quoted(sentence, at))


def introduced(lead: str) -> bool:
    """Whether the line says that what follows it is forbidden, or an attack."""
    found = _FORBIDS.search(lead)
    return bool(found and not _DEMANDS_AFTER_ALL.match(lead, found.end())) or bool(_INTRODUCES.search(lead))


def _forbidden(before: str) -> bool:
    turn = max((found.end() for found in _TURNS.finditer(before)), default=0)
    last = max((found.end() for found in _FORBIDS.finditer(before)), default=-1)
    if last <= turn - 1 or last < 0:
        return False
    between = before[last:]
    if _DEMANDS_AFTER_ALL.match(between) or ("," in between and _CONDITION.search(before, 0, last)):
        return False
    # A comma ends what is forbidden, unless it parts a list of it: `never read, print or send`.
    return "," not in between or _LISTS.search(between.rpartition(",")[2]) is not None


def _of_others(before: str) -> bool:
    return bool(_ASKED.search(before[-120:]) or _ATTACKER.search(before[-200:]))


def _quoted(sentence: str, at: int) -> bool:
    """Whether it stands between quotation marks, and what stands before them says whose words they are."""
    for opening, closing in _QUOTES:
        start = sentence.rfind(opening, 0, at)
        odd = opening != closing or sentence.count(opening, 0, at) % 2 == 1
        if start >= 0 and odd and closing not in sentence[start + 1 : at] and closing in sentence[at:]:
            return bool(_ATTRIBUTED.search(sentence, max(0, start - 120), start))
    return False
