"""A browser without a window: how wide and high a page becomes, and pictures of it. It reaches nothing but the file it is given."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

PATIENCE_SECONDS = 60
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND"),
)
# A window cannot be as narrow as a telephone; a frame inside it can.
_FRAME = """<!doctype html><meta charset="utf-8"><style>
body {{ margin:0 }} iframe {{ border:0; display:block; width:{width}px; height:{height}px }}</style>
<iframe srcdoc="{page}"></iframe>"""
_MEASURE = """<script>onload = () => {
const page = document.querySelector("iframe").contentDocument.documentElement;
document.title = `${page.scrollWidth}x${page.scrollHeight}`; }</script>"""


class NoBrowser(Exception):
    """There is no Chromium here, or it gave nothing back; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Size:
    """In CSS pixels."""

    width: int
    height: int


def chromium() -> str:
    """The program. Raises `NoBrowser`."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise NoBrowser("pictures need Chromium: install the package `chromium`")
    return found


def measured(page: str, width: int) -> Size:
    """How large the page becomes where it is offered this width."""
    told = _run(_framed(page, Size(width, 100)) + _MEASURE, "--dump-dom", "--virtual-time-budget=2000", "--window-size=1400,900")
    size = re.search(r"<title>(\d+)x(\d+)</title>", told)
    if size is None:
        raise NoBrowser(f"Chromium measured nothing: {told[:500]!r}")
    return Size(int(size[1]), int(size[2]))


def picture(page: str, size: Size, to: Path, *, dark: bool = False) -> None:
    """The page's upper left corner of that size as a PNG file."""
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    _run(_framed(page, size), f"--screenshot={to.resolve()}", f"--window-size={size.width},{size.height}", scheme)
    if not to.exists():
        raise NoBrowser("Chromium took no picture")


def _framed(page: str, size: Size) -> str:
    return _FRAME.format(width=size.width, height=size.height, page=escape(page))


def _run(page: str, *flags: str) -> str:
    with tempfile.TemporaryDirectory(prefix="bartizan-browser-") as home:
        file = Path(home, "page.html")
        file.write_text(page, encoding="utf-8")
        words = [chromium(), *_QUIET, f"--user-data-dir={home}/profile", *flags, file.as_uri()]
        ended = subprocess.run(words, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS, stdin=subprocess.DEVNULL)
    return ended.stdout
