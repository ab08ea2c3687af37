"""Issues, the conversation below them and below pull requests, and reactions."""

from __future__ import annotations

from tests.github_double import discussion
from tests.github_double.model import Issue, IssueComment, Pull, Reaction, ReviewComment
from tests.github_double.refusals import Refused
from tests.github_double.render.discussion import issue_comment, reaction
from tests.github_double.render.pulls import issue
from tests.github_double.routing import REPO, Answer, Call, Routes

ROUTES = Routes()
_READ, _WRITE = ("issues=read", "pull_requests=read"), ("issues=write", "pull_requests=write")
_ISSUE, _COMMENT = REPO + "/issues/{issue_number}", REPO + "/issues/comments/{comment_id}"
_REVIEW_COMMENT = REPO + "/pulls/comments/{comment_id}"


@ROUTES.add("get", REPO + "/issues", "issues=read")
def _list(call: Call) -> Answer:
    found, wanted = call.repository, call.query.get("state", "open")
    both: list[Issue | Pull] = [*found.issues.values(), *found.pulls.values()]
    everything = sorted(both, key=lambda i: -i.number)
    shown = [i for i in everything if wanted in ("all", i.state)]
    if "creator" in call.query:
        shown = [i for i in shown if i.user == call.query["creator"]]
    if "labels" in call.query:
        shown = [i for i in shown if set(call.query["labels"].split(",")) <= set(i.labels)]
    return Answer(page=[issue(call.state, found, i) for i in shown])


@ROUTES.add("post", REPO + "/issues", "issues=write")
def _create(call: Call) -> Answer:
    found, state, now = call.repository, call.state, call.state.now()
    labels = [entry if isinstance(entry, str) else entry["name"] for entry in call.body.get("labels", ())]
    made = Issue(state.take_id(), found.take_number(), call.bot, str(call.body["title"]), call.body.get("body"), now, now, labels=labels)
    found.issues[made.number] = made
    return Answer(issue(state, found, made), status=201)


@ROUTES.add("get", _ISSUE, "issues=read", "pull_requests=read")
def _get(call: Call) -> Answer:
    return Answer(issue(call.state, call.repository, call.issue))


@ROUTES.add("patch", _ISSUE, *_WRITE)
def _update(call: Call) -> Answer:
    found = call.issue
    found.title, found.body = str(call.body.get("title", found.title)), call.body.get("body", found.body)
    found.updated_at = call.state.now()
    if call.body.get("state", found.state) != found.state:
        found.state = call.body["state"]
        found.closed_at = call.state.now() if found.state == "closed" else None
    return Answer(issue(call.state, call.repository, found))


@ROUTES.add("get", _ISSUE + "/comments", *_READ)
def _comments(call: Call) -> Answer:
    number = call.issue.number
    return Answer(
        page=[issue_comment(call.state, call.repository, c) for c in call.repository.issue_comments.values() if c.number == number],
    )


@ROUTES.add("post", _ISSUE + "/comments", *_WRITE)
def _comment_create(call: Call) -> Answer:
    target = call.issue
    if not isinstance(target, Pull) and call.caller.grant and "issues" not in call.caller.grant.permissions:
        raise Refused(403, "Resource not accessible by integration", headers={"X-Accepted-GitHub-Permissions": "issues=write"})
    made = discussion.add_issue_comment(call.state, call.repository, target.number, call.bot, call.body["body"])
    return Answer(issue_comment(call.state, call.repository, made), status=201)


def _comment(call: Call) -> IssueComment:
    return call.pick(call.repository.issue_comments, "comment_id")


@ROUTES.add("get", _COMMENT, *_READ)
def _comment_get(call: Call) -> Answer:
    return Answer(issue_comment(call.state, call.repository, _comment(call)))


@ROUTES.add("patch", _COMMENT, *_WRITE)
def _comment_update(call: Call) -> Answer:
    found = _comment(call)
    if found.user != call.bot:
        raise Refused(403, "Resource not accessible by integration")
    discussion.check_body("IssueComment", call.body["body"])
    found.body, found.updated_at = call.body["body"], call.state.now()
    return Answer(issue_comment(call.state, call.repository, found))


@ROUTES.add("delete", _COMMENT, *_WRITE)
def _comment_delete(call: Call) -> Answer:
    del call.repository.issue_comments[_comment(call).id]
    return Answer(status=204)


def _react(call: Call, target: IssueComment | ReviewComment) -> Answer:
    """A reaction; the same one again answers 200 with the first."""
    content = call.body["content"]
    old = next((r for r in target.reactions if r.user == call.bot and r.content == content), None)
    if old is not None:
        return Answer(reaction(call.state, old))
    call.state.account(call.bot)
    new = Reaction(call.state.take_id(), call.bot, content, call.state.now())
    target.reactions.append(new)
    return Answer(reaction(call.state, new), status=201)


@ROUTES.add("post", _COMMENT + "/reactions", *_WRITE)
def _react_issue(call: Call) -> Answer:
    return _react(call, _comment(call))


@ROUTES.add("get", _COMMENT + "/reactions", *_READ)
def _reactions_issue(call: Call) -> Answer:
    return Answer(page=[reaction(call.state, r) for r in _comment(call).reactions])


@ROUTES.add("post", _REVIEW_COMMENT + "/reactions", "pull_requests=write")
def _react_review(call: Call) -> Answer:
    return _react(call, call.pick(call.repository.review_comments, "comment_id"))


@ROUTES.add("get", _REVIEW_COMMENT + "/reactions", "pull_requests=read")
def _reactions_review(call: Call) -> Answer:
    return Answer(page=[reaction(call.state, r) for r in call.pick(call.repository.review_comments, "comment_id").reactions])
