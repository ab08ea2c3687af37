"""The demonstration keeps its promise, and its page shows what is there without letting anything foreign act."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.demo.page import pull_page
from tests.github_double.double import GitHubDouble

ROOT = Path(__file__).parent.parent.parent
HOSTILE = '</script><script>alert(1)</script> <img src=x onerror=alert(1)> [link](javascript:alert(1)) ![x](http://evil.example/x) "quoted"'


@pytest.mark.xdist_group("demo")
def test_reviews_the_sample_and_ends_with_zero() -> None:
    command = [sys.executable, "-m", "tests.demo", "--once"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=110)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    told = ended.stdout
    assert "Blocked" in told
    assert "check run bartizan: failure" in told
    readme = (ROOT / "tests/sample/README.md").read_text()
    places = re.findall(r"`(chat/\w+\.py:\d+|requirements\.txt:\d+)`", readme)
    assert len(places) >= 10
    assert [place for place in places if place not in told] == []


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += [f"{name}={value}" for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]


def test_the_page_shows_threads_under_their_lines_and_lets_nothing_foreign_act() -> None:
    with GitHubDouble.start() as double:
        repository = double.repository("acme/shop", files={"app.py": "a = 1\nb = 2\n"})
        repository.branch("feature", files={"app.py": f"a = 1\nb = 3  # {HOSTILE}\n"})
        pull = repository.open_pull(title=HOSTILE, body=HOSTILE)
        pull.review_comment("mona", "app.py", 2, f"look here {HOSTILE}")

        page = pull_page(repository.facts, pull.facts)

    tags = Tags()
    tags.feed(page)
    assert tags.seen & {"script", "img", "iframe", "object"} == set()
    assert tags.attributes == []
    row = page.index('id="app.py:2"')
    assert row < page.index("look here") < page.index("</table>", row)


def test_a_suggestion_is_shown_as_a_change_of_its_lines() -> None:
    with GitHubDouble.start() as double:
        repository = double.repository("acme/shop", files={"app.py": "a = 1\n"})
        repository.branch("feature", files={"app.py": "a = 1\nverify=False\n"})
        pull = repository.open_pull()
        pull.review_comment("mona", "app.py", 2, "Better:\n\n```suggestion\nverify=True\n```")

        page = pull_page(repository.facts, pull.facts)

    assert '<tr class="del"><td>-</td><td>verify=False</td></tr><tr class="add"><td>+</td><td>verify=True</td></tr>' in page
