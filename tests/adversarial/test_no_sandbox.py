"""Case 30: where nothing confines, nothing runs, and everybody can see why."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.adversarial.arena import Arena, raised
from tests.product.stage import GUILTY, ROOT

pytestmark = [
    pytest.mark.xdist_group("adversarial-30"),
    pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="only root can imitate such a machine"),
]

# A user namespace in which no further one may be made: what bubblewrap needs is not to be had.
_NO_MORE = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'
_WITHOUT_NAMESPACES = ("unshare", "--user", "--map-root-user", "sh", "-c", _NO_MORE, "sh")


def readings(arena: Arena) -> dict[str, object]:
    try:
        with urllib.request.urlopen(f"{arena.stage.url}/readyz", timeout=10) as answer:
            body = answer.read()
    except urllib.error.HTTPError as error:
        body = error.read()
    return dict(json.loads(body))


def test_case_30_without_a_sandbox_no_worker_starts_and_nothing_is_reviewed_until_there_is_one() -> None:
    with raised() as arena:
        arena.stage.server()
        pull = arena.propose({"convert.py": GUILTY})
        delivery = arena.stage.deliver(pull)

        ended = subprocess.run(
            [*_WITHOUT_NAMESPACES, sys.executable, "-m", "bot.worker"],
            cwd=ROOT,
            env=arena.stage.environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

        said = ended.stdout + ended.stderr
        assert ended.returncode != 0
        assert "sandbox" in said
        assert "Traceback" not in said
        assert arena.stage.checks(pull) == []
        workers = json.dumps(readings(arena))
        assert "0 alive" in workers

        arena.stage.worker()
        arena.stage.settled(delivery)
        assert arena.stage.check(pull).conclusion == "failure"
        arena.assert_contained(pull)
