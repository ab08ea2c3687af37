"""What a failed fetch means: try later, give up, or refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.git.limits import MEGABYTE
from bot.review.ports import FetchRefused, ForgeFailed, PullGone

if TYPE_CHECKING:
    from bot.git.command import GitFailed
    from bot.git.limits import Limits

_FSCK = re.compile(
    r"fsck error[^\n]*|error in (?:tree|blob|commit|tag)[^\n]*|error: object [^\n]*"
    r"|(?m:^)[^\n]*: (?:bad|has|full|null|missing|duplicate|zero)[A-Z]\w*: [^\n]*"
)
_STATUS = re.compile(r"returned error: (\d{3})")


def is_too_large(error: GitFailed) -> bool:
    """Whether git was stopped because the answer is larger than the limit of one fetch."""
    return "File too large" in error.output


def is_unknown_object(error: GitFailed) -> bool:
    """Whether the server does not know, or does not give out, an object we named."""
    return "not our ref" in error.output or "unadvertised object" in error.output


def meaning(error: GitFailed, limits: Limits) -> FetchRefused | ForgeFailed | PullGone:
    """The port's exception for a fetch that failed."""
    if error.timed_out:
        return ForgeFailed(f"fetching took longer than {limits.seconds:g} s")
    if is_too_large(error):
        return FetchRefused(f"the objects are larger than {limits.pack // MEGABYTE} MB")
    if match := _FSCK.search(error.output):
        return FetchRefused(f"malformed objects: {match[0].strip()[:300]}")
    return _answer(error)


def _answer(error: GitFailed) -> ForgeFailed | PullGone:
    status = _STATUS.search(error.output)
    code = status[1] if status else ""
    if is_unknown_object(error):
        return PullGone("a commit of the pull request is not in the repository any more")
    if code == "404" or ("not found" in error.output and "repository" in error.output):
        return PullGone("the repository is not there, or not visible to this installation")
    if code in {"401", "403"} or "Authentication failed" in error.output or "could not read Username" in error.output:
        return ForgeFailed(f"the repository's server refused our credentials: {error}")
    return ForgeFailed(f"fetching failed: {error}")
