"""The language model behind the answers."""

from dataclasses import dataclass
from functools import cache

from transformers import pipeline

INSTRUCTIONS = "Answer from the quoted passages only. Say so when they do not hold the answer."


@dataclass(frozen=True)
class Source:
    """A model on the hub, fixed to the commit that was reviewed."""

    name: str
    commit: str


SOURCES = {
    "base": Source("lantern-ai/handbook-3b", "4f1c7a9e0b2d5836c1e7f8a9b0d3c2e1f4a5b6c7"),
    "large": Source("lantern-ai/handbook-13b", "9a8b7c6d5e4f30211203f4e5d6c7b8a90a1b2c3d"),
}


class Model:
    """Answers questions from quoted passages."""

    def __init__(self, generator) -> None:
        self._generator = generator

    def answer(self, question: str, passages: str) -> str:
        """The model's answer as plain text."""
        messages = [
            {"role": "system", "content": INSTRUCTIONS},
            {"role": "user", "content": f"{passages}\n\nQuestion: {question}"},
        ]
        reply = self._generator(messages, max_new_tokens=400)
        return reply[0]["generated_text"][-1]["content"]


@cache
def load(name: str) -> Model:
    """The model called `name` in the table above, loaded once. Raises `KeyError` for any other name."""
    source = SOURCES[name]
    return Model(pipeline("text-generation", model=source.name, revision=source.commit))
