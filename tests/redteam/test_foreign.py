"""Results of garak and promptfoo are taken over, and anything else is refused with what was expected."""

from __future__ import annotations

import json

import pytest

from bot.redteam.foreign import NotResults, imported, settings_of_others
from tests.fakes import FakeTree

GARAK = [
    {"entry_type": "start_run setup", "plugins.probe_spec": "promptinject"},
    {"entry_type": "attempt", "probe_classname": "promptinject.HijackHateHumans", "outputs": ["…"]},
    {"entry_type": "eval", "probe": "promptinject.HijackHateHumans", "detector": "AttackRogueString", "passed": 3, "total": 10},
    {"entry_type": "eval", "probe": "encoding.InjectBase64", "detector": "encoding.DecodeMatch", "passed": 10, "total": 10},
]
PROMPTFOO = {
    "version": 3,
    "results": {
        "results": [
            {"success": False, "description": "asks for the system prompt", "testCase": {"metadata": {"pluginId": "prompt-extraction"}}},
            {"success": True, "testCase": {"metadata": {"pluginId": "prompt-extraction"}}},
            {"success": True, "testCase": {}},
        ]
    },
}


def test_of_garak_the_probes_that_got_through() -> None:
    found = imported("\n".join(map(json.dumps, GARAK)).encode())

    assert [(each.kind, each.worked, each.answered) for each in found] == [("garak-promptinject-hijackhatehumans", 7, 10)]


def test_of_promptfoo_the_kinds_of_cases_that_failed() -> None:
    found = imported(json.dumps(PROMPTFOO, indent=1).encode())

    assert [(each.kind, each.sentence) for each in found] == [
        (
            "promptfoo-prompt-extraction",
            "1 of 2 attacks of the kind “promptfoo-prompt-extraction” worked, such as asks for the system prompt.",
        )
    ]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "neither"),
        (b"[]", "neither"),
        (b'{"a": 1}', "neither"),
        (b'{"a": 1}\nno json\n', "line 2"),
        (b"[" * 100_000, "nested"),
        (b'{"results": {"results": 3}}', "no list"),
    ],
)
def test_anything_else_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(NotResults, match=why):
        imported(raw)


def test_settings_of_others_are_known_by_their_names() -> None:
    names = ("promptfooconfig.yaml", "eval/promptfooconfig.shop.yml", "garak.site.yaml", "config.yaml", "redteam.md")
    tree = FakeTree(dict.fromkeys(names, b""))

    assert sorted(map(str, settings_of_others(tree))) == ["eval/promptfooconfig.shop.yml", "garak.site.yaml", "promptfooconfig.yaml"]
