"""What lock files say of a package besides its name and version."""

from __future__ import annotations

import pytest

from checks.core.dependency import Scope
from checks.core.place import Span
from checks.manifests import cargo_lock, go_mod
from checks.manifests.javascript import package_lock
from checks.manifests.manifest import Include, Unparsable
from checks.manifests.python import pipfile_lock, pyproject, python_locks, requirements
from checks.manifests.values import address

UV = b"""
[[package]]
name = "app"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "Web_kit" }]
[package.optional-dependencies]
gpu = [{ name = "cuda" }]
[package.dev-dependencies]
dev = [{ name = "tester" }]
[[package]]
name = "web-kit"
version = "2"
source = { registry = "https://me:secret@index.example/simple?key=secret" }
dependencies = [{ name = "core" }]
sdist = { url = "https://files.example/w.tar.gz", hash = "sha256:aa" }
wheels = [{ url = "https://files.example/w.whl", hash = "sha256:bb" }]
[[package]]
name = "core"
version = "3"
[[package]]
name = "cuda"
version = "4"
[[package]]
name = "tester"
version = "5"
dependencies = [{ name = "core" }, { name = "helper" }]
[[package]]
name = "helper"
version = "6"
"""


def test_uv_tells_what_is_asked_for_and_when_it_is_needed() -> None:
    pins = {pin.package.name: pin for pin in python_locks.parse_uv(UV).pins}

    assert {name: (pin.direct, pin.scope) for name, pin in pins.items()} == {
        "web-kit": (True, Scope.PRODUCTION),
        "core": (False, Scope.PRODUCTION),
        "cuda": (True, Scope.OPTIONAL),
        "tester": (True, Scope.DEVELOPMENT),
        "helper": (False, Scope.DEVELOPMENT),
    }
    assert pins["tester"].needs == ("core", "helper")


def test_uv_tells_hashes_and_an_index_without_its_secrets() -> None:
    web_kit = python_locks.parse_uv(UV).pins[0]

    assert web_kit.hashes == ("sha256:bb", "sha256:aa")
    assert web_kit.source == "https://index.example/simple"


def test_uv_without_the_project_does_not_guess_what_is_direct() -> None:
    (pin,) = python_locks.parse_uv(b'[[package]]\nname = "a"\nversion = "1"\n').pins

    assert pin.direct is None


def test_poetry_tells_groups_files_sources_and_needs() -> None:
    raw = b"""
[[package]]
name = "a"
version = "1"
optional = false
groups = ["main", "dev"]
files = [{file = "a.whl", hash = "sha256:aa"}]
[package.dependencies]
B_c = ">=1"
[package.source]
type = "legacy"
url = "https://user:pass@index.example/simple"
[[package]]
name = "b-c"
version = "1"
category = "dev"
[[package]]
name = "d"
version = "1"
optional = true
groups = ["main"]
"""

    first, second, third = python_locks.parse_poetry(raw).pins

    assert (first.hashes, first.source, first.needs) == (("sha256:aa",), "https://index.example/simple", ("b-c",))
    assert (first.scope, second.scope, third.scope) == (Scope.PRODUCTION, Scope.DEVELOPMENT, Scope.OPTIONAL)
    assert first.direct is None


def test_pdm_tells_groups_files_and_needs_and_lists_git() -> None:
    raw = b"""
[[package]]
name = "a"
version = "1"
groups = ["default"]
dependencies = ["B.c[x]>=1; python_version>'3'"]
files = [{file = "a.whl", hash = "sha256:aa"}]
[[package]]
name = "t"
version = "1"
groups = ["dev"]
[[package]]
name = "g"
version = "1"
git = "https://code.example/g"
"""

    manifest = python_locks.parse_pdm(raw)

    assert [(pin.package.name, pin.scope, pin.needs, pin.hashes) for pin in manifest.pins] == [
        ("a", Scope.PRODUCTION, ("b-c",), ("sha256:aa",)),
        ("t", Scope.OPTIONAL, (), ()),
    ]
    assert [entry.why for entry in manifest.not_understood] == ["g comes from git, not from an index"]


def test_pylock_tells_hashes_index_and_needs() -> None:
    raw = b"""
[[packages]]
name = "a"
version = "1"
index = "https://index.example/simple"
dependencies = [{name = "b"}]
wheels = [{name = "a.whl", hashes = {sha256 = "aa"}}]
"""

    (pin,) = python_locks.parse_pylock(raw).pins

    assert (pin.hashes, pin.source, pin.needs) == (("sha256:aa",), "https://index.example/simple", ("b",))


@pytest.mark.parametrize("parse", [python_locks.parse_uv, python_locks.parse_poetry, python_locks.parse_pdm])
def test_an_empty_version_is_none(parse: object) -> None:
    manifest = parse(b'[[package]]\nname = "a"\nversion = ""\n')  # type: ignore[operator]

    assert (manifest.pins, len(manifest.not_understood)) == ((), 1)


def test_an_empty_version_in_a_requirement_is_none() -> None:
    manifest = requirements.parse(b"a===\n")

    assert (manifest.pins, [entry.name for entry in manifest.not_understood]) == ((), ["a"])


def test_a_version_of_the_file_that_is_none_is_refused() -> None:
    with pytest.raises(Unparsable, match="holds no 'packages'"):
        package_lock.parse(b'{"lockfileVersion": {"": 1}}')


def test_an_empty_version_is_none_in_json_and_refused_by_cargo() -> None:
    npm = package_lock.parse(b'{"packages": {"node_modules/a": {"version": ""}}}')
    pipenv = pipfile_lock.parse(b'{"default": {"a": {"version": "=="}}}')

    assert (npm.pins, pipenv.pins) == ((), ())
    with pytest.raises(Unparsable, match="without name or version"):
        cargo_lock.parse(b'[[package]]\nname = "a"\nversion = ""\n')


def test_pipenv_tells_scope_hashes_and_index() -> None:
    raw = b"""{"_meta": {"sources": [{"name": "own", "url": "https://u:p@index.example/simple"}]},
"default": {"a": {"version": "==1", "hashes": ["sha256:aa"], "index": "own"}}, "develop": {"b": {"version": "==2"}}}"""

    first, second = pipfile_lock.parse(raw).pins

    assert (first.scope, first.hashes, first.source) == (Scope.PRODUCTION, ("sha256:aa",), "https://index.example/simple")
    assert second.scope is Scope.DEVELOPMENT


def test_cargo_tells_what_the_workspace_asks_for() -> None:
    raw = b"""
[[package]]
name = "app"
version = "1.0.0"
dependencies = ["a", "b 2.0.0", "c 1.0.0 (registry+https://index.example)"]
[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://index.example"
checksum = "aa"
dependencies = ["b 1.0.0"]
[[package]]
name = "b"
version = "1.0.0"
source = "registry+https://index.example"
[[package]]
name = "b"
version = "2.0.0"
source = "sparse+https://index.example/"
[[package]]
name = "c"
version = "1.0.0"
source = "registry+https://index.example"
"""

    pins = cargo_lock.parse(raw).pins

    assert [(pin.package.name, pin.package.version, pin.direct) for pin in pins] == [
        ("a", "1.0.0", True),
        ("b", "1.0.0", False),
        ("b", "2.0.0", True),
        ("c", "1.0.0", True),
    ]
    assert (pins[0].hashes, pins[0].source, pins[0].needs) == (("sha256:aa",), "https://index.example", ("b",))


def test_go_tells_what_is_indirect() -> None:
    pins = go_mod.parse(b"require (\na.example/a v1.0.0\nb.example/b v1.0.0 // indirect\nc.example/c v1.0.0 // why\n)").pins

    assert [pin.direct for pin in pins] == [True, False, True]


NPM = b"""{"packages": {
"": {"dependencies": {"a": "^1"}, "devDependencies": {"b": "^1"}, "workspaces": ["packages/*"]},
"packages/w": {"dependencies": {"c": "^1", "d": "^2"}},
"node_modules/a": {"version": "1.0.0", "resolved": "https://t:ok@r.example/a.tgz?token=x", "integrity": "sha512-aa== sha1-bb",
"license": "MIT", "hasInstallScript": true, "dependencies": {"e": "1"}, "optionalDependencies": {"f": "1"}},
"node_modules/b": {"version": "1.0.0", "dev": true},
"node_modules/c": {"version": "1.0.0"},
"node_modules/d": {"version": "1.0.0"},
"packages/w/node_modules/d": {"version": "2.0.0"},
"node_modules/f": {"version": "1.0.0", "optional": true},
"node_modules/g": {"version": "1.0.0", "devOptional": true}
}}"""


def test_npm_tells_what_the_project_and_its_workspaces_ask_for() -> None:
    pins = {f"{pin.package.name} {pin.package.version}": pin for pin in package_lock.parse(NPM).pins}

    assert [name for name, pin in pins.items() if pin.direct] == ["a 1.0.0", "b 1.0.0", "c 1.0.0", "d 2.0.0"]
    assert {name: pin.scope for name, pin in pins.items() if pin.scope is not Scope.PRODUCTION} == {
        "b 1.0.0": Scope.DEVELOPMENT,
        "f 1.0.0": Scope.OPTIONAL,
        "g 1.0.0": Scope.OPTIONAL,
    }


def test_npm_tells_hashes_licence_needs_and_scripts() -> None:
    first = package_lock.parse(NPM).pins[0]

    assert first.hashes == ("sha512:aa==", "sha1:bb")
    assert first.source == "https://r.example/a.tgz"
    assert first.needs == ("e", "f")
    assert (first.licence, first.install_script) == ("MIT", True)


def test_a_requirement_is_asked_for_and_keeps_its_hashes() -> None:
    (pin,) = requirements.parse(b"a==1 \\\n --hash=sha256:aa \\\n --hash sha256:bb\n").pins

    assert (pin.direct, pin.hashes) == (True, ("sha256:aa", "sha256:bb"))


def test_a_requirement_without_an_exact_version_still_has_its_name() -> None:
    (entry,) = requirements.parse(b"Zope.Interface>=2\n").not_understood

    assert (entry.ecosystem, entry.name) == ("PyPI", "zope-interface")


def test_the_tables_of_a_project_tell_the_scope() -> None:
    raw = b"""
[build-system]
requires = ["b==1"]
[project]
dependencies = [
  "p==1",
]
[project.optional-dependencies]
x = ["o==1"]
[dependency-groups]
dev = ["d==1", "p==1", {include-group = "lint"}]
lint = ["l==1"]
[tool.uv]
dev-dependencies = ["u==1"]
[tool.pdm.dev-dependencies]
test = ["t==1"]
[tool.hatch.envs.docs]
dependencies = ["h==1"]
[tool.flit.metadata]
requires = ["f==1"]
"""

    pins = pyproject.parse(raw).pins

    assert [(pin.package.name, pin.span.first, pin.scope) for pin in pins] == [
        ("b", 3, Scope.BUILD),
        ("p", 6, Scope.PRODUCTION),
        ("o", 9, Scope.OPTIONAL),
        ("d", 11, Scope.DEVELOPMENT),
        ("p", 11, Scope.DEVELOPMENT),
        ("l", 12, Scope.DEVELOPMENT),
        ("u", 14, Scope.DEVELOPMENT),
        ("t", 16, Scope.DEVELOPMENT),
        ("f", 20, Scope.PRODUCTION),
        ("h", 18, Scope.DEVELOPMENT),
    ]
    assert all(pin.direct for pin in pins)


def test_versions_that_pdm_takes_in_any_case_are_read() -> None:
    manifest = pyproject.parse(b'[tool.pdm.resolution.overrides]\na = "1.0"\nb = ">=1"\n')

    assert [(pin.package.name, pin.package.version, pin.span.first) for pin in manifest.pins] == [("a", "1.0", 2)]
    assert [(entry.name, entry.span.first) for entry in manifest.not_understood] == [("b", 3)]


def test_a_project_that_reads_requirements_files_includes_them() -> None:
    raw = b'[tool.setuptools.dynamic]\ndependencies = {file = ["requirements/base.txt"]}\noptional-dependencies.x = {file = "x.txt"}\n'

    assert pyproject.parse(raw).includes == (Include("requirements/base.txt", Span(2, 2)), Include("x.txt", Span(3, 3)))


def test_a_group_that_is_not_there_is_told() -> None:
    (entry,) = pyproject.parse(b'[dependency-groups]\ndev = [{include-group = "lnit"}]\n').not_understood

    assert (entry.why, entry.span) == ("includes the group 'lnit', which is not there", Span(2, 2))


def test_poetry_writes_exact_versions_without_an_operator() -> None:
    raw = b"""
[tool.poetry.dependencies]
python = "^3.11"
a = "1.2.3"
B_b = {version = "==2.0", optional = true}
c = "^1.0"
d = {git = "https://code.example/d", rev = "main"}
[tool.poetry.group.dev.dependencies]
e = "1.0"
[tool.poetry.group.docs]
optional = true
[tool.poetry.group.docs.dependencies.f]
version = "1.0"
[[tool.poetry.source]]
name = "own"
"""

    manifest = pyproject.parse(raw)

    assert [(pin.package.name, pin.package.version, pin.span.first, pin.scope, pin.replaceable) for pin in manifest.pins] == [
        ("a", "1.2.3", 4, Scope.PRODUCTION, True),
        ("b-b", "2.0", 5, Scope.OPTIONAL, False),
        ("e", "1.0", 9, Scope.DEVELOPMENT, True),
        ("f", "1.0", 13, Scope.OPTIONAL, False),
    ]
    assert [(entry.span.first, entry.name) for entry in manifest.not_understood] == [(6, "c"), (7, "")]


def test_the_first_version_of_npms_lock_files_nests_packages() -> None:
    raw = b"""{
"lockfileVersion": 1,
"dependencies": {
 "a": {
  "version": "1.0.0",
  "integrity": "sha512-aa==",
  "requires": {"b": "^2"},
  "dependencies": {
   "b": {
    "version": "2.0.0", "dev": true
   }
  }
 },
 "b": {
  "version": "1.0.0"
 },
 "c": {"version": "git+ssh://code.example/c.git#0"},
 "d": {"version": "npm:@scope/real@3.0.0"},
 "e": {"version": "file:../e"}
}}"""

    manifest = package_lock.parse(raw)

    assert [(pin.package.name, pin.package.version, pin.span.first) for pin in manifest.pins] == [
        ("a", "1.0.0", 5),
        ("b", "2.0.0", 10),
        ("b", "1.0.0", 15),
        ("@scope/real", "3.0.0", 18),
    ]
    assert (manifest.pins[0].needs, manifest.pins[1].scope) == (("b",), Scope.DEVELOPMENT)
    assert [entry.span.first for entry in manifest.not_understood] == [17, 19]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://u:p@h.example/x?y#z", "https://h.example/x"),
        ("git+ssh://git@h.example/x.git", "git+ssh://h.example/x.git"),
        ("u:p@h.example/x", "h.example/x"),
        ("https://a@b@h.example", "https://h.example"),
        (None, ""),
    ],
)
def test_an_address_is_told_without_what_may_be_secret(written: object, shown: str) -> None:
    assert address(written) == shown
