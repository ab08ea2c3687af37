"""Talking with people on a pull request: faces under what they say, and answers where they said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation.outcome import Reaction
from bot.github.address import repo_path
from bot.github.answer import Rejected
from bot.github.recognition import key
from bot.github.repetition import until_known
from bot.intake.said import Place
from bot.review.ports import PullGone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.github.published import AppIdentity
    from bot.github.pulls import Pulls
    from bot.github.session import Session
    from bot.intake.said import Said

# REST has no faces for reviews.
_REACT = """
mutation($id: ID!, $content: ReactionContent!) {
  addReaction(input: {subjectId: $id, content: $content}) { reaction { content } }
}
"""
_CONTENTS = {Reaction.SEEN: "EYES", Reaction.DONE: "THUMBS_UP", Reaction.CONFUSED: "CONFUSED", Reaction.NO: "THUMBS_DOWN"}
# A job is tried for about an hour; an answer of ours to the same words cannot be older than that.
_LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GitHubForum:
    """Fulfils `bot.conversation.ports.Forum` for one repository. All methods raise `ForgeFailed` or `PullGone`."""

    session: Session
    who: AppIdentity
    pulls: Pulls
    clock: Callable[[], datetime]

    def permission(self, repo: str, login: str) -> str:
        """`admin`, `write`, `read` or `none`, as of now."""
        return self.pulls.permission(repo, login)

    def react(self, repo: str, comment: int, said: Said, reaction: Reaction) -> None:
        """Put a face under what was said. What cannot have one any more (deleted, locked) is passed over."""

        def attempt() -> object:
            if said.place == Place.REVIEW.value:
                return self.session.graphql(_REACT, {"id": said.node, "content": _CONTENTS[reaction]}, write=True)
            kind = "pulls" if said.place == Place.THREAD.value else "issues"
            path = f"{repo_path(repo)}/{kind}/comments/{comment}/reactions"
            return self.session.write("POST", path, {"content": reaction.value})

        try:
            until_known(attempt, lambda: None, self.session.sleep)
        except (PullGone, Rejected):
            return

    def reply(self, repo: str, number: int, said: Said, body: str) -> None:
        """Answer where it was said, unless an answer of ours that begins with the same line is there."""
        pull = f"{repo_path(repo)}/pulls/{number}"
        if said.place == Place.THREAD.value:
            listed, path = f"{pull}/comments", f"{pull}/comments/{said.thread}/replies"
        else:
            listed = path = f"{repo_path(repo)}/issues/{number}/comments"

        def found() -> object | None:
            since = (self.clock() - _LATELY).strftime("%Y-%m-%dT%H:%M:%SZ")
            ours = (one for one in self.session.items(listed, since=since) if self.who.wrote(one))
            return next((one for one in ours if key(one.text("body")) == key(body)), None)

        if found() is None:
            until_known(lambda: self.session.write("POST", path, {"body": body}), found, self.session.sleep)

    def our_words(self, repo: str, comment: int) -> str:
        """The text of a review comment if it is ours, or nothing."""
        found = self.session.get(f"{repo_path(repo)}/pulls/comments/{comment}")
        return found.text("body") if self.who.wrote(found) else ""
