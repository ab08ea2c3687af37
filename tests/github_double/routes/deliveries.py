"""The App's webhook deliveries, and sending one again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double import webhooks
from tests.github_double.routing import Answer, Call, Routes

if TYPE_CHECKING:
    from tests.github_double.model import Delivery

ROUTES = Routes()


def _item(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "guid": delivery.guid,
        "delivered_at": delivery.delivered_at,
        "redelivery": delivery.redelivery,
        "duration": delivery.duration,
        "status": "OK"
        if 200 <= delivery.status_code < 300
        else "failed to connect to host"
        if not delivery.status_code
        else "Invalid HTTP Response",
        "status_code": delivery.status_code,
        "event": delivery.event,
        "action": delivery.action,
        "installation_id": delivery.installation_id,
        "repository_id": delivery.repository_id,
        "throttled_at": None,
    }


@ROUTES.add("get", "/app/hook/deliveries", caller="app")
def _list(call: Call) -> Answer:
    chosen = list(reversed(call.state.deliveries))
    wanted = call.query.get("status")
    if wanted is not None:
        chosen = [d for d in chosen if (200 <= d.status_code < 300) == (wanted == "success")]
    # Not by numbered pages: a cursor names the delivery that a page begins with, however many have come since.
    size, cursor = int(call.query.get("per_page", "30")), call.query.get("cursor", "")
    if cursor:
        chosen = [d for d in chosen if d.id <= int(cursor.removeprefix("v1_"))]
    address = f"{call.state.api_url}/app/hook/deliveries?per_page={size}&cursor=v1_"
    following = [f'<{address}{d.id}>; rel="next"' for d in chosen[size : size + 1]]
    return Answer([_item(d) for d in chosen[:size]], headers={"Link": following[0]} if following else {})


def _find(call: Call) -> Delivery:
    return call.pick({d.id: d for d in call.state.deliveries}, "delivery_id")


@ROUTES.add("get", "/app/hook/deliveries/{delivery_id}", caller="app")
def _get(call: Call) -> Answer:
    delivery = _find(call)
    request = {"headers": {"X-GitHub-Event": delivery.event}, "payload": delivery.payload}
    return Answer(_item(delivery) | {"url": delivery.target, "request": request, "response": {"headers": {}, "payload": delivery.response}})


@ROUTES.add("post", "/app/hook/deliveries/{delivery_id}/attempts", caller="app")
def _again(call: Call) -> Answer:
    webhooks.redeliver_soon(call.state, _find(call))
    return Answer({}, status=202)
