"""Finds credentials in whatever a change commits: by a provider's format, and by the name that a value stands under."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.committed_secret.candidates import candidates
from checks.committed_secret.places import applies_to, names_nothing, rehearsal, text_of
from checks.committed_secret.prefilter import may_hold
from checks.committed_secret.providers import Provider, provider
from checks.committed_secret.rules import DATABASE_URL, GENERIC, PRIVATE_KEY, RULES
from checks.committed_secret.values import placeholder
from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.severity import Confidence, Severity
from checks.engine.engine_check import unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.core.place import RepoPath
    from checks.core.scan import Sighting
    from checks.core.scene import Scene

ENGINE = "kingfisher"
# Names are read in files that a person may have written; the engine reads larger ones too. All of them: half a second for a MiB.
MAX_FILE, MAX_FILES = 1 << 20, 64 << 20
# A shorter value is a person's own, and four characters of it would be too much.
_SHOWN_FROM, _SHOWN = 20, 4
# Values that the providers' own documentation uses, and keys that move no money.
_DOCUMENTED = re.compile(r"EXAMPLE|example|_test_|^(?:AKIAI44QH8DHB|wJalrXUtnFEMI)")
_TEST_KEY = re.compile(r"^(?:sk|rk|pk)_test_")
_EMPTY_KEY = re.compile(
    r"-----BEGIN[^-]{1,100}-----(?:(?:\\[rn]|x|[^A-Za-z0-9+/]){0,400}(?:-----END|\Z)|.{0,60}(?:\.\.\.|…|your|example))",
    re.IGNORECASE | re.DOTALL,
)
_HISTORY = "It is in the git history from here on, so that taking the line out does not help"
_STORE = "Read the new one from a secret store or the environment."


@dataclass(frozen=True, slots=True)
class _Secret:
    """A value found. It never becomes part of a finding."""

    path: RepoPath
    line: int
    value: str
    provider: Provider

    @property
    def trace(self) -> str:
        """What tells it from others: a part of its hash, and the end of a long one."""
        digest = hashlib.sha256(self.value.encode("utf-8", "replace")).hexdigest()
        return f"secret {digest[:8]}…{ending(self.value)}"


def ending(value: str) -> str:
    """The last characters of a long value, by which its owner knows it; empty for a short one."""
    end = value[-_SHOWN:]
    return end if len(value) >= _SHOWN_FROM and re.fullmatch(r"[A-Za-z0-9]+", end) else ""


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Each secret once, on its line: what the engine knows goes before what its name tells."""
    asked = [path for path in scene.scope if applies_to(path)]
    sightings: tuple[Sighting, ...] = ()
    if scanned := [path for path in asked if _worth_a_scan(scene.head.read(path))]:
        report = scene.tools.scan(ENGINE, scanned)
        yield from unseen(report, scanned, ENGINE)
        sightings = report.sightings
    taken: dict[tuple[RepoPath, int], list[str]] = {}
    for secret in (*_of_providers(sightings), *_told_by_name(scene, asked)):
        if isinstance(secret, NotAnalysed):
            yield secret
            continue
        values = taken.setdefault((secret.path, secret.line), [])
        # One value under two rules, or a part of it.
        if not any(secret.value in value or value in secret.value for value in values):
            values.append(secret.value)
            yield _finding(secret)


def _worth_a_scan(content: bytes | None) -> bool:
    return content is None or len(content) > MAX_FILE or may_hold(content)


def _of_providers(sightings: Iterable[Sighting]) -> Iterator[_Secret]:
    """The most telling first, where several rules of the engine's see one value."""
    known = [(seen, found) for seen in sightings if (found := provider(seen.rule)) is not None]
    for seen, found in sorted(known, key=lambda pair: (pair[1].rule is GENERIC, _by_guess(pair[1]))):
        if seen.location.span and not _made_up(seen.quoted, found):
            yield _Secret(seen.location.path, seen.location.span.first, seen.quoted, found)


def _by_guess(found: Provider) -> bool:
    """Providers whose keys look like OpenAI's."""
    return found.name == "Moonshot AI"


def _made_up(value: str, found: Provider) -> bool:
    if found.rule is PRIVATE_KEY:
        return bool(_EMPTY_KEY.search(value))
    return bool(_DOCUMENTED.search(value) and not _TEST_KEY.match(value)) or placeholder(value)


def _told_by_name(scene: Scene, asked: Iterable[RepoPath]) -> Iterator[_Secret | NotAnalysed]:
    size = 0
    for path in asked:
        content = b"" if names_nothing(path) else scene.head.read(path) or b""
        text = text_of(content) if len(content) <= MAX_FILE else None
        size += len(text or "")
        if size > MAX_FILES:
            yield NotAnalysed(path.text, f"the files before it hold more than {MAX_FILES >> 20} MiB of text together")
            continue
        for found in candidates(path.name, text) if text else ():
            kind = Provider(DATABASE_URL if found.address else GENERIC, "", "wherever it opens something")
            if not _DOCUMENTED.search(found.value):
                yield _Secret(path, found.line, found.value, kind)


def _finding(secret: _Secret) -> Finding:
    rule = secret.provider.rule
    confidence = Confidence(max(Confidence.LOW, rule.confidence - 1)) if rehearsal(secret.path) else rule.confidence
    severity = Severity.MEDIUM if _TEST_KEY.match(secret.value) else rule.severity
    location = Location(secret.path, Span(secret.line, secret.line))
    return Finding(rule, location, _message(secret), secret.trace, severity_here=severity, confidence_here=confidence)


def _message(secret: _Secret) -> str:
    end = ending(secret.value)
    known = f" (it ends in `{end}`)" if end and secret.provider.rule is not PRIVATE_KEY else ""
    if secret.provider.rule is PRIVATE_KEY:
        return f"This is a private key. {_HISTORY}: replace the pair where its public half is trusted, revoke its certificates. {_STORE}"
    if secret.provider.rule is DATABASE_URL:
        return f"This address holds the password{known} that opens it. {_HISTORY}: change the password on the server. {_STORE}"
    if secret.provider.rule is GENERIC:
        return f"This looks like the real value of a secret{known}. {_HISTORY}: if it opens anything, change it there. {_STORE}"
    return f"This is a credential of {secret.provider.name}{known}. {_HISTORY}: revoke it {secret.provider.revoke}. {_STORE}"


CHECK = Check("committed-secret", RULES, applies_to, inspect, engine=ENGINE)
