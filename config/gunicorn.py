"""How gunicorn serves the web application: `gunicorn -c config/gunicorn.py bot.wsgi:app`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from config import environment, logs
from config.gunicorn_hooks import end_silence, forget_metrics, listen_address, log_config

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.gunicorn_hooks import Listener

# Web and worker often share one environment; the key must not be in this process's even then.
environment.drop_private_key()
_environ = environment.read()
bind = listen_address(_environ)
# The work of a delivery is mostly the database's: `make bench` measures what this gives.
worker_class = "gthread"
workers = 2
threads = 4
# GitHub hangs up after ten seconds; a request of 25 MB from a slow proxy may take longer than that to arrive.
timeout = 30
graceful_timeout = 20
keepalive = 5
# No address or header of ours is longer; the defaults would let 100 headers of 8 KB through.
limit_request_line = 2048
limit_request_fields = 64
limit_request_field_size = 4096
# Proxies are believed only from this machine; the application itself uses no forwarded header.
forwarded_allow_ips = "127.0.0.1,::1"
# What matters of a request is logged by the application, with its delivery id; a second line per request tells nothing new.
accesslog = None
logconfig_dict = log_config(_environ)
proc_name = "bartizan-web"
# Nobody steers the server through a socket in the home directory.
control_socket_disable = True
# Prometheus's library looks for this folder when it is first imported, in the workers.
metrics_folder = environment.share_metrics()


class _Process(Protocol):
    pid: int


class _Server(Protocol):
    LISTENERS: Sequence[Listener]


def when_ready(server: _Server) -> None:
    """Before the first connection: none of them may keep a thread by saying nothing."""
    end_silence(server.LISTENERS)


def post_fork(_server: object, _worker: object) -> None:
    """Take back what libraries did to logging. Connections are opened on first use, after the fork: there is nothing to reopen."""
    logs.adopt()


def child_exit(_server: object, worker: _Process) -> None:
    """A worker ended: its counters stay, its gauges go."""
    forget_metrics(worker.pid)


def on_exit(_server: object) -> None:
    """The server ended: so do its figures."""
    environment.remove_metrics(metrics_folder)
