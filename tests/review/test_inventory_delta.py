"""What a change does to the dependencies is compared by name, and told in a sentence and a list."""

from __future__ import annotations

from bot.review.delta_text import headline, lines
from bot.review.inventory_delta import Delta, delta
from bot.review.pipeline import review
from checks.core.dependency import Package
from checks.core.inventory import Component, Inventory, Listing
from checks.core.place import RepoPath
from tests.review.scene import Stage


def part(name: str, version: str, *, direct: bool | None = None, licence: str = "") -> Component:
    return Component(Package("PyPI", name, version), direct, licence=licence)


def inventory(*components: Component, path: str = "uv.lock", unread: int = 0) -> Inventory:
    return Inventory((Listing(RepoPath(path), components, direct=False, unresolved=0),), unread)


def names(found: Delta) -> tuple[list[str], list[str], list[str]]:
    added, changed, removed = ([step.name for step in steps] for steps in (found.added, found.changed, found.removed))
    return added, changed, removed


def test_packages_come_change_and_go() -> None:
    before = inventory(part("same", "1"), part("bumped", "1"), part("gone", "1"))
    after = inventory(part("same", "1"), part("bumped", "2"), part("new", "1"))

    assert names(delta(before, after)) == (["new"], ["bumped"], ["gone"])


def test_a_package_that_moves_to_another_manifest_is_no_news() -> None:
    assert not delta(inventory(part("same", "1")), inventory(part("same", "1"), path="other.lock"))


def test_a_further_version_of_a_package_is_a_change() -> None:
    (step,) = delta(inventory(part("a", "1")), inventory(part("a", "1"), part("a", "2"))).changed

    assert (step.before, step.after) == (("1",), ("1", "2"))


def test_what_the_project_does_not_ask_for_is_counted() -> None:
    found = delta(inventory(), inventory(part("asked", "1", direct=True), part("hidden", "1", direct=False), part("untold", "1")))

    assert [step.hidden for step in found.added] == [False, True, False]
    assert headline(found) == "**Dependencies**: 3 added (1 of the new ones not asked for by the project itself)."


def test_licences_that_nothing_had_before_are_named() -> None:
    old, new = part("a", "1", licence="MIT"), part("b", "1", licence="GPL-3.0-only")

    found = delta(inventory(old), inventory(old, new))

    assert headline(found) == "**Dependencies**: 1 added. Licences that are new here: `GPL-3.0-only`."


def test_manifests_that_could_not_be_read_are_told() -> None:
    assert "could not be read" in headline(delta(inventory(unread=1), inventory(part("a", "1"))))


def test_a_long_list_says_how_much_more_there_is_and_names_stay_text() -> None:
    found = delta(inventory(), inventory(part("`@everyone`", "1"), *(part(f"p{n}", "1") for n in range(9))))

    told = lines(found, 3).split("\n")

    assert told[-1] == "- … and 7 more"
    assert "@everyone" not in told[0].replace("`` `@everyone` ``", "")


def test_the_check_run_tells_it() -> None:
    stage = Stage({"requirements.txt": "flask==3.0.0\n"}, base={"requirements.txt": "flask==2.0.0\njinja2==3.1.0\n"})

    review("octo/chat", 12, stage.desk())

    summary = stage.forge.completed[-1].report.summary
    assert "**Dependencies**: 1 changed, 1 removed." in summary
    assert "- changed `flask` (PyPI) `2.0.0` → `3.0.0`" in summary
