"""Where advisories come from is told by settings, each of which is checked."""

from __future__ import annotations

import pytest

from bot.advisories.versions.orders import ORDERS
from config.advisories import ECOSYSTEMS, SYSTEMS, AdvisorySettings
from config.settings import BadSettings


def test_nothing_is_fetched_unless_switched_on() -> None:
    told = AdvisorySettings.read({})

    assert not told.automatic
    assert told.ecosystems == ECOSYSTEMS
    assert all(each.startswith("https://") for each in (told.osv, told.known_exploited, told.scores))


def test_lists_can_be_switched_off_and_ecosystems_chosen() -> None:
    told = AdvisorySettings.read(
        {
            "BARTIZAN_ADVISORY_SYNC": "on",
            "BARTIZAN_ADVISORY_URL": "https://mirror.example/osv",
            "BARTIZAN_KEV_URL": "off",
            "BARTIZAN_EPSS_URL": "off",
            "BARTIZAN_ADVISORY_ECOSYSTEMS": "pypi, Go,PyPI, debian",
        }
    )

    chosen = ("PyPI", "Go", "Debian")
    assert told == AdvisorySettings(automatic=True, osv="https://mirror.example/osv", scores="", known_exploited="", ecosystems=chosen)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BARTIZAN_ADVISORY_SYNC", "yes"),
        ("BARTIZAN_ADVISORY_URL", "http://mirror.example"),
        ("BARTIZAN_KEV_URL", "ftp://mirror.example"),
        ("BARTIZAN_EPSS_URL", "https://user:password@mirror.example/"),
        ("BARTIZAN_ADVISORY_ECOSYSTEMS", "PyPI,Cobol"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSettings) as refused:
        AdvisorySettings.read({name: value})

    assert [problem.setting for problem in refused.value.problems] == [name]


def test_what_is_fetched_is_what_can_be_compared() -> None:
    assert {*ECOSYSTEMS, *SYSTEMS} == set(ORDERS)
