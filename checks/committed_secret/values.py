"""Whether a value can be a credential at all, or is a placeholder, a reference, a word or a path."""

from __future__ import annotations

import math
import re
from collections import Counter

from checks.committed_secret.names import Holds

MIN_PASSWORD, MIN_KEY, MAX_VALUE = 5, 8, 1000
_PLACEHOLDER = re.compile(
    r"example|placeholder|change[-_ ]?(?:me|it|this)|changed?in|replace|your[-_ ]?"
    r"|(?<![a-z])(?:my|the|some|any)[-_ ]?(?:api|secret|password|token|key|pass)|x{4,}|\*{3,}|\.{3}|…|\bto-?do\b|fix-?me|dummy"
    r"|(?<![a-z])fake|sample|redacted|insert|removed|masked|hidden|foo-?bar|not[-_ ]?(?:set|used|real)|undefined"
    r"|unknown|optional|required|invalid|incorrect|wrong|put[-_ ].*here|[-_ ]here$|^<.*>$|^\[.*\]$|lorem|deadbeef",
    re.IGNORECASE,
)
# Something else will be put there, or stands elsewhere.
_REFERENCE = re.compile(
    r"^\$[A-Za-z_]|\$\{|\$\(|\{\{|\}\}|%\(|%[sdv]\b|^%\w+%$|#\{|^@|^<%|^\{[\w.:]*\}$|^&|^\*\w+$|process\.env|os\.environ|getenv|^env[(:.]|secrets?[.:]"
    r"|^vault:|^ref\+|^!|arn:aws|^ssm:|^op://|^enc\(|^\{cipher\}|^\{noop\}$|^projects/|keyvault|^file:|\bnull\b|^none$|^nil$|^true$|^false$|^\\[wdsu(]"
    r"|\bparameters?\b|\bvariables?\b|^data\.|^var\.|^self\.|^this\.|^local\.|^module\.|^config\.|^settings\.|^args\.|^props\.",
    re.IGNORECASE,
)
# Hashes of passwords and sealed values: what they hold cannot be read out of them.
_SEALED = re.compile(
    r"^\$(?:2[abxy]|5|6|1|apr1|argon2\w*|scrypt|pbkdf2\S*|y)\$|^(?:pbkdf2|sha\d+|md5|scrypt|argon2|bcrypt)[_:$-]|^\$ANSIBLE_VAULT|^AQICAH"
    r"|^\{(?:SSHA|SHA|MD5|bcrypt)\}|^SCRAM-",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"^(?:[.~]{0,2}/|[A-Za-z]:\\|https?:|s3:|gs:|wss?:|\w+://[^:@]*$)"
    r"|\.(?:pem|key|crt|cer|jks|p12|pfx|json|ya?ml|txt|env|py|js|ts|sh|html?|com|org|net|io)$",
    re.IGNORECASE,
)
# Names with a mark behind, and the field's own name with something before it.
_NAMELIKE = re.compile(r"[a-z]+[_-]?[a-z]*[?!:=]|(?:[a-z]+_)+\d?|\w+\d?[_-](?:password|passwd|pwd|pass)\d?")
_OWN_WORK = re.compile(r"[0-9!@#$%^&*+=~?]")
_MEMBER = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_SIGN = re.compile(r"[!@#$%^&*]")
_SEGMENT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_HARD = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}", re.IGNORECASE)
_SEQUENCES = ("0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "0123456789abcdef", "abcdef0123456789", "qwertyuiop", "9876543210")
_HEX = re.compile(r"[0-9a-fA-F]{16,}")
_TEMPLATE = re.compile(r"[<>{}\[\]()]|\\[nrt]|%[sd]")
# Bits for each character: what is drawn has more, and what people make up for a key not much less.
_MIN_BITS, _MIN_BITS_MADE_UP = 3.0, 2.5
_SHORT, _LONG, _FEW = 8, 16, 2
# The part of the letters that stands in words; letters that make one; the part of vowels that every language has.
_WORDY, _WORD, _VOWELS = 0.7, 3, 0.15


def plausible(value: str, holds: Holds, *, quoted: bool) -> bool:
    """Whether it can be what its name promises. `quoted`: written as a literal, and so no name of something else."""
    least = MIN_PASSWORD if holds is Holds.PASSWORD else MIN_KEY
    if not least <= len(value) <= MAX_VALUE or re.search(r"\s", value) or not value.isascii() or placeholder(value):
        return False
    if _REFERENCE.search(value) or _SEALED.search(value) or _PATH.search(value):
        return False
    if _MEMBER.fullmatch(value) or (not quoted and _TEMPLATE.search(value)):
        return False
    return _password(value, quoted=quoted) if holds is Holds.PASSWORD else _key(value, holds)


def placeholder(value: str) -> bool:
    """Text that only shows where a secret would stand."""
    lowered = value.lower()
    monotonous = len(set(lowered)) <= _FEW or (len(lowered) >= _SHORT and _periodic(lowered))
    return monotonous or bool(_PLACEHOLDER.search(value)) or bool(re.search(r"(.)\1{5,}", value))


def _password(value: str, *, quoted: bool) -> bool:
    if value.isdigit():
        return len(value) >= MIN_PASSWORD + 1
    if value.isalpha():
        return random_looking(value)
    if re.fullmatch(r"[A-Za-z]+(?:[-_./:][A-Za-z]+)+", value):
        return random_looking(value)
    if _TEMPLATE.search(value) and _wordy(value):
        return False
    if not quoted and re.fullmatch(r"[A-Za-z_.]+\W+", value):
        return False
    # Something besides letters that a person puts into a password, and that no name and no word has.
    return bool(_OWN_WORK.search(value)) and not _NAMELIKE.fullmatch(value)


def _key(value: str, holds: Holds) -> bool:
    if value.isdigit() or _sequence(value) or (holds is Holds.KEY and _TEMPLATE.search(value)):
        return False
    if value.isalpha():
        return len(value) >= _LONG and random_looking(value)
    digits = sum(char.isdigit() for char in value)
    if _wordy(value) and not _HEX.fullmatch(value):
        # `secret` is also what people make up themselves: two digits or a sign that no identifier has.
        return holds is Holds.SECRET and (digits > _FEW or bool(_SIGN.search(value))) and not _TEMPLATE.search(value)
    if not digits and not re.search(r"[+/=!@#$%^&*]", value):
        return len(value) >= _LONG and random_looking(value)
    return bits(value) >= (_MIN_BITS_MADE_UP if holds is Holds.SECRET else _MIN_BITS)


def random_looking(value: str) -> bool:
    """Letters that no word and no identifier would put together like this."""
    segments = _SEGMENT.findall(value)
    turns = len(segments)
    longest = max(map(len, segments), default=0)
    dull = len(value) >= _LONG and len(_VOWEL.findall(value)) < _VOWELS * len(value)
    return bool(_HARD.search(value)) or dull or (len(value) >= _SHORT and turns >= len(value) / _WORD and longest <= _WORD + 1)


def bits(value: str) -> float:
    """Shannon's entropy for each character."""
    return -sum(count / len(value) * math.log2(count / len(value)) for count in Counter(value).values())


def _wordy(value: str) -> bool:
    words = [part for part in _SEGMENT.findall(value) if len(part) >= _WORD and _VOWEL.search(part) and not _HARD.search(part)]
    letters = sum(char.isalpha() for char in value)
    return letters > 0 and sum(map(len, words)) >= _WORDY * letters


def _periodic(value: str) -> bool:
    return any(value == (value[:size] * (len(value) // size + 1))[: len(value)] for size in range(1, len(value) // 3 + 1))


def _sequence(value: str) -> bool:
    lowered = re.sub(r"[-_]", "", value.lower())
    return any(lowered in order * 4 for order in _SEQUENCES)
