"""Steps of a workflow that evaluate a model, and whether they can still fail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.documents.nodes import NotRead, documents
from checks.evaluation_gate.evaluations import TOOLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.nodes import Node

_NAMED = re.compile(r"\bevals?\b|evaluat|adversarial|robustness|red.?team|guardrail", re.IGNORECASE)
# A shell's own `eval` is another thing.
_RUN = re.compile(r"evals?[_./-]\w|[_./-]evals?\b|evaluat|adversarial|robustness|red.?team", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"--(?:ignore|deselect)(?:-glob)?[= ]\S{0,200}(?:evals?\b|evaluat|adversarial|robust|red_?team)"
    r"|-[km][ =]?[\"'][^\"']{0,200}\bnot\s+(?:evals?\b|evaluat|adversarial|robust)",
    re.IGNORECASE,
)
_ANYWAY = re.compile(r"\|\|\s*(?:true|:|exit 0|echo\b)|\bset \+e\b")


def softened(before: bytes, after: bytes) -> Iterator[tuple[int, str]]:
    """Line and words of what lets an evaluation fail unnoticed now, or runs it no more. What is no YAML runs nothing."""
    was_out, out = (_left_out(side) for side in (before, after))
    if len(out) > len(was_out):
        yield out[-1].line, "tests of the model are left out of what is run"
        return
    old, new = _steps(before), _steps(after)
    could_fail = [step for step, job in old if not _soft(step, job)]
    soft = [(step, job) for step, job in new if _soft(step, job)]
    if could_fail and len(soft) > len(old) - len(could_fail):
        step, job = soft[-1]
        holder = step if _line(step) else job
        yield _line(holder) or holder.line, "the step that evaluates the model may fail now without anybody being told"
    elif len(new) < len(old):
        yield 0, "a step that evaluates the model is run no more"


def _steps(raw: bytes) -> list[tuple[Node, Node]]:
    return [(step, job) for job in _jobs(raw) for step in job.at("steps").items if _evaluates(step)]


def _left_out(raw: bytes) -> list[Node]:
    runs = [step.at("run") for job in _jobs(raw) for step in job.at("steps").items]
    return [run for run in runs if _LEFT_OUT.search(run.text)]


def _jobs(raw: bytes) -> list[Node]:
    try:
        return [job for workflow in documents(raw) for job in workflow.at("jobs").fields.values()]
    except NotRead:
        return []


def _evaluates(step: Node) -> bool:
    named, run = " ".join(step.at(key).text for key in ("name", "id", "uses")), step.at("run").text
    tool = TOOLS.search(f"{named} {run}".encode("utf-8", "replace"))
    return tool is not None or _NAMED.search(named) is not None or _RUN.search(run) is not None


def _soft(step: Node, job: Node) -> bool:
    return _line(step) > 0 or _line(job) > 0


def _line(node: Node) -> int:
    """Where it is said that a failure does not count; 0 for nowhere."""
    if node.at("continue-on-error").true:
        return node.line_of("continue-on-error")
    if node.at("if").text.strip(" ${}").lower() == "false":
        return node.line_of("if")
    return node.line_of("run") if _ANYWAY.search(node.at("run").text) else 0
