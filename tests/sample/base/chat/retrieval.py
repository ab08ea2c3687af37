"""Passages of the handbook that bear on a question."""

from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class Passage:
    """A quotable piece of the handbook."""

    title: str
    text: str


class Handbook:
    """The handbook's search service."""

    def __init__(self, address: str) -> None:
        self._address = address

    def search(self, question: str, limit: int = 4) -> list[Passage]:
        """The best passages for `question`. Raises `requests.RequestException`."""
        answer = requests.get(
            f"{self._address}/search",
            params={"q": question, "limit": limit},
            timeout=5,
        )
        answer.raise_for_status()
        return [Passage(hit["title"], hit["text"]) for hit in answer.json()["hits"]]


def quoted(passages: list[Passage]) -> str:
    """The passages as one block of text for the prompt."""
    return "\n\n".join(f"[{passage.title}]\n{passage.text}" for passage in passages)
