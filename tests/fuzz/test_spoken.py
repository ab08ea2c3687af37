"""Everything we write about a hostile change is inert, on every surface, whatever the change is called and holds."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options
from hypothesis import strategies as st
from rich.console import Console

from bot.cli.terminal import show
from bot.review import draft, render
from bot.review.budget import MAX_BYTES
from bot.review.examination import Examination, examine
from bot.review.json_report import as_json
from bot.review.marker import Signer
from bot.review.placement import Placed
from bot.review.sarif import as_sarif
from checks.core import Finding, Fix, Location, NotAnalysed, Related, RepoPath, Span
from checks.core.errors import BadPath
from checks.core.outcome import Completed
from tests.fakes import FakeTree
from tests.fuzz.hunting import hunt, tries
from tests.review.scene import EVIL, HEAD, NOW, Stage, pull

NASTY = (
    *("@octocat", "@org/team", "#1", "GH-2", "octo/chat#3", "fixes #4", "deadbeefcafe1234deadbeefcafe1234deadbeef"),
    *("![x](http://evil.example/x.png)", "[click](javascript:alert(1))", "<img src=x onerror=alert(1)>", "<https://evil.example>"),
    *("https://evil.example/@a", "www.evil.example", "me@evil.example", "[a]: http://evil.example", "[^1]", "[^1]: note"),
    *("</details>", "<details open>", "<!--", "-->", "<!-- bartizan v1 kind=finding", "```", "````", "~~~", "`", "``", "\n", "\n\n", "\r"),
    *("> [!CAUTION]\n> x", "| a | b |\n|---|---|", "$x$", "$$", "\\(", "&lt;", "&#64;octocat", "\\", "*", "_", "# heading", "- [ ] task"),
    *("\x1b[31m", "\x00", "\u202e", "\u2066", "\u200b", "\U000e0041", "\ufeff", "\x9b", "e" + "\u0301" * 40),
)
PIECES = st.sampled_from(NASTY)
TEXT = st.lists(PIECES | st.text(max_size=12), max_size=8).map(" ".join) | st.lists(PIECES, max_size=8).map("".join)
PATHS = st.lists(st.sampled_from([*(one for one in NASTY if "\n" not in one), "a.py", "src"]), min_size=1, max_size=3).map("/".join)
PERMALINK = re.compile(
    r"https://github\.example/octo/chat/blob/(?:a{40}|b{40})/[A-Za-z0-9_.~/-]*(?:%[0-9A-F]{2}[A-Za-z0-9_.~/-]*)*(?:\?plain=1)?(?:#L\d+(?:-L\d+)?)?",
)
SHOWN = {"p", "code", "pre", "br", "sub", "em", "strong", "ul", "li", "h3", "del", "details", "summary", "a"}
SHOWN |= {"table", "thead", "tbody", "tr", "th", "td"}


class Page(HTMLParser):
    """The elements of a page, and its text outside of code."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.outside: list[str] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += attrs
        self._code += tag in {"code", "pre"}

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in {"code", "pre"}

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.outside.append(data)


def page_of(text: str) -> str:
    """The page as GitHub makes it, before it filters anything."""
    rendered: str = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES)
    return rendered


def assert_inert(text: str) -> None:
    """As GitHub would render it, nothing of it links, embeds, mentions or refers."""
    page = Page()
    page.feed(page_of(text))
    outside = " ".join(page.outside)
    assert page.elements <= SHOWN, (page.elements - SHOWN, text)
    assert not [name for name, _ in page.attributes if name not in {"class", "align", "lang", "href"}], text
    assert not [to for name, to in page.attributes if name == "href" and not PERMALINK.fullmatch(to or "")], text
    assert not re.search(r"(?<![\w`])@(?=[A-Za-z0-9])", outside), (outside, text)
    assert not re.search(r"#\d|\bGH-\d|\b[0-9a-f]{7,40}\b", outside.replace(HEAD[:12], ""), re.IGNORECASE), (outside, text)
    hidden = [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c not in "\n\t\u200b"]
    assert hidden == [], text
    assert len(text.encode()) <= MAX_BYTES


def _path(text: str) -> RepoPath:
    try:
        return RepoPath(text)
    except BadPath:
        return RepoPath("a.py")


@st.composite
def examinations(draw: st.DrawFn) -> Examination:
    """A review in which every word that a pull request can choose is hostile."""

    def words() -> str:
        return draw(TEXT)

    stage = Stage({"app.py": "fine()\n"})
    examined = examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())
    place = Location(_path(draw(PATHS)), Span(1, 2))
    finding = Finding(EVIL, place, words(), words(), Fix(place, words(), safe=True), (Related(place, words()),))
    gap = NotAnalysed(draw(TEXT), words())
    coverage = replace(examined.report.coverage, gaps=(gap,), noted=(gap,))
    piles = replace(examined.piles, reported=(finding,), noted=(finding,), fixed=(finding,), preexisting=(finding,))
    report = replace(examined.report, coverage=coverage, outcomes=(Completed("evil", (finding,), frozenset(), ()),))
    return replace(examined, piles=piles, report=report, notes=(words(),))


@tries
def test_every_word_on_the_pull_request_is_inert(tries: int) -> None:
    def look(examined: Examination) -> None:
        written = draft.write(examined, pull(), Signer(b"key", "1#12"))
        placed = render.comment(Placed(examined.piles.reported[0], Span(1, 2), more=3))
        comments = [remark.comment.body.partition("\n")[2] for remark in written.remarks]
        for text in (written.check.summary, written.review_body.partition("\n")[2], placed, *comments):
            assert_inert(text)
            assert_inert(render.fixed(text, HEAD))
            assert_inert(render.moved(text, examined.piles.reported[0].location, written.links))
        for told in (written.check.title, *(f"{one.title} {one.message}" for one in written.check.annotations)):
            assert not [c for c in told if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c not in "\n\t\u200b"], told

    hunt(examinations(), look, tries)


@tries
def test_programs_and_terminals_get_nothing_that_acts(tries: int) -> None:
    def look(examined: Examination) -> None:
        assert json.loads(json.dumps(as_json(examined)))["findings"][0]["rule"] == EVIL.id
        assert json.loads(json.dumps(as_sarif(examined, "1")))["runs"][0]["results"][0]["ruleId"] == EVIL.id
        printed = io.StringIO()
        console = Console(file=printed, force_terminal=True, color_system=None, width=100, legacy_windows=False)
        show(examined, FakeTree({"a.py": b"x"}), console)
        assert not [c for c in printed.getvalue() if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c != "\n"]

    hunt(examinations(), look, tries)
