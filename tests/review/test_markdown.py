"""Nothing that comes from a pull request does anything on the page."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from bot.review import markdown

PAYLOADS = [
    "``` </details> @octocat ![x](http://evil.example/x.png) <img src=x onerror=alert(1)>",
    "fixes #1 closes GH-2 @org/team [click](javascript:alert(1))",
    "a`b``c```d\n```\n# heading\n* list",
    "<script>alert(1)</script> https://evil.example www.evil.example me@evil.example",
    "\u202eevil\u202c\x1b[31mred\x00 zero\u200bwidth",
    "|table|break| ~~strike~~ $math$ &amp; <!-- comment -->",
    "deadbeefcafe1234deadbeefcafe1234deadbeef",
]
payloads = st.one_of(st.sampled_from(PAYLOADS), st.text(alphabet="`@#<>[]()!*_~|\n\\:/ aw.1-&$", max_size=60), st.text(max_size=60))


def html(text: str) -> str:
    rendered: str = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
    return rendered


def assert_inert(text: str) -> None:
    page = html(text)
    outside = re.sub(r"<(pre|code)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(?!/?(p|code|pre|br|sub|em|strong|ul|li)\b)\w+", page), page
    # GitHub's own filters run over text outside code.
    assert not re.search(r"@\w", outside), page
    assert not re.search(r"#\d|GH-\d", outside, re.IGNORECASE), page


@given(payloads)
def test_plain_text_is_inert(text: str) -> None:
    assert_inert("before " + markdown.plain(text) + " after")


@given(payloads)
def test_prose_is_inert(text: str) -> None:
    assert_inert("before " + markdown.prose(text) + " after")


@given(payloads)
def test_a_code_span_stays_one_code_span(text: str) -> None:
    page = html("before " + markdown.code(text) + " after")

    assert page.count("<code>") == 1
    assert_inert("before " + markdown.code(text) + " after")


@given(payloads)
def test_a_fence_holds_whatever_stands_inside(text: str) -> None:
    page = html("before\n\n" + markdown.fenced(text) + "\n\nafter")

    assert page.count("<pre>") == 1
    assert page.rstrip().endswith("<p>after</p>")


def test_a_suggestion_is_kept_to_the_letter() -> None:
    text = '    run(["ls", path])  # ```'

    assert markdown.suggestion(text) == f"````suggestion\n{text}\n````"


def test_invisible_characters_are_written_out() -> None:
    assert markdown.visible("a\u202eb\x1b") == "a\\u{202e}b\\u{1b}"
    assert markdown.visible("a\U000e0041\u3164") == "a\\u{e0041}\\u{3164}"
    assert not markdown.is_showable("a\u2066b")
    assert markdown.is_showable("tab\tand crlf\r\n")


def test_our_own_code_spans_in_a_message_survive() -> None:
    assert markdown.prose("Use `shell=False` here.") == "Use `shell=False` here."


def test_every_character_that_formats_its_neighbours_is_written_out() -> None:
    formatting = [chr(number) for number in range(0x110000) if unicodedata.category(chr(number)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]

    seen = [character for character in formatting if markdown.is_showable(character)]

    assert seen == ["\t", "\n"]


@pytest.mark.parametrize("text", ["$x$", "$$x$$", "$`x`$"])
def test_prose_holds_no_formula(text: str) -> None:
    assert not re.search(r"(?<!\\)\$", markdown.prose(text))


def test_a_page_flows_without_the_line_ends_of_its_source() -> None:
    page = (
        "#### Why\n\nOne sentence that\ngoes on.\n\n- an item that\n  goes on\n- another\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "````python\na = 1\n```\nb = 2\n````\nAnd\nmore."
    )

    told = markdown.flowing(page)

    assert told == (
        "#### Why\n\nOne sentence that goes on.\n\n- an item that goes on\n- another\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "````python\na = 1\n```\nb = 2\n````\nAnd more."
    )


@pytest.mark.parametrize("readme", sorted(Path(__file__).parents[2].glob("checks/*/README.md")), ids=lambda path: path.parent.name)
def test_a_flowing_page_of_a_check_reads_the_same(readme: Path) -> None:
    text = readme.read_text()

    told = markdown.flowing(text)

    assert html(told).split() == html(text).split()
    assert "<br" not in cmarkgfm.github_flavored_markdown_to_html(told, options=Options.CMARK_OPT_HARDBREAKS)
