"""What the operator has told us through the environment, read once and checked as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from config.logs import LEVELS
from config.secret import Secret
from config.web_address import address_fault

if TYPE_CHECKING:
    from collections.abc import Mapping

# Means of confinement, strongest first; the sandbox knows what they are.
SANDBOX_TIERS = ("gvisor", "bubblewrap", "bubblewrap-without-proc", "landlock")


@dataclass(frozen=True, slots=True)
class Problem:
    """One setting that is missing or wrong: its name, what is the matter, and how to put it right."""

    setting: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.setting}: {self.what}. {self.remedy}"


class BadSettings(ValueError):
    """Everything that is missing or wrong with the settings, named at once in `.problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{count} setting{'s' if count > 1 else ''} to put right:\n{lines}")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What the web process demands. It has no private key, so that whoever breaks into it cannot speak as the app."""

    webhook_secret: Secret


@dataclass(frozen=True, slots=True)
class BrokerSettings:
    """What a worker's broker demands: the app's identity. The worker itself has none of it."""

    app_id: int
    private_key: Secret


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings that every role shares. What only one role may have is read by `for_web` and `for_broker`."""

    api_url: str
    database_url: str
    data_dir: Path
    public_url: str | None
    log_level: str
    engines: Path
    policy_file: Path | None
    tools_file: Path | None
    sandbox_min_tier: str
    acknowledge_days: int
    acknowledge_max_days: int
    forget_after_days: int
    code_scanning: bool
    dependency_graph: bool
    advisory_issues: bool
    resolve_threads: bool
    environ: Mapping[str, str]

    @classmethod
    def read(cls, environ: Mapping[str, str], *, home: Path, prefix: Path) -> Self:
        """Read the mapping; raises `BadSettings`. `home` and `prefix` are the user's home and `sys.prefix`.

        The data directory defaults to `$XDG_DATA_HOME/bartizan`, or `~/.local/share/bartizan`: it does not depend on the
        directory that a process happens to be started from, so web and worker find the same database.
        """
        problems: list[Problem] = []
        data_dir = _data_dir(environ, home, problems)
        settings = cls(
            api_url=_web_address(environ, "BARTIZAN_GITHUB_API_URL", problems) or "https://api.github.com",
            database_url=_database_url(environ, data_dir, problems),
            data_dir=data_dir,
            public_url=_web_address(environ, "BARTIZAN_PUBLIC_URL", problems),
            log_level=_log_level(environ, problems),
            engines=Path(_value(environ, "BARTIZAN_ENGINES") or f"{prefix}-engines").expanduser(),
            policy_file=Path(text).expanduser() if (text := _value(environ, "BARTIZAN_POLICY_FILE")) else None,
            tools_file=Path(text).expanduser() if (text := _value(environ, "BARTIZAN_TOOLS")) else None,
            sandbox_min_tier=_sandbox_tier(environ, problems),
            acknowledge_days=_days(environ, "BARTIZAN_ACKNOWLEDGE_DAYS", 90, problems),
            acknowledge_max_days=_days(environ, "BARTIZAN_ACKNOWLEDGE_MAX_DAYS", 365, problems),
            forget_after_days=_days(environ, "BARTIZAN_FORGET_AFTER_DAYS", 30, problems, least=0),
            code_scanning=_switch(environ, "BARTIZAN_CODE_SCANNING", problems),
            dependency_graph=_switch(environ, "BARTIZAN_DEPENDENCY_GRAPH", problems),
            advisory_issues=_switch(environ, "BARTIZAN_ADVISORY_ISSUES", problems),
            resolve_threads=_switch(environ, "BARTIZAN_RESOLVE_THREADS", problems),
            environ=environ,
        )
        _refuse(problems)
        return settings

    def __repr__(self) -> str:
        """Without the environment and the database's password."""
        return f"Settings(api_url={self.api_url!r}, data_dir={str(self.data_dir)!r}, log_level={self.log_level!r})"

    def for_web(self) -> WebSettings:
        """What the web process needs; raises `BadSettings`. Never looks at the private key."""
        problems: list[Problem] = []
        secret = _value(self.environ, "BARTIZAN_WEBHOOK_SECRET")
        if not secret:
            remedy = "Set it to the webhook secret of the GitHub App; without it anybody could send events."
            problems.append(Problem("BARTIZAN_WEBHOOK_SECRET", "is not set", remedy))
        _refuse(problems)
        return WebSettings(Secret(secret))

    def for_broker(self) -> BrokerSettings:
        """What a worker's broker needs; raises `BadSettings`, also when the private key's file cannot be read."""
        problems: list[Problem] = []
        app_id = _app_id(self.environ, problems)
        key = _private_key(self.environ, problems)
        _refuse(problems)
        return BrokerSettings(app_id, Secret(key))


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise BadSettings(tuple(problems))


def _value(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip()


def _data_dir(environ: Mapping[str, str], home: Path, problems: list[Problem]) -> Path:
    told = _value(environ, "BARTIZAN_DATA_DIR")
    if told:
        path = Path(told).expanduser()
        if not path.is_absolute():
            problems.append(
                Problem("BARTIZAN_DATA_DIR", f"is a relative path: {told!r}", "Give an absolute path, the same for web and worker.")
            )
        return path
    shared = _value(environ, "XDG_DATA_HOME")
    return (Path(shared) if shared.startswith("/") else home / ".local" / "share") / "bartizan"


def _web_address(environ: Mapping[str, str], name: str, problems: list[Problem]) -> str | None:
    text = _value(environ, name)
    if not text:
        return None
    fault = address_fault(text)
    if fault:
        problems.append(Problem(name, fault, "Give an address like https://github.example/api/v3."))
    return text.rstrip("/")


def _database_url(environ: Mapping[str, str], data_dir: Path, problems: list[Problem]) -> str:
    text = _value(environ, "BARTIZAN_DATABASE_URL")
    if not text:
        return f"sqlite:///{data_dir / 'bartizan.sqlite'}"
    if text.startswith("sqlite:") and not text.startswith("sqlite:////"):
        problems.append(
            Problem("BARTIZAN_DATABASE_URL", "names a relative SQLite file", "Write sqlite:////absolute/path.sqlite, with four slashes.")
        )
    elif not text.startswith(("sqlite:", "postgresql://", "postgresql+psycopg://")):
        remedy = "Write postgresql://user:password@host/name or sqlite:////absolute/path.sqlite."
        problems.append(Problem("BARTIZAN_DATABASE_URL", "is neither PostgreSQL nor SQLite", remedy))
    return text


def _log_level(environ: Mapping[str, str], problems: list[Problem]) -> str:
    level = _value(environ, "BARTIZAN_LOG_LEVEL").upper() or "INFO"
    if level not in LEVELS:
        problems.append(Problem("BARTIZAN_LOG_LEVEL", f"is {level[:20]!r}", f"Choose one of {', '.join(LEVELS)}."))
    return level


def _sandbox_tier(environ: Mapping[str, str], problems: list[Problem]) -> str:
    tier = _value(environ, "BARTIZAN_SANDBOX_MIN_TIER").lower() or "bubblewrap-without-proc"
    if tier not in SANDBOX_TIERS:
        problems.append(Problem("BARTIZAN_SANDBOX_MIN_TIER", f"is {tier[:30]!r}", f"Choose one of {', '.join(SANDBOX_TIERS)}."))
    return tier


def _days(environ: Mapping[str, str], name: str, usual: int, problems: list[Problem], least: int = 1) -> int:
    text = _value(environ, name) or str(usual)
    if not re.fullmatch(r"0|[1-9][0-9]{0,3}", text) or int(text) < least:
        problems.append(Problem(name, f"is not a number of days: {text[:20]!r}", f"Give one from {least} to 9999."))
        return usual
    return int(text)


def _switch(environ: Mapping[str, str], name: str, problems: list[Problem]) -> bool:
    text = _value(environ, name).lower() or "off"
    if text not in {"on", "off"}:
        problems.append(Problem(name, f"is {text[:20]!r}", "Write on or off."))
    return text == "on"


def _app_id(environ: Mapping[str, str], problems: list[Problem]) -> int:
    text = _value(environ, "BARTIZAN_APP_ID")
    if not text:
        problems.append(Problem("BARTIZAN_APP_ID", "is not set", "Set it to the number on the GitHub App's settings page."))
    elif not re.fullmatch(r"[1-9][0-9]{0,17}", text):
        problems.append(Problem("BARTIZAN_APP_ID", f"is not a number: {text[:20]!r}", "It is the number called App ID, not the client id."))
    else:
        return int(text)
    return 0


def _private_key(environ: Mapping[str, str], problems: list[Problem]) -> str:
    name = "BARTIZAN_PRIVATE_KEY"
    text = _value(environ, name)
    told_file = _value(environ, f"{name}_FILE")
    if text and told_file:
        problems.append(Problem(name, f"and {name}_FILE are both set", "Keep one of them."))
        return ""
    if told_file:
        name = f"{name}_FILE"
        try:
            text = Path(told_file).expanduser().read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(
                Problem(name, f"cannot be read ({type(error).__name__})", "Give the path of the PEM file downloaded from GitHub.")
            )
            return ""
    if not text:
        problems.append(Problem(name, "is not set", f"Set it to the app's private key (PEM), or {name}_FILE to the file that holds it."))
        return ""
    # Process managers that take one line per variable carry the line ends as backslash and n.
    text = text.replace("\\n", "\n").strip() + "\n"
    if not re.fullmatch(r"-----BEGIN (RSA )?PRIVATE KEY-----\n[A-Za-z0-9+/=\s]+-----END (RSA )?PRIVATE KEY-----\n", text):
        problems.append(
            Problem(
                name, "is not a private key in PEM form", "It begins with -----BEGIN RSA PRIVATE KEY-----; line ends may be written as \\n."
            )
        )
    return text
