"""What setup.cfg, setup.py, Pipfile and conda's files say, line by line."""

from __future__ import annotations

import pytest

from checks.core.dependency import Scope
from checks.core.place import RepoPath, Span
from checks.manifests.formats import format_of
from checks.manifests.manifest import Include, Unparsable
from checks.manifests.project import read
from checks.manifests.python import conda, pipfile, setup_cfg, setup_py
from tests.fakes import FakeTree


def test_setup_cfg_tells_scopes_lines_and_files() -> None:
    raw = b"""[options]
install_requires =
    a==1 ; python_version > "3"
    # b==1
    c>=2
setup_requires = d==1
[options.extras_require]
x =
    e==1
y = file: more.txt, other.txt
[options.package_data]
* = f==1
"""

    manifest = setup_cfg.parse(raw)

    assert [(pin.package.name, pin.span.first, pin.scope) for pin in manifest.pins] == [
        ("a", 3, Scope.PRODUCTION),
        ("d", 6, Scope.BUILD),
        ("e", 9, Scope.OPTIONAL),
    ]
    assert [(entry.name, entry.span.first) for entry in manifest.not_understood] == [("c", 5)]
    assert manifest.includes == (Include("more.txt", Span(10, 10)), Include("other.txt", Span(10, 10)))


def test_setup_py_is_read_through_names_that_are_given_once() -> None:
    raw = b"""import setuptools
BASE = ["a==1"]
TESTS = ("t==1",)
TWICE = ["x==1"]
TWICE += ["y==1"]
EXTRAS = {"dev": TESTS, "all": [*TESTS, "e==1"]}
setuptools.setup(
    install_requires=BASE + [
        "b>=1",
        "c==1" if True else "d==1",
    ],
    extras_require=EXTRAS,
    tests_require=TWICE,
    setup_requires=["s==1"],
    keywords=["k==1"],
)
other(install_requires=["o==1"])
"""

    manifest = setup_py.parse(raw)

    assert [(pin.package.name, pin.span.first, pin.scope) for pin in manifest.pins] == [
        ("a", 2, Scope.PRODUCTION),
        ("t", 3, Scope.OPTIONAL),
        ("t", 3, Scope.OPTIONAL),
        ("e", 6, Scope.OPTIONAL),
        ("s", 14, Scope.BUILD),
    ]
    assert [(entry.why, entry.span.first) for entry in manifest.not_understood] == [
        ("b names no exact version", 9),
        ("computed by the script: IfExp", 10),
        ("computed by the script: Name", 13),
    ]


@pytest.mark.parametrize("raw", [b"print 'hello'\nsetup(install_requires=['a==1'])", b"(" * 1000, b"x = " + b"-" * 5000 + b"1", b"\0"])
def test_a_script_that_cannot_be_taken_apart_is_told(raw: bytes) -> None:
    manifest = setup_py.parse(raw)

    assert manifest.pins == ()
    assert "what it asks for is not known" in manifest.not_understood[0].why


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "raw",
    [
        b"a = [a]\nsetup(install_requires=a)",
        b"a = [b, b, b, b]\nb = [c, c, c, c]\nc = [d, d, d, d]\nd = [e] * 2 + [a]\nsetup(install_requires=a)",
        pytest.param(b"setup(install_requires=[" + b"'a==1'," * 60_000 + b"])", marks=pytest.mark.long),
        b"#" * 1_000_001,
    ],
    ids=["itself", "each other", "many", "large"],
)
def test_a_script_without_end_is_refused(raw: bytes) -> None:
    with pytest.raises(Unparsable, match="more than"):
        setup_py.parse(raw)


def test_what_a_project_includes_is_read_as_requirements() -> None:
    project = b'[tool.setuptools.dynamic]\ndependencies = {file = ["deps.list"]}\n'
    tree = FakeTree({"pyproject.toml": project, "deps.list": b"a==1\n", "setup.cfg": b"[options]\ninstall_requires = file: more.list\n"})

    opened, gaps = read(tree, [RepoPath("pyproject.toml"), RepoPath("setup.cfg")])

    assert [(each.path.text, each.format.name, len(each.manifest.pins)) for each in opened] == [
        ("pyproject.toml", "pyproject", 0),
        ("setup.cfg", "setup.cfg", 0),
        ("deps.list", "requirements", 1),
    ]
    assert [gap.why for gap in gaps] == ["setup.cfg:2 includes it, but the commit has no such file"]


def test_pipfile_tells_every_category() -> None:
    raw = b"""[[source]]
url = "https://index.example"
[packages]
a = "==1.0"
b = "*"
c = {version = "==2.0", extras = ["x"]}
d = {git = "https://code.example/d", ref = "main"}
[dev-packages]
e = "==1.0"
[docs]
f = "==1.0"
[requires]
python_version = "==3.11"
"""

    manifest = pipfile.parse(raw)

    assert [(pin.package.name, pin.package.version, pin.span.first, pin.scope, pin.replaceable) for pin in manifest.pins] == [
        ("a", "1.0", 4, Scope.PRODUCTION, True),
        ("c", "2.0", 6, Scope.PRODUCTION, False),
        ("e", "1.0", 9, Scope.DEVELOPMENT, True),
        ("f", "1.0", 11, Scope.OPTIONAL, True),
    ]
    assert [(entry.name, entry.span.first) for entry in manifest.not_understood] == [("b", 5), ("", 7)]


def test_an_environment_of_conda_tells_what_pip_installs() -> None:
    raw = b"""name: x
dependencies:
  - numpy=1.26
  - pip:
    - a==1.0
    - b>=1
    - -r more.txt
"""

    manifest = conda.parse_environment(raw)

    assert [(pin.package.name, pin.span.first, pin.direct) for pin in manifest.pins] == [("a", 5, True)]
    assert [(entry.name, entry.span.first) for entry in manifest.not_understood] == [("", 3), ("b", 6)]
    assert manifest.includes == (Include("more.txt", Span(7, 7)),)


@pytest.mark.parametrize("raw", [b"{{ template }}", b"- a", b"production:\n  url: x"])
def test_a_file_of_another_program_by_that_name_says_nothing(raw: bytes) -> None:
    manifest = conda.parse_environment(raw)

    assert (manifest.pins, manifest.not_understood) == ((), ())


def test_conda_lock_tells_a_package_once_for_all_platforms() -> None:
    entry = "- {name: A_b, version: '1.0', manager: pip, platform: %s, category: dev, "
    entry += "url: 'https://u:p@f.example/a.whl', hash: {sha256: ff}}\n"
    raw = "package:\n" + entry % "linux-64" + entry % "win-64" + "- {name: c, version: '1', manager: conda}\n"

    manifest = conda.parse_lock(raw.encode())

    (pin,) = manifest.pins
    assert (pin.package.name, pin.span.first, pin.scope, pin.hashes) == ("a-b", 2, Scope.DEVELOPMENT, ("sha256:ff",))
    assert pin.source == "https://f.example/a.whl"
    assert [each.why for each in manifest.not_understood] == ["1 packages of conda, for which there are no advisories"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Pipfile", "Pipfile"),
        ("sub/setup.py", "setup.py"),
        ("setup.cfg", "setup.cfg"),
        ("environment.yml", "conda"),
        ("env-gpu.yaml", "conda"),
        ("conda-lock.yml", "conda-lock"),
        ("gpu.conda-lock.yml", "conda-lock"),
        (".github/environment.yml", None),
        ("environments.yml", None),
    ],
)
def test_knows_a_file_of_python_by_its_name(path: str, name: str | None) -> None:
    found = format_of(RepoPath(path))

    assert (found.name if found else None) == name


def test_requirements_include_each_other_across_folders_by_their_own_places() -> None:
    tree = FakeTree(
        {
            "requirements/dev.txt": b"-r ../services/web/needs.txt\n-c pins/all.txt\n",
            "services/web/needs.txt": b"-r ../shared.txt\na==1\n",
            "services/shared.txt": b"--requirement=../requirements/dev.txt\nb==2\n",
            "requirements/pins/all.txt": b"-r ../../../outside.txt\nc==3\n",
        }
    )

    opened, gaps = read(tree, [RepoPath("requirements/dev.txt")])

    assert {pin.package.name: (each.path.text, str(each.included_at)) for each in opened for pin in each.manifest.pins} == {
        "a": ("services/web/needs.txt", "requirements/dev.txt:1"),
        "b": ("services/shared.txt", "services/web/needs.txt:1"),
        "c": ("requirements/pins/all.txt", "requirements/dev.txt:2"),
    }
    assert [gap.why for gap in gaps] == ["line 1 includes a file outside the repository"]
