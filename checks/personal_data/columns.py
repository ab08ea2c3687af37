"""What columns are called that tell of persons."""

from __future__ import annotations

import re

from checks.personal_data.kinds import Kind

_CALLED = (
    (Kind.PATIENT, r"patient(?:_?(?:id|name|no|number))?|mrn|medical_record(?:_number)?|patienten(?:nummer|id|name)"),
    (Kind.DIAGNOSIS, r"(?:primary_|main_|admission_)?(?:icd(?:_?10)?(?:_code)?|diagnos[ei]s?(?:_code)?)"),
    (Kind.CARD, r"(?:credit_?)?card(?:_?(?:number|no|num))?|cc(?:_?(?:number|num))?|pan|payment_card|kreditkarte\w*"),
    (Kind.TAX, r"steuer_?(?:id|nummer|identifikationsnummer)|tax_?(?:id|number)|tin"),
    (Kind.PHONE, r"(?:mobile|cell|home|work|contact)?_?(?:phone|tel|telephone|mobile|telefon|handy)(?:_?(?:number|no|nummer))?"),
    (Kind.BIRTH, r"dob|birth_?(?:date|day)|date_of_birth|geburts(?:datum|tag)"),
    (Kind.ADDRESS, r"(?:home_|street_|postal_)?address(?:_?(?:line)?_?1)?|street|strasse|anschrift"),
    (Kind.NAME, r"(?:first|last|full|given|family|middle|sur)_?name|customer_?name|employee_?name|vorname|nachname|surname"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _CALLED)
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s.\-]+")


def called(name: str) -> Kind | None:
    """What the name of a column promises; e-mail addresses and the like are known by their form instead."""
    plain = _WORDS.sub("_", name.strip().strip("\"'`[]")).lower()
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(plain)), None)
