"""Which releases of actions a workflow uses."""

from __future__ import annotations

import pytest

from checks.core.dependency import Package
from checks.core.place import RepoPath
from checks.manifests import workflow
from checks.manifests.formats import format_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def step(used: str) -> bytes:
    return f"on: push\njobs:\n  build:\n    steps:\n      - uses: {used}\n".encode()


@pytest.mark.parametrize(
    ("used", "version", "replaceable"),
    [
        ("Owner/Action@v1.2.3", "1.2.3", True),
        ("owner/action/sub/folder@1.2.3-beta.1", "1.2.3-beta.1", True),
        (f"owner/action@{COMMIT} # v1.2.3", "1.2.3", False),
        (f"owner/action@{COMMIT}  # tag=v1.2.3 and more", "1.2.3", False),
        (f'"owner/action@{COMMIT}" # 1.2.3', "1.2.3", False),
    ],
)
def test_a_release_is_told_by_its_tag_or_beside_its_commit(used: str, version: str, replaceable: bool) -> None:  # noqa: FBT001 - a column
    (pin,) = workflow.parse(step(used)).pins

    assert (pin.package, pin.span.first, pin.replaceable) == (Package("GitHub Actions", "owner/action", version), 5, replaceable)


@pytest.mark.parametrize("reference", ["v1", "v1.2", "main", COMMIT, f"{COMMIT} # v1"])
def test_what_moves_or_says_no_release_is_listed(reference: str) -> None:
    manifest = workflow.parse(step(f"owner/action@{reference}"))

    assert (manifest.pins, [entry.name for entry in manifest.not_understood]) == ((), ["owner/action"])


def test_an_action_of_the_repository_is_no_package_and_an_image_is_listed() -> None:
    assert workflow.parse(step("./.github/actions/own")).not_understood == ()
    assert workflow.parse(step("docker://images.example/x:1")).not_understood[0].name == ""


def test_workflows_that_are_called_and_composite_actions_are_read() -> None:
    called = b"jobs:\n  a:\n    uses: o/r/.github/workflows/x.yml@v1.0.0\n"
    composite = b"runs:\n  using: composite\n  steps:\n    - uses: o/r@v2.0.0\n"

    assert [pin.package.version for raw in (called, composite) for pin in workflow.parse(raw).pins] == ["1.0.0", "2.0.0"]


@pytest.mark.parametrize(
    ("path", "known"),
    [(".github/workflows/ci.yml", True), ("a/action.yaml", True), (".github/dependabot.yml", False), ("workflows/ci.yml", False)],
)
def test_knows_a_workflow_by_its_place(path: str, known: bool) -> None:  # noqa: FBT001 - a column
    assert (format_of(RepoPath(path)) is not None) is known
