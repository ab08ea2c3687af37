"""Prompts of an application are found where programs and people keep them."""

from __future__ import annotations

import pytest

from bot.redteam.prompts import Prompt, prompts_of
from checks.core.place import Location, RepoPath, Span
from tests.fakes import FakeTree

LONG = "You are the assistant of a shop and speak of orders only."


def found(files: dict[str, str]) -> list[str]:
    prompts, unread = prompts_of(FakeTree({path: text.encode() for path, text in files.items()}))
    return [*(f"{each.location} {each.text[:22]}" for each in prompts), *(f"unread {path}" for path in unread)]


@pytest.mark.parametrize(
    "line",
    [
        f'SYSTEM_PROMPT = "{LONG}"',
        f'prompt_template: str = f"{LONG} {{name}}"',
        f'client.responses.create(model="m", instructions="{LONG}", input=text)',
        f'client.messages.create(system="{LONG}", messages=[])',
        f'messages = [{{"role": "system", "content": "{LONG}"}}]',
        f'messages = [{{"role": "developer", "content": "{LONG}"}}]',
        f'chat = [SystemMessage(content="{LONG}")]',
        f'chat = SystemMessagePromptTemplate.from_template("{LONG}")',
    ],
)
def test_in_programs(line: str) -> None:
    assert found({"app.py": f"import x\n{line}\n"}) == [f"app.py:2 {LONG[:22]}"]


@pytest.mark.parametrize("path", ["app/prompts/shop.md", "app/shop.prompt", "shop_prompt.j2", "system_prompt.txt", "prompts/a/b.jinja2"])
def test_in_files_of_their_own(path: str) -> None:
    assert found({path: LONG}) == [f"{path}:1 {LONG[:22]}"]


@pytest.mark.parametrize("path", ["README.md", "templates/page.j2", "CLAUDE.md", ".github/prompts/review.prompt.md", "docs/prompts.md"])
def test_what_is_no_prompt_of_the_application_is_left_alone(path: str) -> None:
    assert found({path: LONG}) == []


@pytest.mark.parametrize("line", ['NAME = "x" * 50', f'title = "{LONG}"', f'messages = [{{"role": "user", "content": "{LONG}"}}]'])
def test_other_texts_of_programs_are_left_alone(line: str) -> None:
    assert found({"app.py": line}) == []


def test_what_cannot_be_parsed_is_named() -> None:
    assert found({"app.py": "def (:\n"}) == ["unread app.py"]


@pytest.mark.parametrize("place", ["{mail}", "{{ mail }}", "{{mail|safe}}", "%(mail)s", "${mail}", "<<mail>>"])
def test_places_for_text_of_others_are_known_and_filled(place: str) -> None:
    prompt = Prompt(Location(RepoPath("a.j2"), Span(1, 1)), f"Sort this mail: {place}. Answer with one label.")

    assert (prompt.places, prompt.filled(r"\1 {x}")) == (1, r"Sort this mail: \1 {x}. Answer with one label.")
