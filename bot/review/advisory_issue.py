"""One issue for each repository about the advisories that name what its default branch holds: what is to be done about it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.review.markdown import code, prose, table_cell
from bot.review.marker import Kind, Marker, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.review.exposure import Exposure
    from bot.review.marker import Signer
    from checks.core.change import NotAnalysed
    from checks.core.dependency import Advisory
    from checks.core.finding import Finding

# GitHub takes 65,536 characters.
MAX_BODY = 60_000
# Of these many rows it is remembered that they were told.
_MOST_KNOWN = 1_000
_MOST_GAPS = 20
_LONGEST_GAP = 300
_LONGEST_ROW = 2_000
_KNOWN = re.compile(r"<!-- told:((?: [0-9a-f]{12})*) -->")
_HEAD = "| Package | Version | Advisory | Severity | Fixed in | File |\n|---|---|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class PostedIssue:
    """An issue of ours as GitHub shows it."""

    number: int
    title: str
    body: str
    open: bool


@dataclass(frozen=True, slots=True)
class IssueStep:
    """One write. `number` None opens a new issue; `open` is how the issue stands afterwards."""

    number: int | None
    title: str
    body: str
    open: bool


def subject(repo_id: int) -> str:
    """What the issue's marker is signed for: no pull request is called so."""
    return f"{repo_id}#advisories"


def ours(posted: Iterable[PostedIssue], signer: Signer) -> PostedIssue | None:
    """The issue that is kept, of those the App wrote: an open one before a closed one, then the oldest."""
    marked = [one for one in posted if (marker := signer.read(_text(one.body))) is not None and marker.kind is Kind.ISSUE]
    return min(marked, key=lambda one: (not one.open, one.number), default=None)


def plan(exposure: Exposure, commit: str, posted: PostedIssue | None, signer: Signer) -> IssueStep | None:
    """What to write, or None. Somebody's closing is undone for an advisory that was not told before, and for nothing else.

    While something could not be looked at, nothing is taken for repaired: the issue stays open.
    """
    rows = [(finding, advisory) for finding in exposure.findings for advisory in finding.advisories]
    keys = tuple(dict.fromkeys(_key(*row) for row in rows))[:_MOST_KNOWN]
    told = frozenset[str]() if posted is None else _told(posted.body, signer)
    if not rows:
        if posted is None or not posted.open or exposure.gaps:
            return None
        return IssueStep(posted.number, _title(0), _body((), (), (), commit, signer), open=False)
    if posted is not None and not posted.open and told.issuperset(keys):
        return None
    # What stands in a file that cannot be read now may come back, and would be no news then.
    remembered = tuple(dict.fromkeys((*keys, *sorted(told))))[:_MOST_KNOWN] if exposure.gaps else keys
    body = _body(rows, exposure.gaps, remembered, commit, signer)
    step = IssueStep(posted.number if posted else None, _title(len(rows)), body, open=True)
    return None if posted is not None and posted.open and _same(step, posted, signer) else step


def _same(step: IssueStep, posted: PostedIssue, signer: Signer) -> bool:
    """But for the commit in the marker, which changes with every push."""
    standing, wanted = _text(posted.body), step.body
    return posted.title == step.title and signer.read(standing) is not None and _rest(standing) == _rest(wanted)


def _told(body: str, signer: Signer) -> frozenset[str]:
    """The rows that the issue spoke of; none when somebody else has had a hand in it."""
    text = _text(body)
    marker, rest = signer.read(text), _rest(text)
    found = _KNOWN.match(rest)
    return frozenset(found[1].split()) if found and marker and marker.fingerprint == _digest(rest) else frozenset()


def _title(count: int) -> str:
    if not count:
        return "No known vulnerabilities in the dependencies of the default branch"
    return f"{count} known {'vulnerability' if count == 1 else 'vulnerabilities'} in the dependencies of the default branch"


def _body(
    rows: Sequence[tuple[Finding, Advisory]], gaps: Sequence[NotAnalysed], keys: Sequence[str], commit: str, signer: Signer
) -> str:
    head = f"<!-- told:{''.join(f' {key}' for key in keys)} -->\n"
    end = "\nThis issue is kept up to date, and closed when nothing is left. No pull request fails for what stands here.\n" + _gaps(gaps)
    if not rows:
        return _signed(head + "No advisory names what the default branch holds any more.\n", State.FIXED, commit, signer)
    head += "Advisories name these dependencies of the default branch:\n\n" + _HEAD
    room = MAX_BODY - 400 - len((head + end).encode())
    shown: list[str] = []
    for row in map(_row, *zip(*rows, strict=True)):
        room -= len(row.encode())
        if room < 0:
            break
        shown.append(row)
    more = f"\n**{len(rows) - len(shown)} more** did not fit here.\n" if len(shown) < len(rows) else ""
    return _signed(head + "".join(shown) + more + end, State.OPEN, commit, signer)


def _signed(rest: str, state: State, commit: str, signer: Signer) -> str:
    rest = rest.rstrip("\n")
    return f"{signer.line(Marker(Kind.ISSUE, _digest(rest), state, commit))}\n{rest}"


def _row(finding: Finding, advisory: Advisory) -> str:
    package = advisory.package
    link = f"[{code(advisory.id)}](https://osv.dev/vulnerability/{quote(advisory.id, safe='')})"
    weight = "malicious" if advisory.malicious else "unknown" if advisory.severity is None else str(advisory.severity)
    fixed = table_cell(advisory.fixed[0]) if advisory.fixed else "none known"
    cells = (table_cell(package.name), table_cell(package.version), link.replace("|", "¦"), weight, fixed)
    row = f"| {' | '.join(cells)} | {table_cell(finding.location.path.text)} |\n"
    return row if len(row) <= _LONGEST_ROW else f"| {table_cell(package.name[:100])} | too long to show | | {weight} | | |\n"


def _gaps(gaps: Sequence[NotAnalysed]) -> str:
    if not gaps:
        return ""
    named = "".join(f"- {code(gap.path[:_LONGEST_GAP])}: {prose(gap.why[:_LONGEST_GAP])}\n" for gap in gaps[:_MOST_GAPS])
    more = f"- and {len(gaps) - _MOST_GAPS} more\n" if len(gaps) > _MOST_GAPS else ""
    return f"\n**Not looked at**, so that there may be more:\n\n{named}{more}"


def _key(finding: Finding, advisory: Advisory) -> str:
    """Without the version: another release with the same defect is no news."""
    package = advisory.package
    text = f"{package.ecosystem}\0{package.name}\0{advisory.id}\0{finding.location.path.text}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _digest(rest: str) -> str:
    return "v1:" + hashlib.sha256(rest.encode("utf-8", "replace")).hexdigest()[:32]


def _rest(text: str) -> str:
    return text.partition("\n")[2]


def _text(body: str) -> str:
    """GitHub may give other line ends than it got."""
    return body.replace("\r\n", "\n").rstrip()
