"""What a delivery asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.intake.command import command_lines
from bot.intake.job import BadJob, Housekeeping, Ignored, Job, Reason, Why, is_repository
from bot.intake.payload import Malformed, mapping, number, optional_mapping, sequence, text
from bot.intake.said import Place, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.intake.delivery import Delivery

CHECK_NAME = "bartizan"
# The identifiers of the check run's buttons, which GitHub sends back.
RESCAN_BUTTON = "rescan"
ACCEPTED_BUTTON = "accepted"
_BUTTONS = {RESCAN_BUTTON: Reason.RERUN, ACCEPTED_BUTTON: Reason.SHOW_ACCEPTED}
_PULL_ACTIONS = {
    "opened": Reason.OPENED,
    "synchronize": Reason.SYNCHRONIZE,
    "reopened": Reason.REOPENED,
    "ready_for_review": Reason.READY,
    "edited": Reason.BASE_CHANGED,
}


def route(delivery: Delivery, app_id: int | None = None) -> Job | Ignored | Housekeeping:
    """The work the delivery asks for. Never raises: what does not have GitHub's form is `Ignored(Why.MALFORMED)`.

    `app_id`: our app's, where it is known; check runs and suites of other apps are not ours to run again. GitHub sends
    `rerequested` to the app that owns the check only, so the check run's name decides where the id is not known.
    """
    routed = ROUTES.get(delivery.event)
    if routed is None:
        return Ignored(Why.EVENT)
    try:
        return routed(delivery, app_id)
    except (Malformed, BadJob):
        return Ignored(Why.MALFORMED)


def _pull_request(delivery: Delivery, _app_id: int | None) -> Job | Ignored:
    reason = _PULL_ACTIONS.get(delivery.action)
    if reason is None:
        return Ignored(Why.ACTION)
    pull = mapping(delivery.payload, "pull_request")
    if text(pull, "state") != "open":
        return Ignored(Why.CLOSED)
    if reason is Reason.BASE_CHANGED and optional_mapping(optional_mapping(delivery.payload, "changes"), "base") == {}:
        return Ignored(Why.BASE_KEPT)
    return _job(delivery, reason, pull=number(pull, "number"), head=text(mapping(pull, "head"), "sha"))


def _check_run(delivery: Delivery, app_id: int | None) -> Job | Ignored:
    if delivery.action not in {"rerequested", "requested_action"}:
        return Ignored(Why.ACTION)
    run = mapping(delivery.payload, "check_run")
    reason: Reason | None = Reason.RERUN
    if delivery.action == "requested_action":
        reason = _BUTTONS.get(text(mapping(delivery.payload, "requested_action"), "identifier"))
    if reason is None:
        return Ignored(Why.ACTION)
    if text(run, "name") != CHECK_NAME or not _ours(run, app_id):
        return Ignored(Why.NOT_OURS)
    return _job(delivery, reason, pull=_only_pull(delivery, run), head=text(run, "head_sha"))


def _check_suite(delivery: Delivery, app_id: int | None) -> Job | Ignored:
    if delivery.action != "rerequested":
        return Ignored(Why.ACTION)
    suite = mapping(delivery.payload, "check_suite")
    if not _ours(suite, app_id):
        return Ignored(Why.NOT_OURS)
    return _job(delivery, Reason.RERUN, pull=_only_pull(delivery, suite), head=text(suite, "head_sha"))


def _issue_comment(delivery: Delivery, _app_id: int | None) -> Job | Ignored:
    if delivery.action != "created":
        return Ignored(Why.ACTION)
    issue = mapping(delivery.payload, "issue")
    if "pull_request" not in issue:
        return Ignored(Why.NOT_A_PULL)
    return _spoken(delivery, Place.CONVERSATION, issue, mapping(delivery.payload, "comment"))


def _review_comment(delivery: Delivery, _app_id: int | None) -> Job | Ignored:
    if delivery.action != "created":
        return Ignored(Why.ACTION)
    comment = mapping(delivery.payload, "comment")
    first = number(comment, "in_reply_to_id") if comment.get("in_reply_to_id") is not None else number(comment, "id")
    return _spoken(delivery, Place.THREAD, mapping(delivery.payload, "pull_request"), comment, thread=first)


def _review(delivery: Delivery, _app_id: int | None) -> Job | Ignored:
    if delivery.action != "submitted":
        return Ignored(Why.ACTION)
    review = mapping(delivery.payload, "review")
    return _spoken(delivery, Place.REVIEW, mapping(delivery.payload, "pull_request"), review, node=text(review, "node_id"))


def _spoken(
    delivery: Delivery, place: Place, about: Mapping[str, object], words: Mapping[str, object], *, thread: int | None = None, node: str = ""
) -> Job | Ignored:
    """`about` is the pull request (GitHub calls it an issue in its conversation), `words` the comment or review."""
    sender = mapping(delivery.payload, "sender")
    if text(sender, "type") != "User":
        return Ignored(Why.BOT)
    # A null body is GitHub's way of saying that there is no text.
    lines = command_lines(text(words, "body") if words.get("body") is not None else "")
    if not lines:
        return Ignored(Why.NO_COMMAND)
    if text(about, "state") != "open":
        return Ignored(Why.CLOSED)
    # Who wrote the words must be who sent the event: a person's permission is checked by this name later.
    if text(mapping(words, "user"), "login") != text(sender, "login"):
        return Ignored(Why.MALFORMED)
    try:
        said = Said(place.value, lines, thread, node)
    except ValueError:
        return Ignored(Why.MALFORMED)
    return _job(delivery, Reason.COMMAND, pull=number(about, "number"), head=None, comment_id=number(words, "id"), said=said)


def _merge_group(delivery: Delivery, _app_id: int | None) -> Job | Ignored:
    if delivery.action != "checks_requested":
        return Ignored(Why.ACTION)
    group = mapping(delivery.payload, "merge_group")
    return _job(delivery, Reason.MERGE_GROUP, pull=None, head=text(group, "head_sha"), base=text(group, "base_sha"))


def _about_the_app(delivery: Delivery, _app_id: int | None) -> Housekeeping:
    installation = optional_mapping(delivery.payload, "installation")
    subject = number(installation, "id") if installation else None
    if delivery.event == "installation_repositories":
        added, removed = (_named(delivery.payload, f"repositories_{what}") for what in ("added", "removed"))
        return Housekeeping(delivery.event, delivery.action, subject, added, removed)
    named = _named(delivery.payload, "repositories") if delivery.event == "installation" else ()
    added, removed = (named if delivery.action == action else () for action in ("created", "deleted"))
    return Housekeeping(delivery.event, delivery.action, subject, added, removed)


def _named(payload: Mapping[str, object], key: str) -> tuple[tuple[int, str], ...]:
    """Repositories by number and name; GitHub leaves the list out where it would be empty."""
    entries = sequence(payload, key) if payload.get(key) is not None else ()
    found = [mapping({"": entry}, "") for entry in entries]
    named = tuple((number(one, "id"), text(one, "full_name")) for one in found)
    if not all(is_repository(name) for _, name in named):
        raise Malformed(f"{key} holds what is no repository's name")
    return named


def _job(
    delivery: Delivery,
    reason: Reason,
    *,
    pull: int | None,
    head: str | None,
    comment_id: int | None = None,
    base: str | None = None,
    said: Said | None = None,
) -> Job:
    repository = mapping(delivery.payload, "repository")
    return Job(
        installation=number(mapping(delivery.payload, "installation"), "id"),
        repo=text(repository, "full_name"),
        repo_id=number(repository, "id"),
        number=pull,
        head=head,
        reason=reason,
        sender=text(mapping(delivery.payload, "sender"), "login"),
        comment_id=comment_id,
        delivery=delivery.id,
        base=base,
        said=said,
    )


def _ours(check: Mapping[str, object], app_id: int | None) -> bool:
    return app_id is None or number(mapping(check, "app"), "id") == app_id


def _only_pull(delivery: Delivery, check: Mapping[str, object]) -> int | None:
    """The pull request into this repository that the check belongs to, or None if there is none or more than one."""
    here = number(mapping(delivery.payload, "repository"), "id")
    pulls = [mapping({"": entry}, "") for entry in sequence(check, "pull_requests")]
    numbers = {number(pull, "number") for pull in pulls if number(mapping(mapping(pull, "base"), "repo"), "id") == here}
    return numbers.pop() if len(numbers) == 1 else None


ROUTES: Mapping[str, Callable[[Delivery, int | None], Job | Ignored | Housekeeping]] = {
    "pull_request": _pull_request,
    "check_run": _check_run,
    "check_suite": _check_suite,
    "issue_comment": _issue_comment,
    "pull_request_review_comment": _review_comment,
    "pull_request_review": _review,
    "merge_group": _merge_group,
    "ping": _about_the_app,
    "installation": _about_the_app,
    "installation_repositories": _about_the_app,
}
