"""Which part of GitHub's GraphQL schema is kept, and how the rest is cut away."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

from typing import Any

from graphql import (
    DirectiveDefinitionNode,
    DocumentNode,
    FieldDefinitionNode,
    InputValueDefinitionNode,
    Node,
    TypeNode,
    parse,
    print_ast,
    strip_ignored_characters,
)
from graphql.language import NamedTypeNode

ENTRIES = {
    "Query": ("id", "node", "nodes", "repository", "viewer", "rateLimit"),
    "Mutation": (
        *("resolveReviewThread", "unresolveReviewThread", "minimizeComment", "unminimizeComment"),
        *("addPullRequestReviewThread", "addReaction"),
    ),
}
COMPOSITES = frozenset(
    {
        *("Query", "Mutation", "Node", "Actor", "Bot", "User", "Organization", "Mannequin", "RepositoryOwner", "UniformResourceLocatable"),
        *(
            "Repository",
            "PageInfo",
            "RateLimit",
            "Comment",
            "Minimizable",
            "Updatable",
            "UpdatableComment",
            "Deletable",
            "GitObject",
            "Commit",
            "Ref",
        ),
        *("PullRequest", "PullRequestConnection", "PullRequestEdge"),
        *("PullRequestReview", "PullRequestReviewConnection", "PullRequestReviewEdge"),
        *("PullRequestReviewThread", "PullRequestReviewThreadConnection", "PullRequestReviewThreadEdge"),
        *("PullRequestReviewComment", "PullRequestReviewCommentConnection", "PullRequestReviewCommentEdge"),
        *("Issue", "IssueComment", "IssueCommentConnection", "IssueCommentEdge"),
        *("IssueOrder", "IssueCommentOrder", "Reaction"),
        *(f"{name[0].upper()}{name[1:]}{end}" for name in ENTRIES["Mutation"] for end in ("Input", "Payload")),
    }
)


def subset(sdl: str) -> str:
    """The schema without prose, reduced to `COMPOSITES` and the scalars and enums that their fields name, in one line."""
    definitions = {d.name.value: d for d in parse(sdl).definitions if hasattr(d, "name") and not isinstance(d, DirectiveDefinitionNode)}
    missing = COMPOSITES - definitions.keys()
    if missing:
        raise LookupError(f"the schema has no {sorted(missing)}: adapt graphql_subset.py")
    leaves = {name for name, d in definitions.items() if d.kind in ("scalar_type_definition", "enum_type_definition")}
    known = COMPOSITES | leaves | {"String", "Int", "Float", "Boolean", "ID"}
    kept = [_reduced(definitions[name], known) for name in sorted(COMPOSITES)]
    named = {leaf for definition in kept for leaf in _named(definition)} & leaves
    kept += [_reduced(definitions[name], known) for name in sorted(named)]
    return strip_ignored_characters(print_ast(DocumentNode(definitions=tuple(kept))))


def _reduced(definition: Any, known: frozenset[str]) -> Any:
    """`definition` without descriptions, directives, and fields of types that are not kept."""
    changes: dict[str, Any] = {}
    if getattr(definition, "interfaces", None):
        changes["interfaces"] = tuple(i for i in definition.interfaces if i.name.value in known)
    if getattr(definition, "values", None):
        changes["values"] = tuple(_bare(value) for value in definition.values)
    if getattr(definition, "fields", None):
        entries = ENTRIES.get(definition.name.value)
        fields = {f.name.value: f for f in definition.fields if _type_name(f.type) in known}
        changes["fields"] = tuple(_field(f, known) for name, f in fields.items() if entries is None or name in entries)
    return _bare(definition, **changes)


def _field(field: FieldDefinitionNode | InputValueDefinitionNode, known: frozenset[str]) -> Any:
    if isinstance(field, FieldDefinitionNode):
        return _bare(field, arguments=tuple(_bare(a) for a in field.arguments or () if _type_name(a.type) in known))
    return _bare(field)


def _bare(node: Any, **changes: Any) -> Any:
    """A copy of a definition without its description and directives, and with `changes`."""
    values = {key: getattr(node, key, None) for key in node.keys if key != "loc"}
    empty = {key: value for key, value in (("description", None), ("directives", ())) if key in values}
    return type(node)(**values | empty | changes)


def _type_name(node: TypeNode) -> str:
    while not isinstance(node, NamedTypeNode):
        node = node.type  # type: ignore[attr-defined]
    return node.name.value


def _named(node: Node) -> set[str]:
    """The names of the types that a definition's fields and arguments have."""
    found = set()
    for field in getattr(node, "fields", None) or ():
        found.add(_type_name(field.type))
        found |= {_type_name(argument.type) for argument in getattr(field, "arguments", None) or ()}
    return found
