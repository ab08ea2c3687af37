"""A place that is named leads to the very lines that were looked at, and nowhere else, whatever its path is called."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, reject
from hypothesis import strategies as st

from bot.review import draft, render
from bot.review.examination import examine
from bot.review.marker import Signer
from bot.review.permalink import NOWHERE, Permalinks
from bot.review.placement import Placed
from checks.core import ChangedFile, Finding, Location, Related, RepoPath, Span
from checks.core.change import Change, FileStatus
from checks.core.errors import BadPath
from tests.review.scene import EVIL, HEAD, NOW, Stage, pull

HERE = Permalinks("https://git.example/octo/chat", HEAD, "b" * 40, frozenset({"gone.py"}))
HOSTILE = [
    "a](https://evil.example)b.py",
    "a) [x](javascript:alert(1)).py",
    "a b#L1?raw=1&x=%2e%2e%2f.py",
    "`a`` <img src=x> @octocat.py",
    "![x](http:/evil.example/x.png)",
    "a|b|\\|c.py",
    "<https:/evil.example>.py",
    "схема/模型/naïve.py",
    "a\\](b) \"c\" 'd' $x$ ~~e~~ *f* _g_.py",
    "www.evil.example/fixes #1 GH-2",
    "[a]: x.py",
    "-->.py",
]
PIECES = [*"`[]()<>|\\#?%@!*_~&$ ./\"'é", "a", "www."]
paths = st.one_of(st.sampled_from(HOSTILE), st.lists(st.sampled_from(PIECES), min_size=1).map("".join))


class Links(HTMLParser):
    """Where a page leads, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.to: list[str | None] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.to += [value for name, value in attrs if name in {"href", "src"}]


def links(text: str) -> Links:
    found = Links()
    found.feed(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES))
    return found


def place(path: str, first: int = 10, last: int = 12) -> Location:
    return Location(RepoPath(path), Span(first, last))


@pytest.mark.parametrize(("where", "address"), [
    (place("app.py"), f"blob/{HEAD}/app.py#L10-L12"),
    (place("app.py", 3, 3), f"blob/{HEAD}/app.py#L3"),
    (Location(RepoPath("models/m.pkl")), f"blob/{HEAD}/models/m.pkl"),
    (place("gone.py"), f"blob/{'b' * 40}/gone.py#L10-L12"),
    (place("AGENTS.md", 3, 3), f"blob/{HEAD}/AGENTS.md?plain=1#L3"),
    (place("run.ipynb", 3, 3), f"blob/{HEAD}/run.ipynb?plain=1#L3"),
    (place("a b#c?d)é%41.py"), f"blob/{HEAD}/a%20b%23c%3Fd%29%C3%A9%2541.py#L10-L12"),
])  # fmt: skip
def test_leads_to_the_lines_at_the_commit(where: Location, address: str) -> None:
    assert HERE.address(where) == f"https://git.example/octo/chat/{address}"


def test_what_was_fixed_is_shown_as_it_was() -> None:
    assert HERE.address(place("app.py"), before=True).startswith(f"https://git.example/octo/chat/blob/{'b' * 40}/app.py#")


@pytest.mark.parametrize(("page", "repository"), [
    ("https://github.com/octo/chat/pull/12", "https://github.com/octo/chat"),
    ("https://git.example:8443/octo/chat.js/pull/12", "https://git.example:8443/octo/chat.js"),
    ("https://git.example/octo/chat/commit/" + HEAD, "https://git.example/octo/chat"),
    ("", ""),
    ("javascript:alert(1)//octo/chat/pull/12", ""),
    ("https://git.example/octo/chat/pull/12)![x](//evil.example", ""),
    ("https://user@git.example/octo/chat/pull/12", ""),
])  # fmt: skip
def test_the_host_is_that_of_the_pull_requests_page(page: str, repository: str) -> None:
    change = Change("b" * 40, HEAD, (ChangedFile(RepoPath("gone.py"), FileStatus.REMOVED), ChangedFile(RepoPath("a.py"), FileStatus.ADDED)))

    found = Permalinks.of(replace(pull(), url=page), change)

    assert found == Permalinks(repository, HEAD, "b" * 40, frozenset({"gone.py"}))


@given(paths)
def test_a_hostile_path_is_one_link_to_exactly_its_page(path: str) -> None:
    try:
        where = place(path)
    except BadPath:
        reject()

    for text in (f"before {HERE.to(where)} after", f"| a | b |\n|---|---|\n| {HERE.to(where)} | c |", f"- x: {HERE.to(where)}, y"):
        found = links(text)
        assert found.to == [HERE.address(where)]
        assert (found.elements.count("a"), found.elements.count("code"), found.elements.count("img")) == (1, 1, 0)
    assert unquote(HERE.address(where).removesuffix("#L10-L12")).endswith(f"/{path}")


def test_without_a_page_a_place_is_only_named() -> None:
    assert NOWHERE.to(place("app.py")) == "`app.py:10`"


def test_the_summary_links_each_place_and_a_comment_only_other_places() -> None:
    stage = Stage({"app.py": "evil(1)\n", "b.py": "fine()\n"}, base={"b.py": "evil(2)\n"})
    examined = examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())

    written = draft.write(examined, pull(), Signer(b"key", "1#12"))

    host = "https://github.example/octo/chat/blob"
    assert links(written.check.summary).to == [f"{host}/{HEAD}/app.py#L1", f"{host}/{'b' * 40}/b.py#L1"]
    assert [links(remark.comment.body).to for remark in written.remarks] == [[]]


def test_a_comment_links_where_the_text_comes_from() -> None:
    source = place("web/in.py", 4, 4)
    finding = Finding(EVIL, place("app.py"), "This is evil.", "evil(1)", related=(Related(source, "It comes in here:"),))

    told = links(render.comment(Placed(finding, Span(10, 12)), HERE))

    assert told.to == [HERE.address(source)]


def test_a_comment_that_says_where_its_finding_is_now_stays_as_it_is_when_only_the_commit_is_new() -> None:
    once = render.moved("🟧 **Evil call**", place("app.py"), HERE)

    later = render.moved(once, place("app.py"), replace(HERE, head="c" * 40))
    elsewhere = render.moved(once, place("app.py", 20, 20), replace(HERE, head="c" * 40))

    assert links(once).to == [HERE.address(place("app.py"))]
    assert later == once
    assert links(elsewhere).to == [f"https://git.example/octo/chat/blob/{'c' * 40}/app.py#L20"]
