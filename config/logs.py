"""Log lines: one JSON object each on standard error, with what they are about and without secrets."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, TextIO

import structlog

from config.redaction import MIN_SECRET as MIN_SECRET
from config.redaction import Redactor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from structlog.typing import EventDict, Processor, WrappedLogger

    from config.secret import Secret

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# These bring handlers of their own, which would write past the redactor.
_OWN_HANDLERS = ("dbos", "gunicorn", "gunicorn.error", "gunicorn.access", "werkzeug", "urllib3", "alembic", "sqlalchemy")


def set_up(level: str = "INFO", *, secrets: Iterable[Secret] = (), stream: TextIO | None = None, console: bool | None = None) -> Redactor:
    """Send our own and every library's log lines through one redactor to `stream` (standard error).

    `console`: lines for a person instead of JSON; by default when the stream is a terminal.
    The redactor returned can be taught secrets that come later, such as installation tokens.
    """
    target = stream or sys.stderr
    redactor = Redactor(secrets)
    readable = target.isatty() if console is None else console
    handler = logging.StreamHandler(target)
    handler.setFormatter(_formatter(redactor, readable=readable))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    adopt()
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return redactor


def adopt() -> None:
    """Take away the handlers that libraries have given their loggers. Call it again after starting DBOS or gunicorn."""
    for name in _OWN_HANDLERS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # These name their own progress at INFO; what matters of it is logged by us.
    for name in ("urllib3", "alembic", "dbos", "werkzeug", "gunicorn.access"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def about(*, delivery: str | None = None, job: str | None = None) -> AbstractContextManager[None]:
    """Within the context every line of this thread names the delivery or the job it belongs to."""
    named = {"delivery": delivery, "job": job}
    return structlog.contextvars.bound_contextvars(**{name: value for name, value in named.items() if value is not None})


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(allow=("job", "delivery")),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(redactor: Redactor, *, readable: bool) -> logging.Formatter:
    trace = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
    plain: Processor = structlog.processors.format_exc_info if readable else trace
    printed: Processor = structlog.dev.ConsoleRenderer(colors=False) if readable else structlog.processors.JSONRenderer(ensure_ascii=True)

    def redacted(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {redactor.text(str(key)): redactor.value(value) for key, value in event.items()}

    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, plain, redacted, printed]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_shared(), processors=last)


def logger(name: str) -> Any:  # noqa: ANN401 - structlog's loggers take any keyword
    """A logger for the room `name`; facts go into keywords, never into the sentence."""
    return structlog.get_logger(name)
