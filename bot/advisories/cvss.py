"""CVSS vectors as a base score: 3.0 and 3.1 by the specification's formula, 4.0 only where its answer is plain."""

from __future__ import annotations

import math

from checks.core.severity import Severity

# Weights of the base metrics, CVSS v3.1 specification, section 7.4.
_WEIGHTS: dict[str, dict[str, float]] = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "UI": {"N": 0.85, "R": 0.62},
    "C": {"H": 0.56, "L": 0.22, "N": 0.0},
    "I": {"H": 0.56, "L": 0.22, "N": 0.0},
    "A": {"H": 0.56, "L": 0.22, "N": 0.0},
}
_PRIVILEGES = {"U": {"N": 0.85, "L": 0.62, "H": 0.27}, "C": {"N": 0.85, "L": 0.68, "H": 0.5}}
# Exploitable by anybody over the network, and everything readable and writable: critical in every row of the 4.0 table that begins so.
_V4_WORST = {"AV": "N", "AC": "L", "AT": "N", "PR": "N", "UI": "N", "VC": "H", "VI": "H"}
_V4_IMPACTS = ("VC", "VI", "VA", "SC", "SI", "SA")


def base_score(vector: str) -> float | None:
    """0.0 to 10.0; None for a vector that is malformed, incomplete or of another version."""
    version, metrics = _metrics(vector)
    if version in {"3.0", "3.1"}:
        return _score_of_3(metrics, version)
    if version == "4.0":
        return _plain_score_of_4(metrics)
    return None


def band(score: float) -> Severity:
    """The word of the specification's rating scale; a score of nothing is LOW."""
    if score >= 9.0:  # noqa: PLR2004 - the bands of CVSS 3 and 4
        return Severity.CRITICAL
    if score >= 7.0:  # noqa: PLR2004
        return Severity.HIGH
    return Severity.MEDIUM if score >= 4.0 else Severity.LOW  # noqa: PLR2004


def _metrics(vector: str) -> tuple[str, dict[str, str]]:
    head, _, rest = vector.strip().partition("/")
    pairs = [part.partition(":") for part in rest.split("/")]
    return head.removeprefix("CVSS:"), {name: value for name, _, value in pairs}


def _score_of_3(metrics: dict[str, str], version: str) -> float | None:
    try:
        scope = metrics["S"]
        privileges = _PRIVILEGES[scope][metrics["PR"]]
        weight = {name: values[metrics[name]] for name, values in _WEIGHTS.items()}
    except KeyError:
        return None
    missed = 1 - (1 - weight["C"]) * (1 - weight["I"]) * (1 - weight["A"])
    changed = scope == "C"
    impact = 7.52 * (missed - 0.029) - 3.25 * (missed - 0.02) ** 15 if changed else 6.42 * missed
    if impact <= 0:
        return 0.0
    exploitability = 8.22 * weight["AV"] * weight["AC"] * privileges * weight["UI"]
    return _round_up(min((impact + exploitability) * (1.08 if changed else 1.0), 10.0), version)


def _round_up(value: float, version: str) -> float:
    """To one decimal, upwards; 3.1 says how so that floating point does not lift 4.0 to 4.1."""
    if version == "3.0":
        return math.ceil(round(value, 9) * 10) / 10
    whole = round(value * 100_000)
    return whole / 100_000 if whole % 10_000 == 0 else (whole // 10_000 + 1) / 10


def _plain_score_of_4(metrics: dict[str, str]) -> float | None:
    if all(metrics.get(name) == "N" for name in _V4_IMPACTS):
        return 0.0
    worst = all(metrics.get(name) == value for name, value in _V4_WORST.items())
    return 9.3 if worst and "E" not in metrics else None
