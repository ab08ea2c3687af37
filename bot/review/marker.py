"""The signed first line of every body we post, by which we know our own again and nobody can pass for us."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import Enum

_FORM = re.compile(
    r"<!-- bartizan v1 (?P<facts>kind=(?P<kind>\w+) fp=(?P<fingerprint>[\w:]+) state=(?P<state>\w+) scan=(?P<scan>[0-9a-f]{12})"
    r"(?: kin=(?P<kinship>[\w:]+) line=(?P<line>[0-9]{1,9}))?)"
    r" sig=(?P<sig>[0-9a-f]{32}) -->"
)


class Kind(Enum):
    """What the marked body is."""

    FINDING = "finding"
    REPLY = "reply"
    REVIEW = "review"
    ISSUE = "issue"


class State(Enum):
    """What the marked body says of its finding."""

    OPEN = "open"
    FIXED = "fixed"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class Marker:
    """The facts in the line. `scan` is the beginning of the head commit the body was written for.

    Of a finding also its `kinship` and the `line` the comment was put on, by which equal findings are told apart.
    """

    kind: Kind
    fingerprint: str
    state: State
    scan: str
    kinship: str = ""
    line: int = 0


class Signer:
    """Writes and reads markers for one pull request; a marker copied from another one is not accepted."""

    def __init__(self, key: bytes, pull: str) -> None:
        """`key` is secret; `pull` names the pull request by what never changes: the repository's number and its own, `4711#12`."""
        self._key = hashlib.sha256(b"bartizan marker v1\0" + key).digest()
        self._pull = pull

    def line(self, marker: Marker) -> str:
        """The marker as an HTML comment, invisible on the page."""
        facts = f"kind={marker.kind.value} fp={marker.fingerprint} state={marker.state.value} scan={marker.scan[:12]}"
        if marker.kinship:
            facts += f" kin={marker.kinship} line={marker.line}"
        return f"<!-- bartizan v1 {facts} sig={self._signature(facts)} -->"

    def read(self, body: str) -> Marker | None:
        """The marker that a body begins with; None when there is none or its signature is not ours."""
        match = _FORM.match(body)
        if match is None or not hmac.compare_digest(match["sig"], self._signature(match["facts"])):
            return None
        try:
            kind, state = Kind(match["kind"]), State(match["state"])
            return Marker(kind, match["fingerprint"], state, match["scan"], match["kinship"] or "", int(match["line"] or 0))
        except ValueError:
            return None

    def _signature(self, facts: str) -> str:
        return hmac.new(self._key, f"{self._pull}\0{facts}".encode(), hashlib.sha256).hexdigest()[:32]
