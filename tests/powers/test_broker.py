"""A broker and its client on one line, with the double for GitHub: what is asked is done, and nothing of it is left."""

from __future__ import annotations

import json
import logging
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.github.address import Endpoint
from bot.github.app import GitHubApp
from bot.github.app_lists import PAGE
from bot.github.broker import Broker
from bot.github.broker_client import BrokerClient, BrokerGone
from bot.github.broker_wire import Line
from bot.github.powers import AppPowers
from bot.github.tokens import SWITCHED, Kind, Scope, Token
from bot.review.ports import ForgeFailed, NotGranted, PullGone
from config.redaction import Redactor
from tests.github_double import payloads
from tests.github_double.double import GitHubDouble
from tests.github_double.faults import Fault
from tests.github_double.state import DEFAULT_PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.github_double.repository import DoubleRepository


@dataclass
class Pair:
    """Both ends in one process. `raw` is the worker's end of the line."""

    double: GitHubDouble
    repository: DoubleRepository
    raw: socket.socket
    broker: threading.Thread
    redactor: Redactor = field(default_factory=Redactor)
    lost: threading.Event = field(default_factory=threading.Event)
    resorted: list[Token] = field(default_factory=list)
    clients: list[BrokerClient] = field(default_factory=list)

    def client(self) -> BrokerClient:
        started = BrokerClient(Line(self.raw), lost=self.lost.set, last_resort=self.resorted.append, discretion=self.redactor)
        self.clients.append(started)
        return started

    def scope(self, kind: Kind = Kind.READ) -> Scope:
        return Scope(self.double.install("octo").id, self.repository.facts.id, kind)

    def ask(self, line: bytes) -> dict[str, object]:
        self.raw.sendall(line + b"\n")
        answer: dict[str, object] = json.loads(self.raw.makefile().readline())
        return answer

    def revoked(self) -> list[bool]:
        return [grant.revoked for grant in self.double.state.grants.values()]


@pytest.fixture(scope="module")
def double() -> Iterator[GitHubDouble]:
    with GitHubDouble.start() as started:
        yield started


@contextmanager
def paired(double: GitHubDouble, *, further: frozenset[Kind] = frozenset()) -> Iterator[Pair]:
    double.state.requests.clear()
    double.state.grants.clear()
    double.faults.clear()
    repository = double.repository(f"octo/shop-{double.state.take_id()}", files={"a": "b"})
    sleep = double.clock.advance
    powers = AppPowers(Endpoint(double.api_url), double.app_id, lambda: double.private_key_pem, clock=double.clock.now, sleep=sleep)
    theirs, ours = socket.socketpair()
    with theirs, ours:

        def serve() -> None:
            with theirs:
                Broker(Line(theirs), powers, further=further).serve()

        thread = threading.Thread(target=serve)
        thread.start()
        pair = Pair(double, repository, ours, thread)
        try:
            yield pair
        finally:
            Line(ours).finish()
            thread.join(20)
            # Their threads must have seen the end before the socket goes.
            for client in pair.clients:
                client.close()


@pytest.fixture
def pair(double: GitHubDouble) -> Iterator[Pair]:
    with paired(double) as pair:
        yield pair


def test_says_who_we_are(pair: Pair) -> None:
    assert pair.client().identity().id == pair.double.app_id


@pytest.mark.parametrize("kind", [Kind.READ, Kind.WRITE])
def test_mints_for_one_repository_with_the_permissions_of_the_kind(pair: Pair, kind: Kind) -> None:
    token = pair.client().mint(pair.scope(kind))

    (grant,) = pair.double.state.grants.values()
    assert (grant.token, grant.repositories) == (token.value, {pair.repository.facts.id})
    assert grant.permissions == dict(kind.permissions)
    assert token.expires - token.minted > 3000


@pytest.mark.parametrize("other", sorted(SWITCHED, key=str))
def test_one_power_that_is_switched_on_brings_no_other(double: GitHubDouble, other: Kind) -> None:
    with paired(double, further=SWITCHED - {other}) as pair, pytest.raises(ForgeFailed, match="not switched on"):
        pair.client().mint(pair.scope(other))


def test_mints_nothing_for_code_scanning_unless_the_operator_has_switched_it_on(pair: Pair) -> None:
    with pytest.raises(ForgeFailed, match="has not switched on"):
        pair.client().mint(pair.scope(Kind.SCANNING))

    assert not pair.double.state.grants


@pytest.mark.parametrize(("kind", "permission"), [(Kind.SCANNING, "security_events"), (Kind.SNAPSHOT, "contents"), (Kind.ISSUES, "issues")])
def test_a_token_of_a_power_switched_on_may_do_that_alone(double: GitHubDouble, kind: Kind, permission: str) -> None:
    with paired(double, further=frozenset({kind})) as pair:
        scope = pair.scope(kind)
        double.install("octo", DEFAULT_PERMISSIONS | {permission: "write"})

        pair.client().mint(scope)

        (grant,) = double.state.grants.values()
    double.install("octo", DEFAULT_PERMISSIONS)
    assert grant.permissions == {permission: "write", "metadata": "read"}


def test_resolving_threads_takes_two_permissions_and_the_writing_token_has_neither_more(double: GitHubDouble) -> None:
    with paired(double, further=frozenset({Kind.THREADS})) as pair:
        double.install("octo", DEFAULT_PERMISSIONS | {"contents": "write"})
        client = pair.client()
        for kind in (Kind.THREADS, Kind.WRITE):
            client.mint(pair.scope(kind))
        resolving, writing = (grant.permissions for grant in double.state.grants.values())
    double.install("octo", DEFAULT_PERMISSIONS)

    assert resolving == {"contents": "write", "pull_requests": "write", "metadata": "read"}
    assert "contents" not in writing


def test_a_permission_that_nobody_has_granted_is_told_as_such_across_the_line(double: GitHubDouble) -> None:
    with paired(double, further=frozenset({Kind.SCANNING})) as pair, pytest.raises(NotGranted, match="must accept the App's permissions"):
        pair.client().mint(pair.scope(Kind.SCANNING))


def test_the_token_for_names_covers_the_installation_and_may_read_nothing_else(pair: Pair) -> None:
    token = pair.client().mint(Scope(pair.scope().installation, None, Kind.NAMES))

    (grant,) = pair.double.state.grants.values()
    assert (grant.token, grant.repositories, grant.permissions) == (token.value, None, {"metadata": "read"})


def test_deliveries_are_listed_in_pages_and_sent_again(pair: Pair) -> None:
    payload = payloads.ping(pair.double.state)
    sent = [pair.double.deliver("ping", None, payload, to="http://127.0.0.1:9/nobody") for _ in range(PAGE + 1)]
    client = pair.client()

    first = client.deliveries()
    second = client.deliveries(first.following)
    client.redeliver(sent[0].id)

    assert [one.id for one in (*first.attempts, *second.attempts)] == [one.id for one in reversed(sent)]
    assert (len(first.attempts), second.following, first.attempts[0].arrived) == (PAGE, "", False)
    assert pair.double.count("POST", f"/{sent[0].id}/attempts") == 1


def test_a_delivery_that_github_does_not_know_is_gone(pair: Pair) -> None:
    with pytest.raises(PullGone):
        pair.client().redeliver(987654321)


def test_installations_are_listed_with_who_is_suspended(pair: Pair) -> None:
    installation = pair.double.install("asleep")
    installation.suspended_at = "2026-01-01T00:00:00Z"

    page = pair.client().installations()

    suspended = {one.id: one.suspended for one in page.installations}
    assert page.last
    assert suspended[installation.id]
    assert not suspended[pair.scope().installation]


def test_nothing_of_a_suspended_installation_is_tried_again(pair: Pair) -> None:
    repository = pair.double.repository("resting/shop", files={"a": "b"})
    app = GitHubApp(Endpoint(pair.double.api_url), pair.client(), clock=pair.double.clock.now, sleep=pair.double.clock.advance)
    installation = pair.double.install("resting")
    with app.work(installation.id, repository.facts.id) as work:
        installation.suspended_at = "2026-01-01T00:00:00Z"

        with pytest.raises(PullGone, match="suspended"):
            work.forge.pull("resting/shop", 1)

    assert pair.double.count("GET", "/pulls/1") == 1


def test_a_live_token_is_kept_out_of_texts_before_anybody_has_it(pair: Pair) -> None:
    token = pair.client().mint(pair.scope())

    assert token.value[-40:] not in pair.redactor.text("sent " + token.value.replace("ghs_", "xyz_ghs_", 1))


def test_a_revoked_token_is_of_no_use(pair: Pair) -> None:
    client = pair.client()
    tokens = [client.mint(pair.scope(kind)) for kind in (Kind.READ, Kind.WRITE)]

    client.revoke(tokens[0])

    assert pair.revoked() == [True, False]


def test_an_installation_that_does_not_cover_the_repository_is_told_as_gone(pair: Pair) -> None:
    with pytest.raises(PullGone, match="does not cover repository 987654321"):
        pair.client().mint(Scope(pair.scope().installation, 987654321, Kind.READ))


def test_what_is_left_is_revoked_when_the_worker_is_gone(pair: Pair) -> None:
    client = pair.client()
    for kind in (Kind.READ, Kind.WRITE):
        client.mint(pair.scope(kind))

    pair.raw.shutdown(socket.SHUT_RDWR)
    pair.broker.join(20)

    assert pair.revoked() == [True, True]


def test_a_token_that_was_being_minted_when_the_worker_went_is_revoked_too(pair: Pair) -> None:
    fault = pair.double.faults.add(Fault("POST */access_tokens", delay=0.4, status=None))
    pair.raw.sendall(json.dumps({"number": 1, "ask": "mint", **_numbers(pair), "kind": "read"}).encode() + b"\n")
    while not fault.hits:
        pair.broker.join(0.01)

    pair.raw.shutdown(socket.SHUT_RDWR)
    pair.broker.join(20)

    assert not pair.broker.is_alive()
    assert pair.revoked() == [True]


def test_a_token_that_could_not_be_revoked_is_tried_again_at_the_end(pair: Pair) -> None:
    pair.double.faults.add(Fault("DELETE /installation/token", status=503, times=1))
    client = pair.client()
    client.revoke(client.mint(pair.scope()))
    before = pair.revoked()

    client.close()
    pair.broker.join(20)

    assert (before, pair.revoked()) == ([False], [True])


@pytest.mark.parametrize(
    "line",
    [
        b'{"number": 1, "ask": "jwt"}',
        b'{"number": 1, "ask": "key"}',
        b'{"number": 1, "ask": "revoke", "token": "ghs_somebody_elses_secret"}',
        b'{"number": 1, "ask": "mint", "installation": 1, "repository": 1, "kind": "admin"}',
        b'{"number": 1, "ask": "identity", "path": "/app/installations"}',
    ],
)
def test_anything_else_is_refused_logged_and_asked_of_nobody(pair: Pair, line: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    asked = len(pair.double.requests)

    answer = pair.ask(line)

    assert answer["failed"] == "forge"
    assert "refused a request" in caplog.text
    assert "somebody" not in caplog.text
    assert len(pair.double.requests) == asked


def test_the_answers_hold_what_was_asked_for_and_nothing_more(pair: Pair) -> None:
    numbers = json.dumps(_numbers(pair))[1:-1]
    asked = ['"ask": "identity"', f'"ask": "mint", {numbers}, "kind": "write"']

    answers = [pair.ask(f'{{"number": {place}, {line}}}'.encode()) for place, line in enumerate(asked, 1)]

    assert [answer.keys() for answer in answers] == [{"number", "id", "slug"}, {"number", "token", "minted", "expires"}]
    assert answers[1]["token"] in pair.double.state.grants


def test_a_worker_learns_at_once_that_its_broker_has_ended(double: GitHubDouble) -> None:
    theirs, ours = socket.socketpair()
    lost, resorted = threading.Event(), list[Token]()
    with ours:
        client = BrokerClient(Line(ours), lost=lost.set, last_resort=resorted.append)
        token = Token("ghs_" + "a" * 36, 0.0, 1.0)

        theirs.close()

        assert lost.wait(5)
        assert client.gone
        for call in (client.identity, client.greeting):
            with pytest.raises(BrokerGone, match="start the worker again"):
                call()
        client.revoke(token)
        assert resorted == [token]


def _numbers(pair: Pair) -> dict[str, int]:
    return {"installation": pair.scope().installation, "repository": pair.repository.facts.id}
