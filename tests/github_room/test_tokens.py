"""Tokens: one per scope, renewed in time, gone at the end."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from bot.github.answer import Answer
from bot.github.tokens import Kind, Scope, Token, Tokens

READ = Scope(7, 99, Kind.READ)
REFUSAL = Answer(401, {}, "{}")


@dataclass
class Office:
    now: float = 1000.0
    minted: list[Scope] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)

    def mint(self, scope: Scope) -> Token:
        self.minted.append(scope)
        return Token(f"{scope.kind.value}-{len(self.minted)}", self.now, self.now + 3600)

    def revoke(self, token: Token) -> None:
        self.revoked.append(token.value)

    def tokens(self) -> Tokens:
        return Tokens(self.mint, self.revoke, lambda: self.now)


def test_eight_threads_mint_once() -> None:
    office, start = Office(), threading.Barrier(8)
    tokens = office.tokens()

    def job() -> str:
        with tokens.lease(READ) as lease:
            start.wait()
            value = lease.current().value
            start.wait()
            return value

    with ThreadPoolExecutor(8) as pool:
        values = {task.result() for task in [pool.submit(job) for _ in range(8)]}

    assert values == {"read-1"}
    assert office.minted == [READ]
    assert office.revoked == ["read-1"]


def test_kinds_repositories_and_installations_do_not_share() -> None:
    office = Office()
    tokens = office.tokens()
    scopes = [READ, Scope(7, 99, Kind.WRITE), Scope(7, 98, Kind.READ), Scope(8, 99, Kind.READ)]

    for scope in scopes:
        with tokens.lease(READ) as held, tokens.lease(scope) as lease:
            held.current()
            lease.current()

    assert office.minted == [READ, *[item for scope in scopes[1:] for item in (READ, scope)]]


def test_is_revoked_only_when_the_last_holder_leaves() -> None:
    office = Office()
    tokens = office.tokens()

    with tokens.lease(READ) as outer:
        outer.current()
        with tokens.lease(READ) as inner:
            inner.current()
        still = list(office.revoked)

    assert still == []
    assert office.revoked == ["read-1"]


def test_is_revoked_also_when_the_job_fails() -> None:
    office = Office()

    with suppress(RuntimeError), office.tokens().lease(READ) as lease:
        lease.current()
        raise RuntimeError

    assert office.revoked == ["read-1"]


def test_mints_nothing_that_nobody_needs() -> None:
    office = Office()

    with office.tokens().lease(READ):
        pass

    assert (office.minted, office.revoked) == ([], [])


@pytest.mark.parametrize(("passed", "mints"), [(3299, 1), (3301, 2)])
def test_is_renewed_five_minutes_before_it_expires(passed: int, mints: int) -> None:
    office = Office()

    with office.tokens().lease(READ) as lease:
        lease.current()
        office.now += passed
        lease.current()

    assert len(office.minted) == mints


def test_a_refused_token_is_replaced_once_however_many_noticed() -> None:
    office = Office()

    with office.tokens().lease(READ) as lease:
        first = lease.current()
        lease.refused(first, REFUSAL)
        second = lease.current()
        lease.refused(first, REFUSAL)
        third = lease.current()

    assert (second.value, third.value) == ("read-2", "read-2")


def test_the_app_asks_for_exactly_what_its_tokens_may_do() -> None:
    manifest = yaml.safe_load((Path(__file__).parents[2] / "app.yml").read_text())
    needed = dict(Kind.READ.permissions)
    needed |= {name: level for name, level in Kind.WRITE.permissions.items() if level == "write" or name not in needed}

    # Without `merge_queues` GitHub does not send the event; nothing is ever asked by it, so no token has it.
    assert manifest["default_permissions"] == needed | {"merge_queues": "read"}


def test_a_token_never_shows_its_value() -> None:
    assert "secret" not in repr(Token("secret", 0, 1))
