"""Single comments: one on a whole file, and changes to those that stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.github.address import repo_path
from bot.github.answer import Rejected
from bot.github.recognition import key, missing
from bot.github.repetition import until_known
from bot.review.ports import PullGone
from bot.review.publication import Refused

if TYPE_CHECKING:
    from bot.github.published import Reader
    from bot.github.session import Session
    from bot.review.ports import Pull
    from bot.review.publication import EditComment, PostedComment, PostFileComment, PostReply

_FOLD = """
mutation($id: ID!) {
  minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) { minimizedComment { isMinimized } }
}
"""
_UNFOLD = """
mutation($id: ID!) {
  unminimizeComment(input: {subjectId: $id}) { unminimizedComment { isMinimized } }
}
"""


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of one pull request. All methods raise `ForgeFailed` or `PullGone`."""

    session: Session
    reader: Reader
    pull: Pull

    def post_on_file(self, step: PostFileComment) -> tuple[Refused, ...]:
        """A comment without a line."""
        wanted = step.comment
        body = {"commit_id": self.pull.ref.head, "path": wanted.path.text, "body": wanted.body, "subject_type": "file"}

        def found() -> object | None:
            return None if missing((wanted,), self.reader.comments(self.pull, folded=False)) else wanted

        path = f"{repo_path(self.pull.ref.repo)}/pulls/{self.pull.ref.number}/comments"
        try:
            until_known(lambda: self.session.write("POST", path, body), found, self.session.sleep)
        except Rejected as refusal:
            return (Refused(step, refusal.why),)
        return ()

    def edit(self, step: EditComment) -> tuple[Refused, ...]:
        """Fold or unfold first, text last: the text is what the next review recognises as done."""
        refused: tuple[Refused, ...] = ()
        if step.minimise != step.comment.minimised:
            refused = self._fold(step)
        try:
            self._rewrite(step.comment, step.body)
        except Rejected as refusal:
            return (*refused, Refused(step, refusal.why))
        except PullGone as gone:
            # Somebody deleted the comment; were it the pull request, the next request would say so.
            return (*refused, Refused(step, f"the comment is not there any more ({gone})"))
        return refused

    def reply(self, step: PostReply) -> tuple[Refused, ...]:
        """Answer in the comment's thread, unless the same answer is there."""
        to = step.comment.id

        def found() -> object | None:
            now = next((comment for comment in self.reader.comments(self.pull, folded=False) if comment.id == to), None)
            return now if now is not None and key(step.body) in now.answers else None

        path = f"{repo_path(self.pull.ref.repo)}/pulls/{self.pull.ref.number}/comments/{to}/replies"
        try:
            until_known(lambda: self.session.write("POST", path, {"body": step.body}), found, self.session.sleep)
        except Rejected as refusal:
            return (Refused(step, refusal.why),)
        except PullGone as gone:
            return (Refused(step, f"the comment is not there any more ({gone})"),)
        return ()

    def _rewrite(self, comment: PostedComment, body: str) -> None:
        path = f"{repo_path(self.pull.ref.repo)}/pulls/comments/{comment.id}"

        def found() -> object | None:
            now = self.session.get(path).text("body")
            return now if now.split() == body.split() else None

        if comment.body != body:
            until_known(lambda: self.session.write("PATCH", path, {"body": body}), found, self.session.sleep)

    def _fold(self, step: EditComment) -> tuple[Refused, ...]:
        mutation = _FOLD if step.minimise else _UNFOLD
        variables = {"id": step.comment.node_id}

        def found() -> object | None:
            now = {comment.id: comment for comment in self.reader.comments(self.pull)}.get(step.comment.id)
            return now if now is not None and now.minimised == step.minimise else None

        try:
            until_known(lambda: self.session.graphql(mutation, variables, write=True), found, self.session.sleep)
        except Rejected as refusal:
            return (Refused(step, refusal.why),)
        return ()
