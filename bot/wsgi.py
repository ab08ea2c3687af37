"""What gunicorn serves: `gunicorn --config python:config.gunicorn bot.wsgi:app`."""

from __future__ import annotations

from bot.compose.web import build

app = build()
