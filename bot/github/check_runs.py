"""The check run on the head commit: begun, filled with annotations piece by piece, finished by the very last request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.github.address import repo_path
from bot.github.payload import fields
from bot.github.published import check_run
from bot.github.repetition import until_known
from bot.intake.routing import ACCEPTED_BUTTON, RESCAN_BUTTON
from bot.review.publication import CHECK_NAME, Conclusion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.github.published import Reader
    from bot.github.session import Session
    from bot.review.ports import Pull
    from bot.review.publication import AmendCheck, Annotation, CheckReport, CompleteCheck, PostedCheck

# GitHub's limits: annotations in one request, characters of summary and text and of an annotation's message and title.
BATCH = 50
MAX_TEXT = 65_535
MAX_TITLE = 255
# Buttons on the finished run; GitHub takes labels of 20 characters and descriptions of 40.
_RESCAN = {"label": "Rescan", "description": "Look at this commit again", "identifier": RESCAN_BUTTON}
_ACCEPTED = {"label": "Show accepted", "description": "Who accepted what, why, until when", "identifier": ACCEPTED_BUTTON}
SUPERSEDED = "Superseded by a newer commit"
RENEWED = "Superseded by a newer report on the same commit"


@dataclass(frozen=True, slots=True)
class CheckRuns:
    """Our check runs on one pull request's head. All methods raise `ForgeFailed` or `PullGone`."""

    session: Session
    reader: Reader
    pull: Pull

    def start(self, external_id: str) -> None:
        """Show that the review is under way."""
        body = {"external_id": external_id, "status": "in_progress"}

        def found() -> PostedCheck | None:
            return next((run for run in self.reader.checks(self.pull) if run.external_id == external_id and not run.completed), None)

        until_known(lambda: self._post(body), found, self.session.sleep)

    def complete(self, step: CompleteCheck) -> None:
        """Each request appends its annotations; the last one carries the conclusion, so that an interrupted one stays in progress."""
        _require_limits(step.report)
        left = step.report.annotations[step.already :]
        batches = [left[start : start + BATCH] for start in range(0, len(left), BATCH)] or [()]
        run, there = step.unfinished, step.already
        for number, batch in enumerate(batches, 1):
            done = self._send(run, _body(step.report, batch, last=number == len(batches)), there + len(batch))
            if number == 1 and step.unfinished is not None and done.annotations > there + len(batch):
                # An attempt with another report left annotations behind, which cannot be taken away: a new run without them.
                self.supersede(done.id, RENEWED)
                self.complete(replace(step, unfinished=None, already=0))
                return
            run, there = done.id, done.annotations

    def supersede(self, check_id: int, title: str = SUPERSEDED) -> None:
        """Close a run whose commit was replaced. Cancelled: a neutral one would satisfy a required check."""
        output = {"title": title, "summary": f"{title}."}
        external_id = f"{self.pull.ref.number}:superseded"
        body = {"external_id": external_id, "status": "completed", "conclusion": Conclusion.CANCELLED.value, "output": output}
        self._send(check_id, body, 0)

    def amend(self, step: AmendCheck) -> None:
        """Nothing is written when the text is there. GitHub replaces title, summary and text together, and keeps annotations."""
        path = f"{repo_path(self.pull.ref.repo)}/check-runs/{step.check.id}"

        def found() -> object | None:
            return step if self.session.get(path).inside("output").maybe_text("text").split() == step.text.split() else None

        output = self.session.get(path).inside("output")
        if output.maybe_text("text").split() == step.text.split():
            return
        told = {"title": output.maybe_text("title"), "summary": output.maybe_text("summary"), "text": step.text}
        body = {"output": told, "actions": [_RESCAN, _ACCEPTED]}
        until_known(lambda: self.session.write("PATCH", path, body), found, self.session.sleep)

    def _send(self, run: int | None, body: Mapping[str, object], annotations: int) -> PostedCheck:
        """`annotations`: how many must be on the run, at least, for a lost request to have taken effect."""

        def found() -> PostedCheck | None:
            now = self._newest() if run is None else self._get(run)
            if now is None or now.external_id != body["external_id"] or now.annotations < annotations:
                return None
            return now if now.completed == (body["status"] == "completed") else None

        return until_known(lambda: self._post(body) if run is None else self._patch(run, body), found, self.session.sleep)

    def _post(self, body: Mapping[str, object]) -> PostedCheck:
        path = f"{repo_path(self.pull.ref.repo)}/check-runs"
        return check_run(fields(self.session.write("POST", path, {"name": CHECK_NAME, "head_sha": self.pull.ref.head, **body}), path))

    def _patch(self, run: int, body: Mapping[str, object]) -> PostedCheck:
        path = f"{repo_path(self.pull.ref.repo)}/check-runs/{run}"
        return check_run(fields(self.session.write("PATCH", path, body), path))

    def _get(self, run: int) -> PostedCheck:
        return check_run(self.session.get(f"{repo_path(self.pull.ref.repo)}/check-runs/{run}"))

    def _newest(self) -> PostedCheck | None:
        return next(iter(self.reader.checks(self.pull)), None)


def _body(report: CheckReport, batch: Sequence[Annotation], *, last: bool) -> dict[str, object]:
    output: dict[str, object] = {"title": report.title, "summary": report.summary}
    if report.text:
        output["text"] = report.text
    if batch:
        output["annotations"] = [_annotation(annotation) for annotation in batch]
    ending: dict[str, object] = {"status": "in_progress"}
    if last:
        buttons = [_RESCAN, *([_ACCEPTED] if report.accepted else [])]
        ending = {"status": "completed", "conclusion": report.conclusion.value, "actions": buttons}
    return {"external_id": report.external_id, **ending, "output": output}


def _annotation(annotation: Annotation) -> dict[str, object]:
    return {
        "path": annotation.path.text,
        "start_line": annotation.span.first,
        "end_line": annotation.span.last,
        "annotation_level": annotation.level.value,
        "title": annotation.title,
        "message": annotation.message,
    }


def _require_limits(report: CheckReport) -> None:
    """A report too large for GitHub is a mistake of whoever wrote it, found before anything is sent."""
    texts = [("summary", report.summary, MAX_TEXT), ("text", report.text, MAX_TEXT), ("title", report.title, MAX_TEXT)]
    texts += [("annotation's message", one.message, MAX_TEXT) for one in report.annotations]
    texts += [("annotation's title", one.title, MAX_TITLE) for one in report.annotations]
    for name, text, limit in texts:
        if len(text) > limit:
            raise ValueError(f"the check run's {name} has {len(text)} characters; GitHub takes {limit}: cut it when drafting")
