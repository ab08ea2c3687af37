"""Lock files that are well formed and make no sense: a fact gone, of another type, or without end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from checks.manifests import conan_lock, php, renv_lock, swift_resolved
from checks.manifests.dotnet import locks as nuget_locks
from checks.manifests.formats import FORMATS
from checks.manifests.javascript import bun_lock, package_json, package_lock
from checks.manifests.json_keys import plain
from checks.manifests.manifest import Unparsable
from checks.manifests.python import pipfile_lock, pyproject, requirements
from tests.fuzz.hunting import JSON, hunt, says_why, tries
from tests.fuzz.read_strategies import VERSIONS, changed, places
from tests.fuzz.test_manifests import FILES

if TYPE_CHECKING:
    from checks.manifests.manifest import Format

OTHERS = (nuget_locks.FORMATS[0], *php.FORMATS, conan_lock.FORMAT, renv_lock.FORMAT, swift_resolved.FORMAT)
JSON_LOCKS = {
    form: [json.loads(plain(file.read_text())) for path, file in FILES if form.matches(path)]
    for form in (package_lock.FORMAT, pipfile_lock.FORMAT, package_json.FORMAT, bun_lock.FORMAT, *OTHERS)
}
TOML = {"uv", "poetry", "pylock", "cargo", "cargo-manifest", "gradle-catalog", "pdm", "pyproject", "Pipfile"}
TOML_LOCKS = {form: [file for path, file in FILES if form.matches(path)] for form in FORMATS if form.name in TOML}


@tries
@pytest.mark.parametrize("form", JSON_LOCKS, ids=lambda form: form.name)
def test_a_lock_with_facts_changed_is_read_or_refused(form: Format, tries: int) -> None:
    (document, *_) = JSON_LOCKS[form]
    ways = [way for way in places(document) if len(way) > 1]
    changes = st.lists(st.tuples(st.sampled_from(ways), JSON | VERSIONS), min_size=1, max_size=3)

    hunt(changes.map(lambda its: json.dumps(changed(document, its), indent=1).encode()), lambda raw: is_read(raw, form), tries)


@tries
@pytest.mark.parametrize("form", TOML_LOCKS, ids=lambda form: form.name)
def test_a_toml_lock_with_values_changed_is_read_or_refused(form: Format, tries: int) -> None:
    lines = [line for file in TOML_LOCKS[form] for line in Path(file).read_text().splitlines()]
    values = st.sampled_from(['""', '"\\uD800"', "1", "1.5", "true", "1979-05-27", "[]", "{}", "{a.b = 1}", "'''", "inf", "9" * 5000])
    odd = st.tuples(st.sampled_from(["name", "version", "source", "source.git", '"version"', "package"]), values).map(" = ".join)
    made = st.lists(st.sampled_from(lines) | odd, max_size=20).map(lambda its: "\n".join(its).encode())

    hunt(made, lambda raw: is_read(raw, form), tries)


@tries
@pytest.mark.parametrize("form", [requirements.FORMAT, pyproject.FORMAT], ids=lambda form: form.name)
def test_a_requirement_of_any_version_is_read(form: Format, tries: int) -> None:
    def examine(made: tuple[str, str, str]) -> None:
        line = f"p{made[0]}{made[1]}{made[2]}".replace("\ud800", "")
        text = line if form is requirements.FORMAT else f"[project]\ndependencies = [{json.dumps(line)}]"
        is_read(text.encode(), form)

    operators = st.sampled_from(["==", "===", "~=", ">=", "!=", "@", " ", "[a]==", "==1,=="])
    behind = st.sampled_from(["", "; x", ";python_version>'3'", " --hash=x", "; " + "(" * 900])
    hunt(st.tuples(operators, VERSIONS, behind), examine, tries)


def is_read(raw: bytes, form: Format) -> None:
    """Or refused with a reason; what it pins stands in the file and can be written down."""
    try:
        manifest = form.parse(raw)
    except Unparsable as reason:
        says_why(reason)
        return
    lines = raw.count(b"\n") + 1
    for pin in manifest.pins:
        assert 1 <= pin.span.first <= pin.span.last <= lines
        f"{pin.package.name}{pin.package.version}".encode()
    for entry in manifest.not_understood:
        assert 1 <= entry.span.first <= entry.span.last <= lines
        assert len(entry.why.encode()) < 1000
