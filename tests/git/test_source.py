from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.git.command import Git
from bot.git.limits import DEFAULT
from bot.git.objects import Objects
from bot.git.remote import Remote, basic
from bot.git.source import GitSource
from bot.review.ports import FetchRefused, ForgeFailed, Pull, PullGone, PullRef, Source
from checks.core.change import FileKind, FileStatus
from checks.core.place import RepoPath
from checks.core.scene import Tree, Unreadable
from tests.git.made import PATH, Made
from tests.git.smart_http import Server, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = b"ghs_canary-0123456789abcdef"
HEADER = basic("x-access-token", TOKEN.decode())


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made.at(tmp_path / "served" / "o" / "r.git")


@pytest.fixture
def server(made: Made) -> Iterator[Server]:
    with serve(made.folder.parent.parent, HEADER.removeprefix("Authorization: ")) as server:
        yield server


def pull(base: str, head: str) -> Pull:
    return Pull(PullRef("o/r", 7, head), 1, base, "main", "someone", "title", open=True, draft=False, fork=False, url="")


def source(server: Server, tmp_path: Path) -> GitSource:
    (tmp_path / "jobs").mkdir()
    return GitSource(lambda _: Remote(f"{server.url}/o/r.git", HEADER), tmp_path / "jobs", PATH, replace(DEFAULT, seconds=20))


def branched(made: Made) -> tuple[str, str, str]:
    fork_point = made.commit(**{"app.py": b"one\ntwo\nthree\n", "kept.txt": b"kept\n", "old.py": b"".join(b"%d\n" % n for n in range(40))})
    base = made.commit(**{"later.txt": b"on main\n"})
    made.git("checkout", "-q", "-b", "work", fork_point)
    made.git("mv", "old.py", "new.py")
    head = made.commit(**{"app.py": b"one\n2\nthree\nfour", "added.py": b"x\n"})
    return fork_point, base, head


def test_shows_both_sides_of_the_change_since_the_branches_parted(made: Made, server: Server, tmp_path: Path) -> None:
    fork_point, base, head = branched(made)
    opened: Source = source(server, tmp_path)

    with opened.open(pull(base, head)) as sides:
        change = sides.change
        files = {str(file.path): file for file in change.files}
        contents = [tree.read(RepoPath("app.py")) for tree in (sides.base, sides.head)]
        policy: Tree = sides.policy
        names = ["later.txt" in map(str, tree.paths()) for tree in (sides.base, sides.head, policy)]
        kept = sides.head.read(RepoPath("kept.txt"))

    assert (change.base, change.head, change.unreadable) == (fork_point, head, ())
    assert {name: file.status for name, file in files.items()} == {
        "app.py": FileStatus.MODIFIED,
        "added.py": FileStatus.ADDED,
        "new.py": FileStatus.RENAMED,
    }
    assert files["app.py"].added == frozenset({2, 4})
    assert (files["new.py"].old_path, files["new.py"].hunks) == (RepoPath("old.py"), ())
    assert contents == [b"one\ntwo\nthree\n", b"one\n2\nthree\nfour"]
    assert names == [False, False, True]
    assert kept == b"kept\n"
    assert list((tmp_path / "jobs").iterdir()) == []


def test_fetches_only_contents_that_are_looked_at(made: Made, server: Server, tmp_path: Path) -> None:
    _, base, head = branched(made)
    kept = made.git("rev-parse", "main:kept.txt").encode()

    with source(server, tmp_path).open(pull(base, head)):
        before = any(kept in body for body in server.asked)
        requests = len(server.seen)

    assert not before
    assert requests <= 12


def test_brings_files_that_were_named_as_needed_with_the_first_batch(made: Made, server: Server, tmp_path: Path) -> None:
    _, base, head = branched(made)
    opened = replace(source(server, tmp_path), needed=lambda path: path.text == "kept.txt")

    with opened.open(pull(base, head)) as sides:
        before = len(server.seen)
        content = sides.policy.read(RepoPath("kept.txt"))

    assert content == b"kept\n"
    assert len(server.seen) == before


def test_uses_a_merge_base_the_forge_knows(made: Made, server: Server, tmp_path: Path) -> None:
    fork_point, base, head = branched(made)
    opened = replace(source(server, tmp_path), merge_base=lambda _: fork_point)

    with opened.open(pull(base, head)) as sides:
        assert sides.change.base == fork_point
        assert len(sides.change.files) == 3


@pytest.mark.parametrize("length", [60, 560])
def test_goes_deeper_into_history_until_the_branches_meet(made: Made, server: Server, tmp_path: Path, length: int) -> None:
    fork_point = made.commit(a=b"1\n")
    stream = [f"commit refs/heads/long\ncommitter a <a@x.example> {1_800_000_000 + n} +0000\ndata 1\nx\n" for n in range(length)]
    made.git("fast-import", "--quiet", stdin=(f"reset refs/heads/long\nfrom {fork_point}\n\n" + "\n".join(stream)).encode())
    base = made.git("rev-parse", "long")
    head = made.commit(b=b"2\n")

    with source(server, tmp_path).open(pull(base, head)) as sides:
        found = sides.change.base

    assert found == fork_point


def test_refuses_commits_without_common_history(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    head = made.commit_tree(made.git("rev-parse", "HEAD^{tree}"))
    made.git("update-ref", "refs/pull/7/head", head)

    with pytest.raises(FetchRefused, match="no common history"), source(server, tmp_path).open(pull(base, head)):
        pass


def test_no_process_shows_the_credentials(made: Made, server: Server, tmp_path: Path) -> None:
    _, base, head = branched(made)
    lines: set[bytes] = set()
    lock = threading.Lock()

    def look() -> None:
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = place.read_bytes()
            except OSError:
                continue
            with lock:
                lines.add(line)

    server.during = look
    with source(server, tmp_path).open(pull(base, head)):
        files = [place.read_bytes() for place in (tmp_path / "jobs").rglob("*") if place.is_file()]
        kept = [place for place in files if TOKEN in place or HEADER.rpartition(" ")[2].encode() in place]

    secret = HEADER.rpartition(" ")[2].encode()
    assert any(b"\0fetch\0" in line for line in lines)
    assert not [line for line in lines if secret in line or TOKEN in line]
    assert kept == []


@pytest.mark.parametrize(
    "answer",
    [
        (401, ForgeFailed, "refused"),
        (403, ForgeFailed, "refused"),
        (404, PullGone, "not there"),
        (500, ForgeFailed, "500"),
        (302, ForgeFailed, "fetching failed"),
    ],
)
def test_says_what_the_server_answered(made: Made, server: Server, tmp_path: Path, answer: tuple[int, type[Exception], str]) -> None:
    status, expected, words = answer
    _, base, head = branched(made)
    server.status = status

    with pytest.raises(expected, match=words) as caught, source(server, tmp_path).open(pull(base, head)):
        pass

    assert "canary" not in str(caught.value)
    assert not [line for line in server.seen if "elsewhere" in line]
    assert list((tmp_path / "jobs").iterdir()) == []


def test_says_that_the_server_is_not_there(made: Made, tmp_path: Path) -> None:
    _, base, head = branched(made)
    gone = GitSource(lambda _: Remote("http://127.0.0.1:9/o/r.git"), tmp_path, PATH)

    with pytest.raises(ForgeFailed, match="fetching failed"), gone.open(pull(base, head)):
        pass


def test_says_that_a_commit_has_gone(made: Made, server: Server, tmp_path: Path) -> None:
    _, base, head = branched(made)
    made.git("update-ref", "refs/pull/7/head", head)

    with pytest.raises(PullGone, match="replaced"), source(server, tmp_path).open(pull(base, "1" * 40)):
        pass


def test_says_that_the_pull_request_has_gone(made: Made, server: Server, tmp_path: Path) -> None:
    _, base, _ = branched(made)

    with pytest.raises(PullGone, match="has no refs/pull/7/head"), source(server, tmp_path).open(pull(base, "1" * 40)):
        pass


HOSTILE = {
    "git's own folder": b".git",
    "the parent folder": b"..",
    "a climbing path": b"../../esc",
    "a short name of .git": b"GIT~1",
    "an invisible character in .git": b".g\xe2\x80\x8cit",
    "an absolute path": b"/abs",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_refuses_a_malformed_tree(made: Made, server: Server, tmp_path: Path, name: bytes) -> None:
    base = made.commit(a=b"1\n")
    head = made.commit_tree(made.tree(("100644", name, made.blob(b"evil\n"))), base)

    with pytest.raises(FetchRefused, match="malformed"), source(server, tmp_path).open(pull(base, head)):
        pass


def test_refuses_a_tree_that_names_an_entry_twice(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    tree = made.tree(("100644", b"same", made.blob(b"1\n")), ("100644", b"same", made.blob(b"2\n")))

    with pytest.raises(FetchRefused, match="malformed"), source(server, tmp_path).open(pull(base, made.commit_tree(tree, base))):
        pass


def test_refuses_submodule_settings_that_are_a_link(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    head = made.commit_tree(made.tree(("120000", b".gitmodules", made.blob(b"/etc/passwd"))), base)

    with pytest.raises(FetchRefused, match="malformed"), source(server, tmp_path).open(pull(base, head)):
        pass


def test_reports_what_fsck_lets_through(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    evil = made.blob(b"evil\n")
    link = made.blob(b"/etc/passwd")
    tree = made.tree(
        ("120000", b".gitattributes", link), ("100644", b"a\nb.py", evil), ("104755", b"odd", evil), ("100644", b"x\x1b[2J", evil)
    )

    with source(server, tmp_path).open(pull(base, made.commit_tree(tree, base))) as sides:
        unreadable = {item.path: item.expected for item in sides.change.unreadable}
        kinds = {str(file.path): file.kind for file in sides.change.files}
        paths = list(sides.head.paths())

    assert unreadable == {"a\\nb.py": True, "x\\x1b[2J": True}
    assert kinds == {".gitattributes": FileKind.SYMLINK, "a": FileKind.FILE, "odd": FileKind.FILE}
    assert list(map(str, paths)) == ["odd"]


def test_hides_nothing_for_the_sake_of_attributes(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    head = made.commit(**{".gitattributes": b"*.py export-ignore -diff binary linguist-generated\n", "evil.py": b"evil\n"})

    with source(server, tmp_path).open(pull(base, head)) as sides:
        evil = sides.change.file(RepoPath("evil.py"))

    assert evil is not None
    assert evil.added == frozenset({1})


def test_never_follows_links_submodules_or_pointers(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"
    tree = made.tree(
        ("100644", b".gitmodules", made.blob(b'[submodule "s"]\n\tpath = s\n\turl = https://s.example/s\n')),
        ("120000", b"link", made.blob(b"/etc/passwd")),
        ("100644", b"model.bin", made.blob(pointer)),
        ("160000", b"s", "2" * 40),
    )

    with source(server, tmp_path).open(pull(base, made.commit_tree(tree, base))) as sides:
        kinds = {str(file.path): file.kind for file in sides.change.files}
        link = sides.head.read(RepoPath("link"))
        with pytest.raises(Unreadable, match="LFS pointer"):
            sides.head.read(RepoPath("model.bin"))

    assert (kinds["link"], kinds["s"], link) == (FileKind.SYMLINK, FileKind.SUBMODULE, None)


def test_leaves_out_a_file_that_is_too_large_and_reads_the_rest(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    noise = b"".join(hash_.to_bytes(32, "big") for hash_ in _noise(2_000_000 // 32))
    head = made.commit(**{"big.bin": noise, "b.py": b"b\n", "c.py": b"c\n"})
    opened = replace(source(server, tmp_path), limits=replace(DEFAULT, pack=500_000, blob=400_000))

    with opened.open(pull(base, head)) as sides:
        files = {str(file.path): file.hunks for file in sides.change.files}
        small = sides.head.read(RepoPath("b.py"))
        with pytest.raises(Unreadable):
            sides.head.read(RepoPath("big.bin"))

    assert files["big.bin"] is None
    assert files["b.py"]
    assert small == b"b\n"


def _noise(count: int) -> Iterator[int]:
    value = 1
    for _ in range(count):
        value = (value * 6364136223846793005 + 1442695040888963407) % (1 << 256)
        yield value ^ (value >> 17)


def test_refuses_more_changed_files_than_are_looked_at(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    head = made.commit(**{f"f{n}": b"x" for n in range(9)})
    opened = replace(source(server, tmp_path), limits=replace(DEFAULT, changed=8))

    with pytest.raises(FetchRefused, match="9 files changed"), opened.open(pull(base, head)):
        pass


def test_refuses_a_tree_with_too_many_files(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    head = made.commit(**{f"f{n}": b"x" for n in range(9)})
    opened = replace(source(server, tmp_path), limits=replace(DEFAULT, entries=8))

    with pytest.raises(FetchRefused, match="more than 8 files"), opened.open(pull(base, head)):
        pass


def test_removes_its_folder_when_the_review_fails(made: Made, server: Server, tmp_path: Path) -> None:
    _, base, head = branched(made)

    with pytest.raises(RuntimeError, match="stop"), source(server, tmp_path).open(pull(base, head)):
        raise RuntimeError("stop")

    assert list((tmp_path / "jobs").iterdir()) == []


@pytest.mark.parametrize(
    "url", ["ext::sh -c id", "ssh://h.example/r", "https://u:p@h.example/r", "--upload-pack=x", "https://h.example/a b"]
)
def test_refuses_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="remote's address"):
        Remote(url)


def test_never_shows_the_header() -> None:
    assert "canary" not in repr(Remote("https://h.example/r", "Authorization: canary"))


def test_stops_at_the_deadline_and_leaves_no_process(made: Made, server: Server, tmp_path: Path) -> None:
    _, base, head = branched(made)
    released = threading.Event()
    server.during = lambda: _wait(released)
    opened = replace(source(server, tmp_path), limits=replace(DEFAULT, seconds=0.5))

    with pytest.raises(ForgeFailed, match=r"longer than 0\.5 s"), opened.open(pull(base, head)):
        pass
    released.set()

    running = [
        place for place in Path("/proc").glob("[0-9]*/cmdline") if str(tmp_path).encode() in _bytes(place) and b"fetch" in _bytes(place)
    ]
    assert running == []


def _bytes(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError:
        return b""


def test_reading_what_nobody_fetched_asks_nobody(made: Made, server: Server, tmp_path: Path) -> None:
    _, base, head = branched(made)
    kept = made.git("rev-parse", "main:kept.txt")

    with source(server, tmp_path).open(pull(base, head)):
        (bare,) = (tmp_path / "jobs").glob("*/objects.git")
        before = len(server.seen)
        git = Git(bare, bare.parent, PATH)
        with Objects(git) as objects:
            missing = objects.missing([kept])
            with pytest.raises(Unreadable, match="not among the objects"):
                objects.read(kept)
        after = len(server.seen)

    assert (missing, before) == ((kept,), after)


def test_asks_for_late_files_only_so_often(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n", b=b"2\n", c=b"3\n")
    head = made.commit(d=b"4\n")
    opened = replace(source(server, tmp_path), limits=replace(DEFAULT, late_fetches=2))

    with opened.open(pull(base, head)) as sides:
        contents = [sides.head.read(RepoPath(name)) for name in ("a", "b", "a", "d")]
        with pytest.raises(Unreadable, match="more than 2 files"):
            sides.head.read(RepoPath("c"))

    assert contents == [b"1\n", b"2\n", b"1\n", b"4\n"]


def _wait(event: threading.Event) -> None:
    event.wait(20)


@pytest.mark.long
def test_case_20_a_tree_that_unfolds_to_a_million_million_files_is_refused(made: Made, server: Server, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    tree = made.tree(("100644", b"f.py", made.blob(b"x")))
    for _ in range(12):
        tree = made.tree(*(("40000", f"d{number}".encode(), tree) for number in range(10)))
    head = made.commit_tree(tree, base)
    made.git("update-ref", "refs/pull/7/head", head)

    with pytest.raises(FetchRefused, match="holds more than"), source(server, tmp_path).open(pull(base, head)):
        pass
