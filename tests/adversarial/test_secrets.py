"""Case 24: a secret is repeated nowhere, neither the author's nor ours."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import flagged
from tests.product.stage import spoken

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena

pytestmark = pytest.mark.xdist_group("adversarial")

_PARTS = (b'{"alg":"x"}', b'{"iss":"17"}', b"\xfb\xff signature 1")
_JWT = ".".join(base64.urlsafe_b64encode(part * 9).decode().rstrip("=") for part in _PARTS)
TOKENS = {
    "old": "ghs_" + "Ab1" * 12,
    "with a JWT": f"ghs_1234567_{_JWT}_-{_JWT}"[:520],
    "personal": "github_pat_" + "Ab1" * 20,
    "cloud": "AKIAIOSFODNN7QWERTY1",
    "key": "MIIEpAIBAAKCAQEAx0Qp7vY3kD8wB2mN",
}
OTHERS = TOKENS.keys() - {"with a JWT", "key"}


@pytest.mark.parametrize("kind", ["with a JWT", "key", *(pytest.param(kind, marks=pytest.mark.long) for kind in sorted(OTHERS))])
def test_case_24_a_secret_in_the_source_is_repeated_nowhere(arena: Arena, kind: str) -> None:
    token = TOKENS[kind]
    written = f"-----BEGIN RSA PRIVATE KEY-----\n{token}\n-----END RSA PRIVATE KEY-----" if kind == "key" else token
    lines = ["import requests", f'GITHUB_TOKEN = """{written}"""', f"ACCESS_KEY = {token!r}"]
    lines += [f"requests.get('https://api.example', headers={{'Authorization': '{'' if kind == 'key' else token}'}}, verify=False)"]
    pull = arena.propose({"settings.py": "\n".join(lines) + "\n"})

    check = arena.review(pull)

    assert "settings.py" in flagged(check)
    assert token not in spoken(pull) + arena.stage.logged() + arena.stage.rows()


def test_case_24_a_token_of_the_modern_form_is_found(arena: Arena) -> None:
    pull = arena.propose({"settings.py": f"access_token = '{TOKENS['with a JWT']}'\n"})

    check = arena.review(pull)

    assert flagged(check) == {"settings.py"}


def test_case_24_our_own_tokens_and_keys_stand_nowhere(arena: Arena) -> None:
    arena.review(pull := arena.propose({"add.py": "x = 1\n"}))

    state = arena.stage.double.state
    ours = [grant.token for grant in state.grants.values()] + [arena.stage.double.webhook_secret]
    ours += arena.stage.double.private_key_pem.splitlines()[1:-1]
    everywhere = spoken(pull) + arena.stage.logged() + arena.stage.rows()
    assert ours
    assert [secret for secret in ours if secret in everywhere] == []


def test_case_24_tokens_are_for_one_repository_and_what_it_needs(arena: Arena) -> None:
    pull = arena.propose({"add.py": "x = 1\n"})
    before = set(arena.stage.double.state.grants)

    arena.review(pull)

    made = [grant for token, grant in arena.stage.double.state.grants.items() if token not in before]
    assert made
    assert all(grant.repositories == {pull.repository.facts.id} for grant in made)
