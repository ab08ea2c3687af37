"""What in a program tells that it judges people: the columns it names."""

from __future__ import annotations

import re

# Groups that law protects, and what stands for them or for a decision about a person.
_GROUPS = (
    "age|gender|sex|race|ethnicity|ethnic_group|religion|nationality|disability|marital_status|pregnan\\w*|sexual_orientation|birth_?date|dob"
)
_STANDING = (
    "zip|zip_?code|postcode|postal_code|income|salary|wage|credit|employment\\w*|education|occupation|hired|hiring"
    "|loan\\w*|default|approved|recidivism|two_year_recid|years_experience|first_name|last_name|surname|neighbou?rhood|insurance\\w*"
)
_QUOTED = rf"""["'](?:\w{{0,20}}_)?({_GROUPS}|{_STANDING})(?:_\w{{0,20}})?\\?["']"""
_NAMED = re.compile(rf"{_QUOTED}|\.(age|gender|race|ethnicity|income)\b", re.IGNORECASE)
_GROUP = re.compile(rf"(?:{_GROUPS})", re.IGNORECASE)
# Whether it classifies or ranks; a program that only adds up does neither.
_JUDGES = re.compile(
    r"Classifier\w*\(|LogisticRegression\(|\bSVC\(|GaussianNB\(|Ranker\(|lambdarank|binary_crossentropy|BCE(?:WithLogits)?Loss\(|CrossEntropyLoss\("
    r"|objective[\"']?\s*[=:]\s*[\"'](?:binary|multi|rank)|predict_proba\(|SequenceClassification|sigmoid"
)
_NEEDED = 2


def judged(text: str) -> list[str]:
    """The columns about people that a classifier or ranking is taught with, when there are several and a protected one among them."""
    if not _JUDGES.search(text):
        return []
    named = list(dict.fromkeys((found[1] or found[2]).lower() for found in _NAMED.finditer(text)))
    protected = [name for name in named if _GROUP.fullmatch(name)]
    return named if protected and len(named) >= _NEEDED else []
