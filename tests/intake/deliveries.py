"""Payloads with GitHub's form, cut down to what is read."""

from __future__ import annotations

import copy
from typing import Any

from bot.intake.delivery import Delivery

HEAD = "6dcb09b5b57875f334f61aebed695e2e4193db5e"
BASE = "e5bd3914e2e596debea16f433f57875b5b90bcd6"
APP = 77
_ABOUT = {
    "installation": {"id": 5},
    "repository": {"id": 42, "full_name": "octo-org/model.hub"},
    "sender": {"login": "mona", "type": "User"},
}
_PULL = {"number": 12, "state": "open", "draft": False, "head": {"sha": HEAD, "repo": None}}
_CHECK = {"app": {"id": APP}, "head_sha": HEAD, "pull_requests": [{"number": 12, "base": {"repo": {"id": 42}}}]}
PAYLOADS: dict[str, dict[str, Any]] = {
    "pull_request": _ABOUT | {"action": "opened", "number": 12, "pull_request": _PULL},
    "check_run": _ABOUT | {"action": "rerequested", "check_run": _CHECK | {"name": "bartizan"}},
    "check_suite": _ABOUT | {"action": "rerequested", "check_suite": _CHECK},
    "issue_comment": _ABOUT
    | {
        "action": "created",
        "issue": {"number": 12, "state": "open", "pull_request": {"url": "https://github.example/x"}},
        "comment": {"id": 900, "body": "/bartizan rescan", "user": {"login": "mona"}},
    },
    "merge_group": _ABOUT
    | {
        "action": "checks_requested",
        "merge_group": {"head_sha": HEAD, "base_sha": BASE, "base_ref": "refs/heads/main"},
    },
    "pull_request_review_comment": _ABOUT
    | {
        "action": "created",
        "pull_request": _PULL,
        "comment": {"id": 902, "in_reply_to_id": 901, "body": "/bartizan fp It is a test.", "user": {"login": "mona"}},
    },
    "pull_request_review": _ABOUT
    | {
        "action": "submitted",
        "pull_request": _PULL,
        "review": {"id": 903, "node_id": "PRR_kwDO", "body": "/bartizan list", "user": {"login": "mona"}, "state": "commented"},
    },
    "installation": _ABOUT | {"action": "created"},
    "ping": {"zen": "Keep it logically awesome.", "hook_id": 1},
}


def delivery(event: str = "pull_request", *, id_: str = "72d3162e-cc78-11e3-81ab-4c9367dc0958", **changed: Any) -> Delivery:  # noqa: ANN401 - JSON
    """A delivery of the event; `changed` replaces fields, and `a__b=…` a field below another."""
    payload = copy.deepcopy(PAYLOADS[event])
    for path, value in changed.items():
        *folders, name = path.split("__")
        place = payload
        for folder in folders:
            place = place[folder]
        place[name] = value
    return Delivery(id_, event, payload)
