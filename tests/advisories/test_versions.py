"""Every order is total, and puts the versions of its ecosystem where that ecosystem puts them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advisories.versions.errors import BadVersion
from bot.advisories.versions.orders import ORDERS, boundary, canonical, key, order_of

_NUMBERS = st.lists(st.sampled_from(["0", "1", "2", "10", "00"]), min_size=1, max_size=3).map(".".join)
_WORDS = [
    "alpha",
    "a",
    "beta",
    "b1",
    "m2",
    "rc",
    "rc.1",
    "RC1",
    "cr",
    "snapshot",
    "ga",
    "final",
    "sp",
    "foo",
    "0.x",
    "1",
    "0",
    "dev",
    "patch",
    "p1",
    "_p2",
    "_pre",
    "r1",
    "~",
    "~rc1",
]
_ENDINGS = st.lists(st.tuples(st.sampled_from(["-", ".", "", "+"]), st.sampled_from(_WORDS)).map("".join), max_size=2).map("".join)
_PREFIX = st.sampled_from(["", "", "", "v", "1!", "1:"])
VERSIONS = st.tuples(_PREFIX, _NUMBERS, _ENDINGS).map("".join)

ASCENDING = {
    "PyPI": ["1.0.dev1", "1.0a1", "1.0b2", "1.0rc1", "1.0", "1.0.post1", "1.0.1", "1.10", "1!0.1"],
    "npm": ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0"],
    "Go": ["v0.0.0-20190101000000-abcdefabcdef", "v0.0.0", "v0.1.0-rc.1", "0.1.0", "v2.0.0+incompatible"],
    "crates.io": ["0.1.0-pre", "0.1.0", "0.1.1", "0.10.0"],
    "Maven": ["1-alpha1", "1-beta-2", "1-milestone", "1-rc1", "1-SNAPSHOT", "1", "1-sp", "1-foo", "1-1", "1.1", "1.2.RELEASE", "1.10"],
    "RubyGems": ["1.a.0.b", "1.0.a", "1.0.b1", "1.0", "1.0.1", "1.9", "1.10"],
    "NuGet": ["1.0.0-alpha", "1.0.0-Beta", "1.0.0", "1.0.0.1", "1.0.1-1", "1.0.1-9999999999", "1.0.1"],
    "Packagist": ["1.0-dev", "1.0-alpha1", "1.0-beta", "1.0-RC1", "1.0", "1.0-p1", "1.0.0.1", "v1.0.1", "2012-01-31", "2012-10-01"],
    "GitHub Actions": ["v1", "v1.2", "v4"],
    "Debian:12": [
        *("1.0~~", "1.0~~a", "1.0~", "1.0", "1.0-1~deb12u1", "1.0-1", "1.0-1+deb12u1"),
        *("1.0a", "1.0+b", "1.0.1-1", "1.10-1", "1:0.1"),
    ],
    "Ubuntu:22.04:LTS": ["3.0.2-0ubuntu1", "3.0.2-0ubuntu1.2", "3.0.2-0ubuntu1.10", "3.0.2-1"],
    "Alpine:v3.19": [
        *("1.0_alpha", "1.0_alpha2", "1.0_beta", "1.0_pre1", "1.0_rc1-r3", "1.0", "1.0-r1", "1.0-r10"),
        *("1.0_git20240101", "1.0_p1", "1.0a", "1.0.1", "1.05", "1.1", "1.10", "2"),
    ],
}
# Kept apart from the rest: what holds for them is Python's alone.
FROM_BEFORE_PEP_440 = ["0.1-bulbasaur", "0.9-charmander", "0.9-doduo", "1.0beta6.1", "2013-01-21t20:33", "0.1.dev1"]
EQUAL = {
    "PyPI": [("2.1.0+cu118", "2.1"), ("1.0", "1.0.0"), ("V1.0-RC1", "1rc1")],
    "npm": [("1.2.3+build", "1.2.3")],
    "Go": [("v2.0.0+incompatible", "2.0.0")],
    "Maven": [("1", "1.0.0"), ("1", "1.RELEASE"), ("1-ga", "1"), ("1.0-CR1", "1-rc1"), ("1.0.alpha", "1-alpha")],
    "RubyGems": [("1.18.3-x86_64-linux-gnu", "1.18.3"), ("1.0", "1"), ("1.2.3-java", "1.2.3")],
    "NuGet": [("1.0", "1.0.0.0"), ("1.0-Alpha", "1.0.0-alpha")],
    "Packagist": [("v6.3", "6.3.0.0"), ("1.0-b1", "1.0-beta1"), ("1.0-stable2", "1.0"), ("1.0@dev", "1")],
    "Debian:12": [("0:1.0", "1.0-0"), ("1.01", "1.1"), ("1.0-00", "1.0")],
    "Alpine:v3.19": [("1.2-r01", "1.2-r1"), ("01.2", "1.2")],
}


@pytest.mark.parametrize("ecosystem", sorted(ORDERS))
@given(versions=st.tuples(VERSIONS, VERSIONS, VERSIONS))
def test_an_order_is_total(ecosystem: str, versions: tuple[str, str, str]) -> None:
    order = order_of(ecosystem)
    try:
        a, b, c = (order.key(version) for version in versions)
    except BadVersion:
        return

    assert a == order.key(versions[0])
    assert (a < b) + (b < a) + (a == b) == 1
    assert not (a <= b <= c) or a <= c
    assert a != b or hash(a) == hash(b)


@pytest.mark.parametrize("ecosystem", sorted(ORDERS))
@given(one=VERSIONS, other=VERSIONS)
def test_one_spelling_means_one_version(ecosystem: str, one: str, other: str) -> None:
    order = order_of(ecosystem)
    try:
        same = order.key(one) == order.key(other)
    except BadVersion:
        return

    assert same or order.canonical(one) != order.canonical(other)


@pytest.mark.parametrize("ecosystem", sorted(ORDERS))
@given(text=st.text(max_size=30))
def test_any_text_is_a_version_or_refused(ecosystem: str, text: str) -> None:
    order = order_of(ecosystem)
    try:
        order.key(text)
    except BadVersion:
        return

    assert order.release(text)
    assert order.is_prerelease(text) in {True, False}


@pytest.mark.parametrize("ecosystem", sorted(ASCENDING))
def test_puts_versions_where_the_ecosystem_puts_them(ecosystem: str) -> None:
    for lower, higher in pairwise(ASCENDING[ecosystem]):
        assert key(ecosystem, lower) < key(ecosystem, higher), (lower, higher)


@pytest.mark.parametrize("ecosystem", sorted(EQUAL))
def test_takes_spellings_of_one_version_for_equal(ecosystem: str) -> None:
    for one, other in EQUAL[ecosystem]:
        assert key(ecosystem, one) == key(ecosystem, other), (one, other)


@pytest.mark.parametrize(
    ("ecosystem", "text"),
    [
        ("PyPI", "bulbasaur"),
        ("PyPI", ">=1.0"),
        ("PyPI", "1.2.*"),
        ("npm", "^1.2"),
        ("npm", "1.2.3.4"),
        ("Packagist", "dev-main"),
        ("Packagist", "2.x-dev"),
        ("Maven", ""),
        ("Debian", "sid"),
        ("Debian", "1.0-"),
        ("Debian", "a:1.0"),
        ("Debian", "1.0 2"),
        ("Alpine", "1.0_final"),
        ("Alpine", "1.0ab"),
        ("Alpine", "1.0-1"),
        ("Solaris", "1"),
    ],
)
def test_refuses_what_is_no_release(ecosystem: str, text: str) -> None:
    with pytest.raises(BadVersion):
        key(ecosystem, text)


def test_compares_text_without_an_order_as_it_stands() -> None:
    assert canonical("Solaris", " 1:2.3-4 ") == "1:2.3-4"


def test_what_is_older_than_pep_440_precedes_it_and_ends_no_range() -> None:
    made = [key("PyPI", text) for text in FROM_BEFORE_PEP_440]

    assert made == sorted(made)
    for text in FROM_BEFORE_PEP_440[:-1]:
        with pytest.raises(BadVersion):
            boundary("PyPI", text)
    assert boundary("PyPI", "0.1.dev1") == made[-1]


@pytest.mark.parametrize(
    ("ecosystem", "text", "early"),
    [
        ("Debian", "1.0~rc1-1", True),
        ("Debian", "1.0-1~deb12u1", False),
        ("Ubuntu", "1.0~deb12u1", False),
        ("Alpine", "1.0_rc1-r0", True),
        ("Alpine", "1.0_p1-r0", False),
        ("PyPI", "1.0beta6.1", True),
        ("PyPI", "0.8.1p1", False),
    ],
)
def test_tells_a_release_from_what_precedes_it(ecosystem: str, text: str, early: bool) -> None:  # noqa: FBT001 - a parameter of the table
    assert order_of(ecosystem).is_prerelease(text) is early


@pytest.mark.parametrize("text", ["9" * 5000, "1.0a" + "9" * 5000, "9" * 5000 + "!1"])
def test_a_number_without_end_is_no_python_version(text: str) -> None:
    for asked in (ORDERS["PyPI"].key, ORDERS["PyPI"].is_prerelease, ORDERS["PyPI"].release):
        with pytest.raises(BadVersion):
            asked(text)
    assert canonical("PyPI", text) == text


@pytest.mark.timeout(30)
def test_a_maven_version_of_a_million_zeros_is_compared_as_it_stands() -> None:
    text = "1" + ".0" * 1_000_000 + "x"

    assert canonical("Maven", text) == text


@pytest.mark.timeout(30)
@pytest.mark.parametrize("ecosystem", sorted(ORDERS))
def test_long_text_that_is_nearly_a_version_costs_no_time(ecosystem: str) -> None:
    for text in ("1" * 290, "1.0-p" + "1" * 290, "1." * 140, "1.0" + "_p1" * 95, "2012" + "-10" * 90, "~" * 5000):
        assert canonical(ecosystem, f"{text}!")
