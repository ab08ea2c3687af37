"""Plain YAML with line numbers: no anchors, no aliases, no tags, no second document, no key twice."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8
_TAG = "tag:yaml.org,2002:"


class BadPolicy(ValueError):
    """A policy file that cannot be used: one sentence, with the line (from 1) where there is one."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(f"line {line}: {what}" if line else what)
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and the name it stands under."""

    name: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """Where the value begins, from 1."""
        return int(self.node.start_mark.line) + 1

    def refuse(self, wanted: str) -> BadPolicy:
        """The error that says what should stand here."""
        return BadPolicy(f"`{self.name}` must be {wanted}", self.line)

    def fields(self, known: Collection[str]) -> Mapping[str, Entry]:
        """The entries of a mapping. An unknown name is refused with the nearest known one."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refuse(f"a mapping with {_listed(known)}")
        found: dict[str, Entry] = {}
        for key, value in self.node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            line = int(key.start_mark.line) + 1
            if name not in known:
                near = get_close_matches(name[:60], known, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"known here: {_listed(known)}"
                raise BadPolicy(f"unknown key {name[:60]!r}; {hint}", line)
            if name in found:
                raise BadPolicy(f"`{name}` stands twice", line)
            found[name] = Entry(name, value)
        return found

    def items(self) -> Sequence[Entry]:
        """The entries of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.refuse("a list")
        return [Entry(self.name, node) for node in self.node.value]

    def text(self, longest: int) -> str:
        """A text of one line that is neither empty nor longer than that."""
        value = self._scalar("str", "a text")
        if not value.strip() or len(value) > longest or not value.isprintable():
            raise self.refuse(f"one line of at most {longest} characters")
        return value.strip()

    def word(self, known: Collection[str]) -> str:
        """One of the known words."""
        value = self.node.value if isinstance(self.node, yaml.ScalarNode) else ""
        if value not in known:
            near = get_close_matches(str(value)[:60], known, n=1)
            raise self.refuse(f"one of {_listed(known)}" + (f"; did you mean `{near[0]}`?" if near else ""))
        return str(value)

    def number(self, least: int, most: int) -> int:
        """A whole number within the bounds."""
        value = self._scalar("int", "a whole number")
        if not value.isdecimal() or len(value) > len(str(most)) or not least <= int(value) <= most:
            raise self.refuse(f"a whole number from {least} to {most}")
        return int(value)

    def truth(self) -> bool:
        """`true` or `false`, written so."""
        return self.word(("true", "false")) == "true"

    def day(self) -> str:
        """A date as it is written, without quotes or with them."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.refuse("a date such as 2026-12-31")
        return str(self.node.value)

    def _scalar(self, kind: str, wanted: str) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or self.node.tag != f"{_TAG}{kind}":
            raise self.refuse(wanted)
        return str(self.node.value)


def document(raw: bytes) -> Entry:
    """The one document of the file; raises `BadPolicy`."""
    if len(raw) > MAX_BYTES:
        raise BadPolicy(f"the file is larger than {MAX_BYTES // 1024} KB")
    try:
        text = raw.decode("utf-8-sig")
        _refuse_cleverness(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise BadPolicy("the file is not UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = int(error.problem_mark.line) + 1 if error.problem_mark else None
        raise BadPolicy(f"not YAML: {error.problem or 'malformed'}", line) from error
    except yaml.YAMLError as error:
        raise BadPolicy("not YAML: it holds characters that YAML does not allow") from error
    except BadPolicy:
        raise
    except (ValueError, OverflowError, RecursionError) as error:
        # The parser's own, for characters (`"\UFFFFFFFF"`) and versions (`%YAML 1.99…`) that no number can hold.
        raise BadPolicy("not YAML: it holds a character or a number that cannot be") from error
    if node is None:
        raise BadPolicy("the file is empty; it begins with `version: 1`")
    return Entry("policy", node)


def _refuse_cleverness(text: str) -> None:
    """Look at the events before anything is built: an alias that multiplies itself is never followed."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = int(event.start_mark.line) + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadPolicy("anchors and aliases are not used in policy files; write the value out", line)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise BadPolicy("tags are not used in policy files", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > MAX_DEPTH:
            raise BadPolicy(f"nested more than {MAX_DEPTH} levels deep", line)
        if documents > 1:
            raise BadPolicy("a second document begins; a policy file holds one", line)


def _listed(known: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in known)
