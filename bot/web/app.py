"""The web application: webhooks, health, metrics."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from bot.web.reception import Answer, Reception
from config import logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.intake.job import Housekeeping
    from bot.intake.queue import Claims, Queue
    from bot.web.health import Health
    from bot.web.metrics import Metrics
    from config.secret import Secret

# GitHub never delivers a payload over 25 MB.
MAX_BODY = 25 * 1024 * 1024
_log = logs.logger("bot.web")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def create_app(
    *,
    secret: Secret,
    queue: Queue,
    claims: Claims,
    health: Health,
    metrics: Metrics,
    clock: Callable[[], datetime],
    recorded: Callable[[Housekeeping, str], None],
    app_id: int | None = None,
) -> Flask:
    """The WSGI application. It holds no private key and runs no check: it keeps jobs and answers."""
    app = Flask("bartizan", static_folder=None)
    # One byte more, because a body without a length is silently cut off at the limit: so it can be told from one that just fits.
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY + 1
    app.json.compact = True  # type: ignore[attr-defined] # Flask's default provider has it
    reception = Reception(secret, queue, claims, clock, recorded, app_id)

    @app.post("/webhooks/github")
    def webhook() -> tuple[Response, int]:
        began = perf_counter()
        answer = _received(reception)
        metrics.count(request.headers.get("X-GitHub-Event", ""), answer.outcome)
        metrics.seconds.observe(perf_counter() - began)
        return jsonify(answer.body), answer.status

    _show_health(app, health, metrics)
    app.register_error_handler(HTTPException, _refused)
    app.after_request(_guarded)
    return app


def _show_health(app: Flask, health: Health, metrics: Metrics) -> None:
    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="up")

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        readings = health()
        ready = all(reading.well for reading in readings if reading.needed)
        parts = {reading.part: {"well": reading.well, "said": reading.said, "value": reading.value} for reading in readings}
        return jsonify(ready=ready, parts=parts), 200 if ready else 503

    @app.get("/metrics")
    def exposed() -> Response:
        return Response(metrics.expose(health()), content_type="text/plain; version=0.0.4; charset=utf-8")


def _received(reception: Reception) -> Answer:
    """The answer to the request at hand. Size first, then the form, then the signature: each is cheaper than the next."""
    try:
        if request.mimetype != "application/json":
            return Answer(415, {"error": "the webhook's content type must be application/json"}, "not-json")
        raw = request.get_data(cache=False)
    except HTTPException as error:
        return Answer(error.code or 400, {"error": error.name.lower()}, "too-large" if error.code == 413 else "unreadable")  # noqa: PLR2004
    except Exception as error:  # noqa: BLE001 - the server's own reader raises what it likes for a body whose chunks are broken
        _log.info("a body could not be read", error=type(error).__name__)
        return Answer(400, {"error": "the body is broken off or badly framed"}, "unreadable")
    if len(raw) > MAX_BODY:
        return Answer(413, {"error": "request entity too large"}, "too-large")
    headers = {name.lower().removeprefix("x-"): value for name, value in request.headers.items()}
    return reception.receive(headers, raw)


def _refused(error: HTTPException) -> tuple[Response, int, dict[str, str]]:
    code = error.code or 500
    allowed = dict(error.get_headers()).get("Allow")
    return jsonify(error=error.name.lower()), code, {"Allow": allowed} if allowed else {}


def _guarded(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
