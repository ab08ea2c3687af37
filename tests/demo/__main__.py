"""`make demo`: server, worker and a stand-in for GitHub, one signed webhook, one review, one page to look at."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from tests.demo import printed, processes
from tests.demo.page import blob_page, pull_page
from tests.github_double.double import GitHubDouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from tests.github_double.model import CheckRun, Pull, Repository

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "tests" / "sample"
REPOSITORY, BRANCH = "acme/support-chat", "document-chat"
PATIENCE_SECONDS = 120.0
TITLE = "Add document chat and model switching"
BODY = """Lets people ask questions about their own documents and switch the model while they talk.

- upload, index and search
- `/model` switches between local models
"""


def main() -> int:
    """Run the demonstration; 0 when the review arrived, 1 when it did not."""
    parser = argparse.ArgumentParser("bartizan demo")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--save", type=Path, help="a folder for the page and its parts, as files")
    arguments = parser.parse_args()
    console = Console(highlight=False)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bartizan-demo-")))
        try:
            return _run(arguments, console, home, stack)
        except (processes.DidNotStart, subprocess.CalledProcessError) as error:
            console.print(f"[red]The demonstration failed:[/] {error}")
            return 1
        except KeyboardInterrupt:
            return 0


def _run(arguments: argparse.Namespace, console: Console, home: Path, stack: ExitStack) -> int:
    console.print(
        "[bold]Bartizan[/] reviews a sample pull request on this machine: real server, worker, git, engines and sandbox; "
        "only GitHub is a stand-in.\n",
    )
    with console.status("Starting the stand-in for GitHub …"):
        double = stack.enter_context(GitHubDouble.start(port=arguments.port, pages=_pages))
        repository = double.repository(REPOSITORY, files=_tree("base"), private=True)
        environment = _environment(double, home)
        _import_advisories(environment)
    with console.status("Starting server and worker …"):
        url = stack.enter_context(processes.server(environment, processes.free_port(), home / "web.log"))
        working = stack.enter_context(processes.worker(environment, url, home / "worker.log"))
    double.user("ada", "write")
    repository.branch(BRANCH, files=_difference(), author="ada")
    pull = repository.open_pull(base="main", head=BRANCH, title=TITLE, body=BODY, user="ada")
    model = repository.facts
    began = time.monotonic()
    answer = double.deliver("pull_request", "opened", pull.payload("opened"), to=f"{url}/webhooks/github")
    console.print(f"Delivered a signed [bold]pull_request[/] webhook: {answer.status_code} {answer.response.strip()}")
    check = _wait(model, pull.facts, working, console)
    if check is None:
        console.print(f"[red]No review arrived.[/] The worker's log ends:\n{processes.tail(home / 'worker.log')}")
        return 1
    console.print(f"Reviewed in [bold]{time.monotonic() - began:.1f} s[/] from webhook to completed check run.\n")
    printed.show(model, pull.facts, console)
    if arguments.save:
        _save(model, pull.facts, arguments.save)
    page = f"{double.url}/{REPOSITORY}/pull/{pull.facts.number}"
    if arguments.once:
        return 0
    console.print(f"\n[bold]The pull request as people would see it:[/] {page}\n[dim]Ctrl-C to stop.[/]")
    while True:
        time.sleep(3600)


def _save(repository: Repository, pull: Pull, folder: Path) -> None:
    parts = {"pull": pull_page(repository, pull), "checks": pull_page(repository, pull, ["checks"])}
    for path in sorted({comment.path for comment in repository.review_comments.values()}):
        parts[path.replace("/", "-")] = pull_page(repository, pull, ["files"], {path})
    for name, text in parts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")


def _tree(side: str) -> dict[str, bytes]:
    folder = SAMPLE / side
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _difference() -> dict[str, bytes | None]:
    base, head = _tree("base"), _tree("head")
    changed: dict[str, bytes | None] = {path: content for path, content in head.items() if base.get(path) != content}
    return changed | {path: None for path in base if path not in head}


def _environment(double: GitHubDouble, home: Path) -> dict[str, str]:
    key = home / "app.pem"
    key.write_text(double.private_key_pem)
    key.chmod(0o600)
    return {
        **processes.inherited(),
        "BARTIZAN_APP_ID": str(double.app_id),
        "BARTIZAN_PRIVATE_KEY_FILE": str(key),
        "BARTIZAN_WEBHOOK_SECRET": double.webhook_secret,
        "BARTIZAN_GITHUB_API_URL": double.api_url,
        "BARTIZAN_DATA_DIR": str(home / "data"),
    }


def _import_advisories(environment: Mapping[str, str]) -> None:
    words = [sys.executable, "-m", "bot.cli.main", "advisories", "import", str(SAMPLE / "advisories")]
    subprocess.run(words, env=dict(environment), cwd=ROOT, check=True, capture_output=True)


def _pages(application: Flask, double: GitHubDouble) -> None:
    def page(owner: str, name: str, number: int) -> str | tuple[str, int]:
        with double.state.lock:
            repository = double.state.repositories.get(f"{owner}/{name}".lower())
            pull = repository.pulls.get(number) if repository else None
            return pull_page(repository, pull) if repository and pull else ("There is no such pull request here.\n", 404)

    def blob(owner: str, name: str, commit: str, path: str) -> str | tuple[str, int]:
        with double.state.lock:
            repository = double.state.repositories.get(f"{owner}/{name}".lower())
            shown = blob_page(repository, commit, path) if repository else None
        return shown if shown is not None else ("There is no such file here.\n", 404)

    application.add_url_rule("/<owner>/<name>/pull/<int:number>", view_func=page)
    application.add_url_rule("/<owner>/<name>/blob/<commit>/<path:path>", view_func=blob)


def _wait(repository: Repository, pull: Pull, working: subprocess.Popen[bytes], console: Console) -> CheckRun | None:
    """The completed check run; says what is going on meanwhile."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with console.status("Queued: waiting for the worker …") as status:
        while time.monotonic() < deadline and working.poll() is None:
            checks = [check for check in repository.check_runs.values() if check.head_sha == pull.head_sha]
            if any(check.status == "completed" for check in checks):
                return checks[0]
            if checks:
                status.update("The check run is there; fetching, scanning in the sandbox, writing the review …")
            time.sleep(0.02)
    return None


if __name__ == "__main__":
    sys.exit(main())
