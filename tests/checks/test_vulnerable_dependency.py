"""The check against its examples, and the endings that examples cannot show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.advisories.importer import import_directory
from bot.advisories.store import AdvisoryStore
from checks.core import (
    AdvisoriesUnavailable,
    Advisory,
    Change,
    ChangedFile,
    Confidence,
    FileStatus,
    Finding,
    Hunk,
    NotAnalysed,
    Package,
    RepoPath,
    Scene,
    Severity,
    ToolFailed,
)
from checks.vulnerable_dependency.check import CHECK
from tests.fakes import FakeAdvisories

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checks.core import Advisories, PatternReport, RulePack, ScanReport, Tools

EXAMPLES = Path(__file__).parents[2] / "checks" / "vulnerable_dependency" / "examples"
NOW = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Files:
    held: Mapping[RepoPath, bytes] = field(default_factory=dict)

    def paths(self) -> list[RepoPath]:
        return sorted(self.held)

    def read(self, path: RepoPath) -> bytes | None:
        return self.held.get(path)


@dataclass(frozen=True)
class Answering:
    """pip-audit as a table: ids per name; a package whose name is not there gets `otherwise`."""

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    failure: str = ""

    def match(self, packs: Sequence[RulePack]) -> PatternReport:
        raise ToolFailed("no pattern is asked for here")

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        if self.failure:
            raise ToolFailed(self.failure)
        return {package: self.ids.get(package.name, frozenset()) for package in packages}

    def scan(self, engine: str, files: Sequence[RepoPath]) -> ScanReport:
        raise ToolFailed("no engine is asked for here")


@dataclass(frozen=True)
class Agreeing:
    knowledge: Advisories

    def match(self, packs: Sequence[RulePack]) -> PatternReport:
        raise ToolFailed("no pattern is asked for here")

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        return {package: frozenset(a.id for a in self.knowledge.affecting(package)) for package in packages}

    def scan(self, engine: str, files: Sequence[RepoPath]) -> ScanReport:
        raise ToolFailed("no engine is asked for here")


def _files(folder: Path) -> Files:
    return Files({RepoPath(p.relative_to(folder).as_posix()): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()})


def _store(case: str, folder: Path) -> AdvisoryStore:
    import_directory(EXAMPLES / case / "advisories", folder / "advisories.db", NOW)
    return AdvisoryStore(folder / "advisories.db")


def _scene(base: Files, head: Files, knowledge: Advisories, tools: Tools | None = None) -> Scene:
    changed = [path for path in head.paths() if base.read(path) != head.read(path)]
    status = {path: FileStatus.ADDED if base.read(path) is None else FileStatus.MODIFIED for path in changed}
    change = Change("a" * 40, "b" * 40, tuple(ChangedFile(path, status[path], None) for path in changed))
    scope = tuple(path for path in changed if CHECK.applies_to(path))
    return Scene(change, base, head, scope, tools or Agreeing(knowledge), knowledge)


def _example(case: str, folder: Path, tools: Tools | None = None) -> list[Finding | NotAnalysed]:
    knowledge = _store(case, folder)
    return list(CHECK.inspect(_scene(_files(EXAMPLES / case / "base"), _files(EXAMPLES / case / "head"), knowledge, tools)))


def _only(seen: list[Finding | NotAnalysed]) -> Finding:
    (finding,) = (item for item in seen if isinstance(item, Finding))
    return finding


def _head(text: str, name: str = "requirements.txt") -> Files:
    return Files({RepoPath(name): text.encode()})


@pytest.mark.parametrize("case", sorted(path.name for path in EXAMPLES.iterdir()))
def test_sees_exactly_what_the_example_says(case: str, tmp_path: Path) -> None:
    expected = sorted((EXAMPLES / case / "findings.txt").read_text().splitlines())

    seen = _example(case, tmp_path)

    found = [item for item in seen if isinstance(item, Finding)]
    assert expected == sorted(f"{item.location} {item.rule.id} {item.severity.name}" for item in found)
    assert not [item for item in seen if isinstance(item, NotAnalysed) and item.expected]
    assert all(item.confidence is Confidence.HIGH for item in found)


def test_names_the_examples_in_an_order_that_a_reader_expects(tmp_path: Path) -> None:
    finding = next(item for item in _example("new_requirement", tmp_path) if isinstance(item, Finding) and "jinja2" in item.message)

    assert finding.message.startswith("jinja2 2.10 is named by 2 advisories: CVE-2019-10906 (GHSA-462w-v97r-4m45, PYSEC-2019-217), high")
    assert "The nearest release that no advisory names is 3.1.4." in finding.message


def test_offers_the_line_with_everything_but_the_version_kept(tmp_path: Path) -> None:
    finding = next(item for item in _example("new_requirement", tmp_path) if isinstance(item, Finding) and "jinja2" in item.message)

    assert finding.fix is not None
    assert (finding.fix.replacement, finding.fix.safe) == ("Jinja2 == 3.1.4  # templates", False)


def test_calls_a_bump_within_the_major_version_safe(tmp_path: Path) -> None:
    fix = _only(_example("marker_false_here", tmp_path)).fix

    assert fix is not None
    assert fix.replacement == 'requests[socks]==2.20.0 ; sys_platform == "win32" and python_version < "3.0"'
    assert fix.safe


@pytest.mark.parametrize("case", ["hashes", "local_version", "uv_lock", "go_mod", "malicious_package"])
def test_offers_no_edit_that_would_break_something(case: str, tmp_path: Path) -> None:
    assert _only(_example(case, tmp_path)).fix is None


def test_a_line_of_package_json_keeps_its_quotes_and_its_alias(tmp_path: Path) -> None:
    fixes = [item.fix for item in _example("package_json", tmp_path) if isinstance(item, Finding)]

    assert [fix.replacement for fix in fixes if fix] == ['    "lodash": "4.17.12",', '    "old-lodash": "npm:lodash@4.17.12"']


def test_a_line_of_a_workflow_keeps_the_v_of_its_tag(tmp_path: Path) -> None:
    fixes = [item.fix for item in _example("workflow", tmp_path) if isinstance(item, Finding)]

    assert [fix.replacement for fix in fixes if fix] == ["      - uses: actions/download-artifact@v4.1.7"]


def test_names_the_command_for_a_lock_file(tmp_path: Path) -> None:
    assert "`uv lock --upgrade-package requests`" in _only(_example("uv_lock", tmp_path)).message


def test_shows_the_lock_file_beside_the_manifest(tmp_path: Path) -> None:
    finding = _only(_example("manifest_and_lock", tmp_path))

    assert [str(place.location) for place in finding.related] == ["uv.lock:10"]


def test_shows_the_line_that_includes_a_file(tmp_path: Path) -> None:
    finding = _only(_example("nested_requirements", tmp_path))

    assert [str(place.location) for place in finding.related] == ["requirements.txt:2"]


def test_says_what_is_still_there_after_a_bump(tmp_path: Path) -> None:
    notes = [item for item in _example("bump_still_vulnerable", tmp_path) if isinstance(item, NotAnalysed)]

    assert [note.why for note in notes] == ["jinja2 2.11.0 still has CVE-2024-34064, as before; it needs 3.1.4"]
    assert not notes[0].expected


def test_lists_entries_without_an_exact_version(tmp_path: Path) -> None:
    (note,) = (item for item in _example("not_a_version", tmp_path) if isinstance(item, NotAnalysed))

    assert note.why.count("line ") == 7
    assert not note.expected


def test_an_entry_is_listed_when_the_change_touches_it(tmp_path: Path) -> None:
    path, text = RepoPath("requirements.txt"), b"old>=1\nnew>=1\n"
    hunk = Hunk(2, 0, 2, 1, frozenset({2}))
    change = Change("a" * 40, "b" * 40, (ChangedFile(path, FileStatus.MODIFIED, (hunk,)),))
    knowledge = _store("safe_bump", tmp_path)

    (note,) = CHECK.inspect(Scene(change, Files(), Files({path: text}), (path,), Agreeing(knowledge), knowledge))

    assert isinstance(note, NotAnalysed)
    assert note.why == "not a package at an exact version: line 2: new names no exact version"


def test_an_entry_that_a_lock_file_beside_it_resolves_is_not_listed(tmp_path: Path) -> None:
    manifest = b'[project]\ndependencies = ["requests>=2", "flask>=3"]\n'
    lock = b'[[package]]\nname = "requests"\nversion = "2.32.4"\n'
    head = Files({RepoPath("pyproject.toml"): manifest, RepoPath("uv.lock"): lock})

    (note,) = CHECK.inspect(_scene(Files(), head, _store("safe_bump", tmp_path)))

    assert isinstance(note, NotAnalysed)
    assert "flask" in note.why
    assert "requests" not in note.why


def test_is_less_sure_when_pip_audit_does_not_name_it(tmp_path: Path) -> None:
    finding = _only(_example("marker_false_here", tmp_path, Answering()))

    assert finding.confidence is Confidence.MEDIUM
    assert "disagree about CVE-2018-18074" in finding.message


def test_reports_what_only_pip_audit_names(tmp_path: Path) -> None:
    tools = Answering({"requests": frozenset({"PYSEC-2099-1"})})

    finding = _only(list(CHECK.inspect(_scene(Files(), _head("requests==2.32.4\n"), _store("safe_bump", tmp_path), tools))))

    assert finding.confidence is Confidence.MEDIUM
    assert "pip-audit names PYSEC-2099-1" in finding.message


def test_is_silent_about_what_pip_audit_names_on_both_sides(tmp_path: Path) -> None:
    seen = _example("safe_bump", tmp_path, Answering({"requests": frozenset({"PYSEC-2099-1"})}))

    assert seen == []


def test_keeps_its_findings_when_pip_audit_fails(tmp_path: Path) -> None:
    seen = _example("marker_false_here", tmp_path, Answering(failure="no answer in 60 s"))

    assert NotAnalysed("requirements.txt", "pip-audit could not confirm: no answer in 60 s") in seen
    assert _only(seen).confidence is Confidence.HIGH


def test_does_not_take_a_missing_store_for_a_clean_bill(tmp_path: Path) -> None:
    scene = _scene(Files(), _head("requests==2.19.1\n"), AdvisoryStore(tmp_path / "none.db"))

    with pytest.raises(AdvisoriesUnavailable, match="bartizan advisories import"):
        list(CHECK.inspect(scene))


def test_says_which_manifest_no_advisory_is_held_for(tmp_path: Path) -> None:
    head = Files(
        {
            RepoPath("go.mod"): b"module m\nrequire golang.org/x/text v0.3.5\n",
            RepoPath("requirements.txt"): b"requests==2.19.1\n",
        }
    )

    seen = list(CHECK.inspect(_scene(Files(), head, _store("safe_bump", tmp_path))))

    (gap,) = (item for item in seen if isinstance(item, NotAnalysed))
    assert (gap.path, gap.expected) == ("go.mod", True)
    assert _only(seen).location.path == RepoPath("requirements.txt")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("uv.lock", b"[[package]\n"),
        ("uv.lock", b"a=" + b"[" * 100_000),
        ("package-lock.json", b'{"lockfileVersion": 2, "dependencies": {}}'),
        ("Pipfile.lock", b"[" * 100_000),
        ("poetry.lock", b'[[package]]\nversion = "1"\n'),
        ("requirements.txt", b"\xff\x00requests"),
        ("requirements.txt", b"#" * 10_000_001),
    ],
)
def test_says_that_a_manifest_cannot_be_read(name: str, raw: bytes, tmp_path: Path) -> None:
    head = Files({RepoPath(name): raw})

    (gap,) = CHECK.inspect(_scene(Files(), head, _store("safe_bump", tmp_path)))

    assert isinstance(gap, NotAnalysed)
    assert (gap.path, gap.expected) == (name, True)


def test_follows_a_renamed_manifest_to_its_old_versions(tmp_path: Path) -> None:
    old, new = RepoPath("a/requirements.txt"), RepoPath("b/requirements.txt")
    knowledge = _store("safe_bump", tmp_path)
    change = Change("a" * 40, "b" * 40, (ChangedFile(new, FileStatus.RENAMED, (), old_path=old),))
    base, head = Files({old: b"requests==2.19.1\n"}), Files({new: b"requests==2.19.1\n"})

    seen = list(CHECK.inspect(Scene(change, base, head, (new,), Agreeing(knowledge), knowledge)))

    assert seen == []


def test_follows_files_that_include_each_other_once(tmp_path: Path) -> None:
    head = Files({RepoPath("requirements.txt"): b"-r x.in\nrequests==2.19.1\n", RepoPath("x.in"): b"-r requirements.txt\n"})

    seen = list(CHECK.inspect(_scene(Files(), head, _store("safe_bump", tmp_path))))

    assert _only(seen).location.path == RepoPath("requirements.txt")


@pytest.mark.parametrize(
    ("likelihood", "severity", "said"),
    [(0.42, Severity.HIGH, True), (0.1, Severity.HIGH, True), (0.09, Severity.MEDIUM, False), (None, Severity.MEDIUM, False)],
)
def test_what_is_likely_to_be_attacked_is_urgent(likelihood: float | None, severity: Severity, *, said: bool) -> None:
    package = Package("PyPI", "p", "1")
    known = {package: [Advisory(("CVE-2026-0001",), package, "Leaks", Severity.MEDIUM, exploit_likelihood=likelihood)]}

    finding = _only(list(CHECK.inspect(_scene(Files(), _head("p==1\n"), FakeAdvisories(known)))))

    assert finding.severity_here is severity
    assert ("Attacks are likely" in finding.message) is said
def test_offers_the_line_of_a_pom_with_another_version(tmp_path: Path) -> None:
    finding = _only(_example("pom_log4j", tmp_path))
    assert finding.message.startswith("org.apache.logging.log4j:log4j-core 2.14.1 is named by 4 advisories: ")
    assert "The nearest release that no advisory names is 2.17.1." in finding.message
    assert finding.fix is not None
    assert (finding.fix.replacement, finding.fix.safe) == ("      <version>2.17.1</version>", True)
def test_tells_a_property_once_for_all_that_use_it(tmp_path: Path) -> None:
    finding = _only(_example("pom_family", tmp_path))
    assert [(str(place.location), place.message) for place in finding.related] == [("web/pom.xml:11", "Used here.")]
    assert finding.fix is not None
    assert finding.fix.replacement == "    <log4j.version>2.17.1</log4j.version>"
def test_offers_nothing_where_two_places_of_the_line_could_be_meant(tmp_path: Path) -> None:
    core = "<groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.14.1</version>"
    once = _head(f"<project><dependencies><dependency>{core}</dependency></dependencies></project>", "pom.xml")
    twice = _head(f"<project><name>2.14.1</name><dependencies><dependency>{core}</dependency></dependencies></project>", "pom.xml")
    knowledge = _store("pom_log4j", tmp_path)
    assert _only(list(CHECK.inspect(_scene(Files(), once, knowledge)))).fix is not None
    assert _only(list(CHECK.inspect(_scene(Files(), twice, knowledge)))).fix is None


def test_says_once_what_no_advisories_are_held_for_and_expects_none_that_nobody_publishes(tmp_path: Path) -> None:
    lock = b'{"packages": [{"name": "a/%s", "version": "1.0.0"}]}'
    chart = b"dependencies:\n- name: a\n  version: 1.0.0\n"
    files = {"a/composer.lock": lock % b"x", "b/composer.lock": lock % b"y", "Chart.lock": chart}

    seen = list(CHECK.inspect(_scene(Files(), Files({RepoPath(name): raw for name, raw in files.items()}), _store("safe_bump", tmp_path))))

    told = {(each.path, each.expected): each.why for each in seen if isinstance(each, NotAnalysed)}
    assert told.keys() == {("a/composer.lock", True), ("Chart.lock", False)}
    assert told["a/composer.lock", True].endswith("; the same holds for b/composer.lock")
    assert told["Chart.lock", False] == "no advisories about Helm are published that could be looked up"


@pytest.mark.parametrize(
    ("case", "replacement"),
    [
        ("gradle", 'log4j = "2.17.1"'),
        ("nuget", '    <PackageVersion Include="Newtonsoft.Json" Version="13.0.1" />'),
        ("php", '        "laravel/framework": "11.31.0"'),
        ("cargo_toml", 'time = "=0.2.23"'),
    ],
)
def test_offers_the_line_that_states_the_version_and_nothing_of_a_lock(case: str, replacement: str, tmp_path: Path) -> None:
    fixes = [item.fix for item in _example(case, tmp_path) if isinstance(item, Finding)]

    assert [fix.replacement for fix in fixes if fix] == [replacement]


@pytest.mark.parametrize(
    ("case", "command"),
    [
        ("nuget", "`dotnet add package system.text.json --version 8.0.4`"),
        ("ruby", "`bundle update --conservative rack`"),
        ("php", "`composer update symfony/runtime --with symfony/runtime:7.1.7`"),
    ],
)
def test_names_the_ecosystems_command(case: str, command: str, tmp_path: Path) -> None:
    assert any(command in item.message for item in _example(case, tmp_path) if isinstance(item, Finding))


def test_a_version_that_moves_into_the_parent_is_still_there(tmp_path: Path) -> None:
    head = _files(EXAMPLES / "pom_family" / "head")
    alone = head.held[RepoPath("web/pom.xml")].replace(b"log4j-core</artifactId>", b"log4j-core</artifactId><version>2.14.1</version>")
    base = Files({RepoPath("web/pom.xml"): alone})

    seen = list(CHECK.inspect(_scene(base, head, _store("pom_family", tmp_path))))

    assert not [item for item in seen if isinstance(item, Finding)]


def test_python_without_a_block_of_metadata_needs_no_advisories() -> None:
    nothing = FakeAdvisories(available=False)

    assert list(CHECK.inspect(_scene(Files(), _head("print(1)\n", "a.py"), nothing))) == []
    with pytest.raises(AdvisoriesUnavailable):
        list(CHECK.inspect(_scene(Files(), _head('# /// script\n# dependencies = ["a"]\n# ///\n', "a.py"), nothing)))


def test_what_a_script_had_before_is_no_news(tmp_path: Path) -> None:
    old, new = (_head(f'# /// script\n# dependencies = ["requests==2.19.1"]\n# ///\nprint({each})\n', "a.py") for each in (1, 2))

    seen = list(CHECK.inspect(_scene(old, new, _store("script", tmp_path))))

    assert not [item for item in seen if isinstance(item, Finding)]
