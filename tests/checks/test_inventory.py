"""What the manifests of a change name, told whole or counted."""

from __future__ import annotations

from checks.core.change import Change, ChangedFile, FileKind, FileStatus
from checks.core.dependency import Package
from checks.core.place import RepoPath
from checks.manifests.inventory import take_inventory
from tests.fakes import FakeTree


def change(**files: FileStatus) -> Change:
    return Change("b" * 40, "a" * 40, tuple(ChangedFile(RepoPath(name.replace("__", ".")), status) for name, status in files.items()))


def test_lists_what_the_changed_manifests_and_those_they_include_resolve_to() -> None:
    head = FakeTree({
        "requirements.txt": b"flask==3.0.0\nFlask==3.0.0\nrequests>=2\n-r more.txt\n",
        "more.txt": b"Jinja2==3.1.0\n",
        "uv.lock": b'[[package]]\nname = "idna"\nversion = "3.7"\n',
        "package-lock.json": b'{"packages": {"node_modules/a": {"version": "1.0.0"}}}',
    })

    found = take_inventory(change(requirements__txt=FileStatus.MODIFIED, uv__lock=FileStatus.ADDED, app__py=FileStatus.ADDED), head)

    assert [(each.path.text, each.direct, each.unresolved) for each in found.listings] == [
        ("requirements.txt", True, 1),
        ("uv.lock", False, 0),
        ("more.txt", True, 0),
    ]
    assert found.listings[0].packages == (Package("PyPI", "flask", "3.0.0"),)
    assert found.unread == 0


def test_what_cannot_be_read_is_counted_and_what_is_gone_is_not_there() -> None:
    head = FakeTree({"uv.lock": b"not toml ["})

    found = take_inventory(change(uv__lock=FileStatus.MODIFIED, requirements__txt=FileStatus.REMOVED), head)

    assert (found.listings, found.unread) == ((), 1)


def test_a_link_is_no_manifest() -> None:
    linked = ChangedFile(RepoPath("uv.lock"), FileStatus.ADDED, kind=FileKind.SYMLINK)

    found = take_inventory(Change("b" * 40, "a" * 40, (linked,)), FakeTree({"uv.lock": b"../elsewhere"}))

    assert (found.listings, found.unread) == ((), 0)
