"""Deliveries: signed, complete, recorded, repeatable; and the double as a program."""

# ruff: noqa: A002, ANN401 - foreign argument names; JSON may have any shape
from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from github import Auth, GithubIntegration

from tests.github_double import payloads
from tests.github_double.webhooks import signature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from github.Repository import Repository

    from tests.github_double.double import GitHubDouble
    from tests.github_double.repository import DoublePull, DoubleRepository

_ROOT = Path(__file__).parents[2]


class Receiver:
    """A server that answers with `status` and keeps what it got."""

    def __init__(self) -> None:
        self.status = 202
        self.seen: list[tuple[dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.seen.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhooks/github"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_the_signature_is_githubs() -> None:
    signed = signature("It's a Secret to Everybody", b"Hello, World!")

    assert signed == "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def test_delivers_signed_over_the_raw_bytes(double: GitHubDouble, pull: DoublePull, receiver: Receiver) -> None:
    sent = double.deliver("pull_request", "opened", pull.payload(), to=receiver.url)

    sent_headers, body = receiver.seen[0]
    headers = {name.lower(): value for name, value in sent_headers.items()}
    assert sent.status_code == 202
    assert headers["x-hub-signature-256"] == signature(double.webhook_secret, body)
    assert headers["x-github-delivery"] == sent.guid


@pytest.mark.parametrize("action", ["opened", "synchronize", "reopened", "closed", "edited", "ready_for_review", "converted_to_draft"])
def test_pull_request_payloads_agree_with_githubs_schema(double: GitHubDouble, pull: DoublePull, receiver: Receiver, action: str) -> None:
    sent = double.deliver("pull_request", action, pull.payload(action), to=receiver.url)

    assert sent.payload["pull_request"]["head"]["sha"] == pull.head_sha
    double.assert_honest()


def test_the_other_payloads_agree_with_githubs_schema(
    double: GitHubDouble,
    repo: DoubleRepository,
    pull: DoublePull,
    chat: Repository,
    receiver: Receiver,
) -> None:
    state, facts = double.state, repo.facts
    installation = double.install("octo")
    comment, remark = pull.comment("dev", "/bartizan rescan"), pull.review_comment("dev", "app.py", 21, "why?")
    chat.create_check_run("bartizan", pull.head_sha, conclusion="success")
    run, suite = next(iter(facts.check_runs.values())), next(iter(facts.check_suites.values()))

    events = [
        *(("issue_comment", a, payloads.issue_comment(state, facts, comment, a)) for a in ("created", "edited", "deleted")),
        *(("pull_request_review_comment", a, payloads.review_comment(state, facts, remark, a)) for a in ("created", "edited", "deleted")),
        *(("check_run", a, payloads.check_run(state, facts, run, a, sender="dev")) for a in ("created", "completed", "rerequested")),
        ("check_run", "requested_action", payloads.check_run(state, facts, run, "requested_action", sender="dev", identifier="rescan")),
        *(
            ("check_suite", a, payloads.check_suite(state, facts, suite, a, sender="dev"))
            for a in ("requested", "completed", "rerequested")
        ),
        *(("installation", a, payloads.installation(state, installation, a, sender="dev")) for a in ("created", "deleted")),
        ("installation_repositories", "added", payloads.installation_repositories(state, installation, added=[facts], sender="dev")),
        ("installation_repositories", "removed", payloads.installation_repositories(state, installation, removed=[facts], sender="dev")),
        ("merge_group", "checks_requested", payloads.merge_group(state, facts, pull.facts, pull.head_sha, "checks_requested")),
        ("ping", None, payloads.ping(state)),
    ]

    for event, action, payload in events:
        double.deliver(event, action, payload, to=receiver.url)
    assert len(receiver.seen) == len(events)


def test_an_incomplete_payload_is_a_violation(double: GitHubDouble, pull: DoublePull, receiver: Receiver) -> None:
    payload = pull.payload()
    del payload["sender"]

    double.deliver("pull_request", "opened", payload, to=receiver.url)

    assert [v.side for v in double.violations] == ["webhook"]
    double.violations.clear()


def test_a_failed_delivery_is_listed_and_sent_again_with_its_guid(double: GitHubDouble, pull: DoublePull, receiver: Receiver) -> None:
    receiver.status = 500
    double.deliver("pull_request", "opened", pull.payload(), to=receiver.url)
    integration = GithubIntegration(auth=Auth.AppAuth(double.app_id, double.private_key_pem), base_url=double.api_url)
    _, listed = integration.requester.requestJsonAndCheck("GET", "/app/hook/deliveries")

    receiver.status = 202
    integration.requester.requestJsonAndCheck("POST", f"/app/hook/deliveries/{listed[0]['id']}/attempts")

    deadline = time.monotonic() + 10
    while len(double.state.deliveries) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [d.status_code for d in double.state.deliveries] == [500, 202]
    assert len({d.guid for d in double.state.deliveries}) == 1


def test_runs_as_a_program_that_is_driven_over_http(tmp_path: Path, receiver: Receiver) -> None:
    command = [sys.executable, "-m", "tests.github_double", "--state-file", str(tmp_path / "state.json")]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        killer = threading.Timer(30, process.kill)
        killer.start()
        told = json.loads(process.stdout.readline())

        def control(action: str, /, **asked: Any) -> dict[str, Any]:
            return dict(requests.post(f"{told['url']}/_double/{action}", json=asked, timeout=10).json())

        control("repository", name="octo/chat", files={"a.py": "a\n"})
        control("branch", repository="octo/chat", name="feature", files={"a.py": "b\n"})
        opened = control("pull", repository="octo/chat", head="feature")
        sent = control("deliver", event="pull_request", action="opened", repository="octo/chat", number=opened["number"], to=receiver.url)
        state = requests.get(f"{told['url']}/_double/state", timeout=10).json()
        process.send_signal(signal.SIGTERM)
        killer.cancel()

    assert sent["status_code"] == 202
    assert state["violations"] == []
    assert Path(told["private_key_file"]).read_text().startswith("-----BEGIN PRIVATE KEY-----")
