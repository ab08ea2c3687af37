"""Terraform's language as values that know their lines. What has to be computed is a value without a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.cloud_exposure.hcl_tokens import Kind, Word, words
from checks.documents.nodes import MAX_BYTES, MAX_NODES, Node, NotRead

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_DEPTH = 60
# Functions whose answer is what they are given, as far as we look.
_SAME = frozenset({"jsonencode", "toset", "tolist", "sensitive", "nonsensitive", "tostring"})
_OPENS, _CLOSES = {"(": ")", "[": "]", "{": "}"}, frozenset(")]}")
_EXPRESSION = "expression"


def body_of(raw: bytes) -> Node:
    """The file as one body: attributes are values, and blocks lists of bodies below their names and labels. Raises `NotRead`."""
    if len(raw) > MAX_BYTES:
        raise NotRead(f"it is larger than {MAX_BYTES:,} bytes")
    try:
        source = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotRead("it is not UTF-8") from error
    reader = _Reader(list(words(source)))
    body = reader.body(Node(1), 0)
    if reader.more:
        raise NotRead(f"line {reader.next.line} cannot be read")
    return body


@dataclass(slots=True)
class _Reader:
    words: list[Word]
    place: int = 0
    made: int = field(default=0)

    @property
    def more(self) -> bool:
        return self.place < len(self.words)

    @property
    def next(self) -> Word:
        return self.words[self.place] if self.more else self.words[-1]

    def take(self) -> Word:
        word = self.next
        self.place += 1
        return word

    def at(self, *marks: str) -> bool:
        return self.more and self.next.kind is Kind.MARK and self.next.text in marks

    def skip_ends(self) -> None:
        while self.more and self.next.kind is Kind.END:
            self.place += 1

    def body(self, node: Node, depth: int) -> Node:
        """Up to the closing brace, which is left, or the end."""
        self._count(depth)
        while True:
            self.skip_ends()
            if not self.more or self.at("}"):
                return node
            name = self.take()
            if name.kind not in {Kind.NAME, Kind.TEXT}:
                raise NotRead(f"line {name.line} cannot be read")
            if self.at("="):
                self.take()
                self._give(node, name, self.value(depth + 1))
            else:
                self._block(node, name, depth)

    def _block(self, holder: Node, name: Word, depth: int) -> None:
        labels = []
        while self.next.kind in {Kind.NAME, Kind.TEXT}:
            labels.append(self.take().text)
        if not self.at("{"):
            raise NotRead(f"line {name.line} cannot be read")
        self.take()
        made = self.body(Node(name.line), depth + 1)
        if not self.at("}"):
            raise NotRead(f"the block that begins on line {name.line} has no end")
        self.take()
        path = [name.text, *labels]
        if name.text == "dynamic" and labels:
            # What it makes any number of, under the name that those have.
            path, made = [labels[0]], next(iter(made.at("content").items), made)
        for step in path[:-1]:
            holder = holder.fields.setdefault(step, Node(name.line))
        holder.fields.setdefault(path[-1], Node(name.line)).items.append(made)

    def value(self, depth: int) -> Node:
        """One expression, up to the comma, bracket or line end behind it, which is left."""
        self._count(depth)
        first = self.next
        begin = self.place
        node = self._plain(depth)
        if node is None or not self._ended():
            self.place = begin
            self._pass_over()
            return Node(first.line, tag=_EXPRESSION)
        return node

    def _plain(self, depth: int) -> Node | None:
        """A literal, a list, an object, or one of them in a function; None for anything else."""
        word = self.take()
        if word.kind in {Kind.TEXT, Kind.NUMBER}:
            return Node(word.line, word.text)
        if word.kind is Kind.NAME:
            if word.text in {"true", "false"}:
                return Node(word.line, word.text)
            return self._given_to(depth) if word.text in _SAME and self.at("(") else None
        if word.text == "[":
            return self._list(word, depth)
        return self._object(word, depth) if word.text == "{" else None

    def _given_to(self, depth: int) -> Node | None:
        self.take()
        self.skip_ends()
        node = self.value(depth + 1)
        self.skip_ends()
        return node if self.at(")") and self.take() else None

    def _list(self, opening: Word, depth: int) -> Node | None:
        node = Node(opening.line)
        while True:
            self.skip_ends()
            if self.at("]"):
                self.take()
                return node
            if not self.more or self._computed():
                return None
            node.items.append(self.value(depth + 1))
            self.skip_ends()
            if self.at(","):
                self.take()
            elif not self.at("]"):
                return None

    def _object(self, opening: Word, depth: int) -> Node | None:
        node = Node(opening.line)
        while True:
            self.skip_ends()
            if self.at("}"):
                self.take()
                return node
            if not self.more or self._computed():
                return None
            name = self.take()
            if name.text == "(":
                self.place -= 1
                self._pass_over(until=("=", ":"))
            if not self.at("=", ":"):
                return None
            self.take()
            self.skip_ends()
            self._give(node, name, self.value(depth + 1))
            if self.at(","):
                self.take()

    def _computed(self) -> bool:
        """Whether a list or an object is made by a loop."""
        after = self.words[self.place + 1] if self.place + 1 < len(self.words) else self.next
        return self.next.kind is Kind.NAME and self.next.text == "for" and after.kind is Kind.NAME

    def _ended(self) -> bool:
        return not self.more or self.next.kind is Kind.END or self.at(",", "]", "}", ")", ":", "=")

    def _pass_over(self, until: Iterable[str] = ()) -> None:
        """What stands for an expression that has to be computed, with all that it brackets; line ends inside of brackets count nothing."""
        open_: list[str] = []
        stops = {",", "]", "}", ")", *until}
        while self.more:
            word = self.next
            if not open_ and (word.kind is Kind.END or (word.kind is Kind.MARK and word.text in stops)):
                return
            self.place += 1
            if word.kind is Kind.MARK and word.text in _OPENS:
                open_.append(_OPENS[word.text])
            elif word.kind is Kind.MARK and word.text in _CLOSES and open_.pop() != word.text:
                raise NotRead(f"line {word.line} closes what was not opened")
            elif word.kind is Kind.MARK and word.text in {"?", ":", "||", "&&"} and not open_:
                self.skip_ends()
        if open_:
            raise NotRead(f"{open_[-1]} is missing")

    def _give(self, holder: Node, name: Word, node: Node) -> None:
        holder.fields[name.text] = node
        holder.keys[name.text] = name.line

    def _count(self, depth: int) -> None:
        self.made += 1
        if self.made > MAX_NODES or depth > MAX_DEPTH:
            raise NotRead(f"it has more than {MAX_NODES:,} values, or lies deeper than {MAX_DEPTH} levels")
