"""Pages fit a telephone and a desk, and a browser that opens one asks nobody for anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.demo import browser, gallery
from tests.demo.page import blob_page, pull_page
from tests.demo.pictures import FOLDER, MOST_BYTES, PICTURES
from tests.github_double.double import GitHubDouble

LONG = "averylongnamewithoutanyplacetobreak" * 5
BODY = f"""🟥 **A finding about {LONG}** — critical

- It comes in here: [`{LONG}/{LONG}.py:1`](https://github.example/acme/shop/blob/{"a" * 40}/x.py#L1)

| Severity | What | Where | Id |
|---|---|---|---|
| 🟥 critical, blocks | What it is `{LONG}` | [`{LONG}.py:1`](https://github.example/x) | `01234567` |

```suggestion
    {LONG} = call("{LONG}")
```

<details><summary>More</summary>

```diff
+ {LONG} {LONG}
```

</details>
"""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    with GitHubDouble.start() as double:
        repository = double.repository("acme/shop", files={"app.py": "a = 1\n"})
        repository.branch("feature", files={"app.py": f"a = 1\n{LONG} = '{LONG} {LONG}'\n", f"{LONG}.md": "# Text\n"})
        pull = repository.open_pull(title=f"A title of {LONG}", body=BODY)
        pull.review_comment("mona", "app.py", 2, BODY)
        found = {"pull": pull_page(repository.facts, pull.facts)}
        found["file"] = blob_page(repository.facts, pull.head_sha, "app.py") or ""
    return found | gallery.pages()


@pytest.fixture
def chromium() -> str:
    try:
        return browser.chromium()
    except browser.NoBrowser as why:
        pytest.skip(str(why))


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["pull", "file", *gallery.pages()])
def test_no_page_is_wider_than_its_window(name: str, width: int, pages: dict[str, str], chromium: str) -> None:
    size = browser.measured(pages[name], width)

    assert size.width == width
    assert size.height > 100


@pytest.mark.xdist_group("browser")
def test_the_measure_sees_what_is_too_wide(chromium: str) -> None:
    assert browser.measured("<!doctype html><body style='margin:0'><div style='width:700px'>x</div>", 360).width == 700


class Requests(HTMLParser):
    """What a browser would run, or fetch by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "link", "iframe", "img", "object", "embed", "base", "form", "video", "audio", "source"}:
            self.found.append(tag)
        asking = {"src", "srcset", "background", "ping", "style"}
        self.found += [f"{tag} {name}" for name, _ in attrs if name.startswith("on") or name in asking]


def test_no_page_runs_or_fetches_anything(pages: dict[str, str]) -> None:
    for page in pages.values():
        requests = Requests()
        requests.feed(page)
        assert requests.found == []
        assert not re.search(r"@import|url\(", "".join(re.findall(r"(?s)<style>(.*?)</style>", page)))


def test_every_page_has_its_dark_colours(pages: dict[str, str]) -> None:
    assert all("prefers-color-scheme: dark" in page for page in pages.values())


def test_the_pictures_are_there_and_small() -> None:
    assert {file.stem for file in FOLDER.glob("*.png")} == set(PICTURES)
    assert len(PICTURES) <= 8
    assert [file.name for file in FOLDER.glob("*.png") if file.stat().st_size > MOST_BYTES] == []


def test_every_picture_is_shown_somewhere() -> None:
    root = Path(__file__).parents[2]
    text = "".join(page.read_text() for page in [root / "README.md", *root.glob("docs/*.md")])

    assert [name for name in PICTURES if f"pictures/{name}.png" not in text] == []
