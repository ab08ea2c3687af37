"""What a value is that tells of a person, by its form and its check digits."""

from __future__ import annotations

import re
from enum import Enum

_EMAIL = re.compile(r"\b[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
# RFC 2606 and 6761, and what stands in everybody's examples.
_RESERVED = re.compile(
    r"@(?:[\w.-]+\.)?(?:example\.(?:com|org|net)|example|test|invalid|localhost|local|(?:domain|email|company|acme|foo|bar)\.(?:com|org))$",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"^(?:no-?reply|info|support|sales|admin|contact|hello|press|help|security|office|git|bot|root|postmaster|webmaster)@", re.IGNORECASE
)
_PHONE = re.compile(r"^\+[1-9]\d{7,14}$")
_SSN = re.compile(r"\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b")
_NINO = re.compile(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|6(?:011|5\d\d)\d{12})$")
_ICD = re.compile(r"^[A-TV-Z]\d[0-9AB](?:\.\d{1,4})?$")
# Numbers that documentation, payment providers and banks give away for tests.
_TESTS = frozenset(
    {
        *("078-05-1120", "219-09-9999", "123-45-6789", "111-11-1111", "222-22-2222"),
        *("DE89370400440532013000", "GB82WEST12345698765432", "GB29NWBK60161331926819", "FR1420041010050500013M02606"),
        *("NL91ABNA0417164300", "CH9300762011623852957", "ES9121000418450200051332", "AT611904300234573201", "BE68539007547034"),
    }
)
_TEST_CARD = re.compile(r"^(?:4242|4111|40000|401288|4222|5555|5105|378282|371449|6011111|6011000|2223)|(\d)\1{7}")
_SEPARATORS = str.maketrans("", "", " -")
_COUNTED = 10


class Kind(Enum):
    """Named as people are told."""

    EMAIL = "e-mail addresses"
    PHONE = "telephone numbers"
    NAME = "names"
    BIRTH = "dates of birth"
    ADDRESS = "addresses"
    IBAN = "IBANs"
    CARD = "card numbers"
    SSN = "US social security numbers"
    NINO = "UK national insurance numbers"
    TAX = "German tax numbers"
    DIAGNOSIS = "diagnoses"
    PATIENT = "patients"


def in_text(value: str) -> Kind | None:
    """What any text is or holds, whatever its column is called."""
    if "@" in value and any(not _RESERVED.search(found) and not _ROLES.match(found) for found in _EMAIL.findall(value)):
        return Kind.EMAIL
    if (found := _SSN.search(value)) and found[0] not in _TESTS:
        return Kind.SSN
    if any(_iban(each[0].replace(" ", "")) for each in _IBAN.finditer(value)):
        return Kind.IBAN
    return Kind.NINO if _NINO.search(value) else None


def under(value: str, called: Kind) -> bool:
    """Whether a value of a column that is called so is one indeed: check digits decide, where there are any."""
    plain = value.translate(_SEPARATORS)
    if called is Kind.PHONE:
        return bool(_PHONE.match(plain.replace("(", "").replace(")", ""))) and "555" not in plain[2:8] and "00000" not in plain
    if called is Kind.CARD:
        return bool(_CARD.match(plain)) and not _TEST_CARD.search(plain) and _luhn(plain)
    if called is Kind.TAX:
        return len(plain) == _COUNTED + 1 and plain.isascii() and plain.isdigit() and plain[0] != "0" and _tax(plain)
    if called is Kind.DIAGNOSIS:
        return bool(_ICD.match(value.strip()))
    return bool(value.strip())


def _iban(text: str) -> bool:
    if text in _TESTS or "00000000" in text:
        return False
    number = "".join(str(int(sign, 36)) for sign in text[4:] + text[:4])
    return int(number) % 97 == 1


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the sum of a number's two digits
    return total % 10 == 0


def _tax(digits: str) -> bool:
    """ISO 7064, modulus 11 and 10, as the German tax office counts."""
    product = _COUNTED
    for digit in digits[:-1]:
        total = (int(digit) + product) % _COUNTED or _COUNTED
        product = total * 2 % 11
    return (11 - product) % _COUNTED == int(digits[-1])
