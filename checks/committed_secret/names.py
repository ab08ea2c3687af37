"""What the name of a setting, a variable or an argument says about its value."""

from __future__ import annotations

import re
from enum import Enum


class Holds(Enum):
    """What a name promises: a password that a person may have chosen, or a key that a program drew."""

    PASSWORD = "password"  # noqa: S105 - the kind, and no password
    KEY = "key"
    SECRET = "secret"  # noqa: S105 - the kind, and no secret


_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Words behind the telling one that change nothing: where it is used, and in what form it is written.
_AFTER_TEXT = """
prod production dev development stage staging test live local sandbox default value plain plaintext str raw base64 b64 hex env old
new current previous primary secondary backup v1 v2
"""
_AFTER = frozenset(_AFTER_TEXT.split())
_PASSWORDS_TEXT = """
password passwd pwd pass passphrase passcode passwort kennwort pw psw pswd passwrd senha contrasena mdp wachtwoord
"""
_PASSWORDS = frozenset(_PASSWORDS_TEXT.split())
_ENDS_IN_PASSWORD = re.compile(r"(?:password|passwd|passphrase|dbpass|sshpass|smtppass|rootpass|userpass|dbpwd|userpwd)$")
_ENDS_IN_KEY = re.compile(
    r"(?:apikey|secretkey|accesskey|authkey|privatekey|apitoken|authtoken|accesstoken|bottoken|refreshtoken|sessiontoken|authtoken)$"
)
_ENDS_IN_SECRET = re.compile(r"(?:clientsecret|apisecret|appsecret|jwtsecret|consumersecret)$")
# What a key is for, when the name ends in the word: a bare `key` may be anything.
_KEYS_TEXT = """
api access secret private auth encryption encrypt signing sign account master shared service jwt session hmac aes des crypto
cipher storage subscription deploy consumer app application admin instrumentation hash cookie security server
webhook
"""
_KEYS = frozenset(_KEYS_TEXT.split())
# Tokens that are words of a language or places in a list.
_HARMLESS_TOKENS_TEXT = """
unk pad bos eos mask sep cls special next page continuation cancel cancellation csrf xsrf first last start end stop current_page
max min num new prev previous peek lookahead open close left right image video audio think tool string text word sub id type
keyword comment trigger punctuation separator delimiter invalid bad fake unknown begin extra cursor sync resume lex syntax
"""
_HARMLESS_TOKENS = frozenset(_HARMLESS_TOKENS_TEXT.split())
# A name of these is that of a pass over something, or of something that passes.
_HARMLESS_RUN_TEXT = """
first second third one two single multi render final by does did will can should low high band all forward backward
"""
_HARMLESS_RUN = frozenset(_HARMLESS_RUN_TEXT.split())


def promise(name: str) -> Holds | None:
    """What the name promises, None when nothing. Names with dots count by their last part."""
    words = [word.lower() for word in _WORDS.findall(name.rpartition(".")[2])]
    while len(words) > 1 and (words[-1] in _AFTER or words[-1].isdigit()):
        words.pop()
    return _of(words) if words else None


def _of(words: list[str]) -> Holds | None:
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last in _PASSWORDS or _ENDS_IN_PASSWORD.search(last):
        return None if last == "pass" and before in _HARMLESS_RUN else Holds.PASSWORD
    if last in {"secret", "credential", "credentials"} or _ENDS_IN_SECRET.search(last) or words[-3:] == ["secret", "key", "base"]:
        return Holds.SECRET
    if last == "key" and before in {"secret", "jwt"}:
        return Holds.SECRET
    if last == "token":
        return None if before in _HARMLESS_TOKENS else Holds.KEY
    if (last == "key" and before in _KEYS) or _ENDS_IN_KEY.search(last) or last == "salt" or words in (["auth"], ["npm", "auth"]):
        return Holds.KEY
    return None
