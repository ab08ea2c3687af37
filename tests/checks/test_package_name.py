"""Names that pass for others: misspellings made here by edit operations, and the endings that examples cannot show.

The misspellings are ours, made from popular names: that all are found says that the code does what it means to,
not how many are found in the wild.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.core import Change, ChangedFile, Confidence, FileStatus, Finding, NotAnalysed, RepoPath, Scene, ToolFailed
from checks.package_name.check import CHECK, MAX_NAMES
from checks.package_name.judgement import doubt
from checks.package_name.lookalike import Manner, likeness
from checks.package_name.popular import popular
from checks.package_name.refresh import listed
from checks.package_name.spelling import disguised, within
from tests.fakes import FakeAdvisories, FakeTree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checks.core import Package, PatternReport, RulePack, ScanReport

MISSPELT = {
    "PyPI": [
        *(("reqeusts", "requests"), ("requsts", "requests"), ("requestss", "requests"), ("rquests", "requests")),
        *(("nunpy", "numpy"), ("numpyy", "numpy"), ("pandsa", "pandas"), ("pandass", "pandas"), ("djago", "django"), ("djanga", "django")),
        *(("flaskk", "flask"), ("scikit-lean", "scikit-learn"), ("scikit_leran", "scikit-learn"), ("tensorfolw", "tensorflow")),
        *(("tensoflow", "tensorflow"), ("beautifulsuop4", "beautifulsoup4"), ("beautifu1soup4", "beautifulsoup4")),
        *(("matplotlb", "matplotlib"), ("mtaplotlbi", "matplotlib"), ("cryptograhpy", "cryptography"), ("crytpograhpy", "cryptography")),
        *(("transfromers", "transformers"), ("langchian", "langchain"), ("openaai", "openai"), ("anthropc", "anthropic")),
        *(("huggingface-hubs", "huggingface-hub"), ("hugingface_hub", "huggingface-hub"), ("py-torch", "pytorch")),
        *(("pythondateutil", "python-dateutil"), ("dateutil-python", "python-dateutil"), ("urlib3", "urllib3"), ("url1ib3", "urllib3")),
        *(("setuptoools", "setuptools"), ("aiohtttp", "aiohttp"), ("sqlachemy", "sqlalchemy"), ("ai-requests", "requests")),
    ],
    "npm": [
        *(("crossenv", "cross-env"), ("cross-evn", "cross-env"), ("lodahs", "lodash"), ("l0dash", "lodash"), ("expresss", "express")),
        *(("raect", "react"), ("axioss", "axios"), ("typescirpt", "typescript"), ("tyepscritp", "typescript"), ("commmander", "commander")),
        *(("@type/node", "@types/node"), ("@bable/core", "@babel/core"), ("types-node", "@types/node"), ("mongose", "mongoose")),
        *(("socketio", "socket.io"), ("webpackk", "webpack"), ("node-express", "express"), ("esllint", "eslint")),
    ],
}
INNOCENT = [
    *(("PyPI", "requests"), ("PyPI", "Python_DateUtil"), ("PyPI", "own-billing-service"), ("PyPI", "abc"), ("PyPI", "types-x")),
    *(("npm", "preact"), ("npm", "@own/expresss"), ("npm", "@types/expresss"), ("npm", "ws2"), ("Maven", "org.own:loggback"), ("npm", "")),
]


class NoTools:
    """Nothing is run for this check."""

    def match(self, packs: Sequence[RulePack]) -> PatternReport:
        raise ToolFailed("no pattern is asked for here")

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        raise ToolFailed("no package is asked about here")

    def scan(self, engine: str, files: Sequence[RepoPath]) -> ScanReport:
        raise ToolFailed("no engine is asked for here")


def seen(base: dict[str, str], head: dict[str, str]) -> list[Finding | NotAnalysed]:
    sides = [FakeTree({name: text.encode() for name, text in files.items()}) for files in (base, head)]
    scope = tuple(RepoPath(name) for name in sorted(head))
    change = Change("b" * 40, "a" * 40, tuple(ChangedFile(path, FileStatus.MODIFIED, None) for path in scope))
    return list(CHECK.inspect(Scene(change, sides[0], sides[1], scope, NoTools(), FakeAdvisories())))


def found(base: dict[str, str], head: dict[str, str]) -> list[Finding]:
    return [each for each in seen(base, head) if isinstance(each, Finding)]


@pytest.mark.parametrize(("ecosystem", "name", "meant"), [(eco, *pair) for eco, pairs in MISSPELT.items() for pair in pairs])
def test_a_misspelling_leads_to_a_popular_name(ecosystem: str, name: str, meant: str) -> None:
    like = likeness(ecosystem, name)

    assert like is not None
    assert like.known == meant


@pytest.mark.parametrize(("ecosystem", "name"), INNOCENT)
def test_what_is_popular_or_like_nothing_is_left_alone(ecosystem: str, name: str) -> None:
    assert likeness(ecosystem, name) is None


@pytest.mark.parametrize(
    ("name", "manner"),
    [
        *(("crossenv", Manner.PARTED), ("l0dash", Manner.LETTERS), ("@type/node", Manner.SCOPE)),
        *(("lodahs", Manner.SLIP), ("tyepscritp", Manner.SLIPS), ("types-node", Manner.UNSCOPED)),
    ],
)
def test_the_manner_is_told(name: str, manner: Manner) -> None:
    like = likeness("npm", name)

    assert like is not None
    assert like.manner is manner


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("abcd", "abcd", 0), ("abcd", "abdc", 1), ("abcd", "acd", 1), ("abcd", "xbcy", 2), ("ab", "abcd", 2), ("", "a", 1)],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert within(one, other, slips)
    assert within(other, one, slips)
    assert not slips or not within(one, other, slips - 1)


@pytest.mark.parametrize("name", ["l\u043edash", "lo\u200bdash", "l\u0131b", "\uff4codash"])
def test_a_disguised_name_is_seen(name: str) -> None:
    assert disguised(name)


@pytest.mark.parametrize("name", ["lodash", "\u5305\u88c5", "gr\u00f6\u00dfe", "\u043f\u0430\u043a\u0435\u0442", ""])
def test_a_name_in_one_script_is_not_disguised(name: str) -> None:
    assert disguised(name) == ()


def test_a_slip_alone_is_doubted_and_with_a_second_sign_it_is_not() -> None:
    alone = found({}, {"requirements.txt": "reqeusts==1.0\n"})
    fetched = found({}, {"requirements.txt": "reqeusts @ git+https://code.example/r.git\n"})

    assert [each.confidence for each in (*alone, *fetched)] == [Confidence.LOW, Confidence.MEDIUM]
    assert "comes from an address" in fetched[0].message


@pytest.mark.parametrize("where", ["other/requirements.txt", "other/poetry.lock"])
def test_a_name_that_the_base_has_anywhere_is_not_new(where: str) -> None:
    text = '[[package]]\nname = "reqeusts"\nversion = "1.0"\n' if where.endswith("lock") else "Reqeusts==0.9\n"

    assert found({where: text}, {"requirements.txt": "reqeusts==1.0\n"}) == []


def test_a_script_that_states_its_packages_is_looked_at() -> None:
    text = '# /// script\n# dependencies = ["reqeusts"]\n# ///\n'

    assert [each.line for each in found({}, {"run.py": text})] == [2]


def test_a_project_of_the_repository_may_be_asked_for() -> None:
    head = {"requirements.txt": "reqeusts\n", "own/pyproject.toml": '[project]\nname = "reqeusts"\n'}

    assert found({}, head) == []


def test_a_lock_file_without_the_name_is_a_sign() -> None:
    lock = '[[package]]\nname = "flask"\nversion = "3.1.0"\n'

    (one,) = found({}, {"requirements.txt": "reqeusts==1.0\n", "poetry.lock": lock})

    assert one.confidence is Confidence.MEDIUM
    assert "stands in no lock file" in one.message


def test_more_names_than_any_project_has_are_not_all_looked_at() -> None:
    head = {"requirements.txt": "".join(f"p{number}\n" for number in range(MAX_NAMES + 1))}

    gaps = [each for each in seen({}, head) if isinstance(each, NotAnalysed)]

    assert [gap.path for gap in gaps] == ["requirements.txt"]


def test_a_private_name_without_a_scope_that_becomes_public_is_told() -> None:
    def lock(host: str) -> str:
        hosts = {"own-billing": host, "chalk": "registry.example", "express": "registry.example"}
        packages = {f"node_modules/{name}": {"version": "1.0.0", "resolved": f"https://{its}/{name}.tgz"} for name, its in hosts.items()}
        return json.dumps({"lockfileVersion": 3, "packages": packages})

    (one,) = found({"package-lock.json": lock("packages.own.example")}, {"package-lock.json": lock("registry.example")})

    assert one.rule.id == "package-name-private-from-public"
    assert "`own-billing`" in one.message


@pytest.mark.parametrize(
    ("path", "tied", "free"),
    [
        (
            "pyproject.toml",
            '[tool.poetry.dependencies]\nown-mail = {version = "1", source = "own"}\n',
            '[tool.poetry.dependencies]\nown-mail = "1"\n',
        ),
        (
            "Pipfile",
            '[[source]]\nname = "pub"\n[[source]]\nname = "own"\n[packages]\nown-mail = {version = "==1", index = "own"}\n',
            '[[source]]\nname = "pub"\n[packages]\nown-mail = "==1"\n',
        ),
    ],
)
def test_a_name_that_loses_its_index_is_told(path: str, tied: str, free: str) -> None:
    assert [each.rule.id for each in found({path: tied}, {path: free})] == ["package-name-private-from-public"]
    assert found({path: free}, {path: tied}) == []


def test_a_scope_that_nobody_uses_may_go() -> None:
    assert found({".npmrc": "@own:registry=https://own.example/\n"}, {".npmrc": "a=b\n"}) == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["PyPI", "npm", "Go"]), st.text(max_size=30) | st.text("@/._-ae10lst", max_size=30))
def test_no_name_is_too_much(ecosystem: str, name: str) -> None:
    doubt(ecosystem, name)


NAMES = st.lists(
    st.sampled_from(["reqeusts", "l0dash", "crossenv", "own", "langchain-own", "l\u043edash", "@type/node", "flask"]), unique=True,
)


@settings(max_examples=40, deadline=None)
@given(NAMES)
def test_what_stays_as_it_was_is_never_told(names: list[str]) -> None:
    script = f"# /// script\n# dependencies = {json.dumps(names)}\n# ///\n"
    files = {
        "package.json": json.dumps({"dependencies": dict.fromkeys(names, "1.0.0")}),
        "requirements.txt": "\n".join(names),
        "run.py": script,
    }

    assert found(files, files) == []


def test_a_list_keeps_its_order_and_what_was_added() -> None:
    text = listed("npm", {"downloaded_timestamp": 0, "packages": ["b", "a", "b", "b\u00e4d", 'q"']}, ["c", "a"])

    assert text.splitlines()[1:] == ['ecosystem = "npm"', "as_of = 1970-01-01", 'names = """', "b a", '"""', 'added = """', "c", '"""']


@pytest.mark.parametrize(("ecosystem", "least"), [("PyPI", 10_000), ("npm", 5_000)])
def test_the_lists_are_there(ecosystem: str, least: int) -> None:
    assert len(popular(ecosystem).names) > least
