"""`make screenshots`: the pages of the demonstration and the texts of unusual reviews, as pictures for the documentation."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.demo import browser, gallery

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000


@dataclass(frozen=True, slots=True)
class Picture:
    """Which page, how wide, at most how high, and in which colours."""

    page: str
    width: int
    most: int
    dark: bool = False


PICTURES = {
    "review": Picture("checks", 900, 840),
    "review-dark": Picture("checks", 900, 840, dark=True),
    "comment": Picture("chat-retrieval.py", 860, 900),
    "comment-dark": Picture("chat-retrieval.py", 860, 900, dark=True),
    "life": Picture("comments", 860, 1000),
    "checks": Picture("other-checks", 860, 1000),
    "phone-dark": Picture("chat-tools.py", 360, 800, dark=True),
}


def pages(folder: Path) -> dict[str, str]:
    """Every page by its name; the demonstration runs once for its own."""
    words = [sys.executable, "-m", "tests.demo", "--once", "--save", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    saved = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.html"))}
    return saved | gallery.pages()


def main() -> int:
    """Take all pictures; 1 when that is not possible or one is too large."""
    FOLDER.mkdir(exist_ok=True)
    try:
        browser.chromium()
        with tempfile.TemporaryDirectory(prefix="bartizan-pictures-") as home:
            found = pages(Path(home))
        return max([_take(name, picture, found[picture.page]) for name, picture in PICTURES.items()])
    except (browser.NoBrowser, subprocess.SubprocessError) as error:
        sys.stderr.write(f"No pictures: {error}\n")
        return 1


def _take(name: str, picture: Picture, page: str) -> int:
    file = FOLDER / f"{name}.png"
    high = min(browser.measured(page, picture.width).height, picture.most)
    browser.picture(page, browser.Size(picture.width, high), file, dark=picture.dark)
    size = file.stat().st_size
    print(f"{file.relative_to(ROOT)}  {picture.width}x{high}  {size / 1000:.0f} kB")
    return int(size > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
