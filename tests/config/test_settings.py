"""What the operator tells is checked as a whole, and each role sees its own part."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from config import environment
from config.secret import Secret
from config.settings import BadSettings, Settings

PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n"


def read(tmp_path: Path, **told: str) -> Settings:
    environ = {f"BARTIZAN_{name}" if not name.startswith("XDG") else name: value for name, value in told.items()}
    return Settings.read(environ, home=tmp_path, prefix=Path("/opt/app/.venv"))


def test_has_a_default_for_everything_that_is_not_secret(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.api_url == "https://api.github.com"
    assert settings.data_dir == tmp_path / ".local/share/bartizan"
    assert settings.database_url == f"sqlite:///{tmp_path}/.local/share/bartizan/bartizan.sqlite"
    assert (settings.log_level, settings.public_url, settings.policy_file) == ("INFO", None, None)
    assert settings.engines == Path("/opt/app/.venv-engines")
    assert (settings.acknowledge_days, settings.acknowledge_max_days) == (90, 365)


@pytest.mark.parametrize("days", ["0", "-1", "soon", "10000", "1.5"])
def test_days_are_a_whole_number(tmp_path: Path, days: str) -> None:
    with pytest.raises(BadSettings) as caught:
        read(tmp_path, ACKNOWLEDGE_DAYS=days)

    assert [problem.setting for problem in caught.value.problems] == ["BARTIZAN_ACKNOWLEDGE_DAYS"]
    assert read(tmp_path, ACKNOWLEDGE_DAYS="7").acknowledge_days == 7


def test_names_everything_that_is_wrong_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as caught:
        read(
            tmp_path,
            GITHUB_API_URL="ftp://x",
            DATABASE_URL="mysql://x",
            LOG_LEVEL="loud",
            DATA_DIR="data",
            PUBLIC_URL="http://bartizan.example",
        )

    assert {problem.setting.removeprefix("BARTIZAN_") for problem in caught.value.problems} == {
        "GITHUB_API_URL",
        "DATABASE_URL",
        "LOG_LEVEL",
        "DATA_DIR",
        "PUBLIC_URL",
    }
    assert all(problem.what and problem.remedy and str(problem) in str(caught.value) for problem in caught.value.problems)


def test_a_worker_without_identity_is_told_both_things(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as caught:
        read(tmp_path).for_broker()

    assert [problem.setting for problem in caught.value.problems] == ["BARTIZAN_APP_ID", "BARTIZAN_PRIVATE_KEY"]


@pytest.mark.parametrize("key", [PEM, PEM.strip(), PEM.strip().replace("\n", "\\n")])
def test_the_key_may_come_with_real_or_written_line_ends(tmp_path: Path, key: str) -> None:
    assert read(tmp_path, APP_ID="12", PRIVATE_KEY=key).for_broker().private_key.reveal() == PEM


def test_the_key_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(PEM)

    worker = read(tmp_path, APP_ID="12", PRIVATE_KEY_FILE=str(tmp_path / "key.pem")).for_broker()

    assert (worker.app_id, worker.private_key.reveal()) == (12, PEM)


@pytest.mark.parametrize(
    "told",
    [
        {"PRIVATE_KEY": "hunter2"},
        {"PRIVATE_KEY": PEM, "PRIVATE_KEY_FILE": "/x"},
        {"PRIVATE_KEY_FILE": "/nowhere/key.pem"},
    ],
)
def test_a_key_that_is_none_is_refused_without_being_shown(tmp_path: Path, told: dict[str, str]) -> None:
    with pytest.raises(BadSettings) as caught:
        read(tmp_path, APP_ID="12", **told).for_broker()

    assert "hunter2" not in str(caught.value)
    assert "MIIE" not in str(caught.value)


def test_the_web_role_refuses_to_start_without_a_secret_and_never_opens_the_key(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="BARTIZAN_WEBHOOK_SECRET"):
        read(tmp_path).for_web()

    assert read(tmp_path, WEBHOOK_SECRET="s3cret-enough", PRIVATE_KEY_FILE="/nowhere").for_web().webhook_secret.reveal() == "s3cret-enough"


def test_the_grace_period_is_a_number_of_days(tmp_path: Path) -> None:
    def told(text: str) -> int:
        return Settings.read({"BARTIZAN_FORGET_AFTER_DAYS": text}, home=tmp_path, prefix=tmp_path).forget_after_days

    assert [told(text) for text in ("", "0", "365")] == [30, 0, 365]
    for wrong in ("-1", "soon", "1.5", "10000"):
        with pytest.raises(BadSettings, match="BARTIZAN_FORGET_AFTER_DAYS"):
            told(wrong)


def test_code_scanning_is_off_unless_it_is_switched_on(tmp_path: Path) -> None:
    told = [read(tmp_path).code_scanning, *(read(tmp_path, CODE_SCANNING=text).code_scanning for text in ("off", "on", "ON"))]

    assert told == [False, False, True, True]
    with pytest.raises(BadSettings, match="BARTIZAN_CODE_SCANNING"):
        read(tmp_path, CODE_SCANNING="yes")


def test_the_dependency_graph_is_off_unless_it_is_switched_on(tmp_path: Path) -> None:
    told = [read(tmp_path).dependency_graph, *(read(tmp_path, DEPENDENCY_GRAPH=text).dependency_graph for text in ("off", "on"))]

    assert told == [False, False, True]
    with pytest.raises(BadSettings, match="BARTIZAN_DEPENDENCY_GRAPH"):
        read(tmp_path, DEPENDENCY_GRAPH="1")


def test_threads_are_resolved_only_where_that_is_switched_on(tmp_path: Path) -> None:
    told = [read(tmp_path).resolve_threads, *(read(tmp_path, RESOLVE_THREADS=text).resolve_threads for text in ("off", "on"))]

    assert told == [False, False, True]
    with pytest.raises(BadSettings, match="BARTIZAN_RESOLVE_THREADS"):
        read(tmp_path, RESOLVE_THREADS="1")


def test_an_enterprise_servers_address_keeps_its_path(tmp_path: Path) -> None:
    assert read(tmp_path, GITHUB_API_URL="https://github.example/api/v3/").api_url == "https://github.example/api/v3"


@pytest.mark.parametrize(
    "address", ["https://user:pw@github.example", "http://github.example", "https://github.example:99999", "https://", "https://[x"],
)
def test_an_address_that_would_leak_or_cannot_be_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSettings, match="GITHUB_API_URL"):
        read(tmp_path, GITHUB_API_URL=address)


def test_no_print_shows_a_secret(tmp_path: Path) -> None:
    settings = read(tmp_path, WEBHOOK_SECRET="s3cret-enough", DATABASE_URL="postgresql://u:pa55word@db.example/x")

    shown = f"{settings!r} {settings} {settings.for_web()} {Secret('s3cret-enough')!s} {[Secret('s3cret-enough')]}"

    assert "s3cret" not in shown
    assert "pa55word" not in shown


def test_a_secret_is_not_pickled() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret("s3cret-enough"))


def test_every_process_gets_an_executor_id_of_its_own() -> None:
    assert len({environment.new_executor_id() for _ in range(50)}) == 50
