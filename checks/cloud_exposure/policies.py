"""Policies: who may do what, written in JSON inside of a resource, as a value of it, or as a document of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.cloud_exposure import rules
from checks.cloud_exposure.resources import each, literal, says, told_out
from checks.cloud_exposure.sight import Sight
from checks.core.severity import Severity
from checks.documents.nodes import Node, NotRead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.cloud_exposure.resources import Resource

# Where policies stand, in Terraform and in stacks.
_PLACES = (
    *(("policy",), ("assume_role_policy",), ("access_policies",), ("access_policy",), ("resource_policy",), ("inline_policy", "policy")),
    *(("PolicyDocument",), ("AssumeRolePolicyDocument",), ("Policies", "PolicyDocument"), ("Policies",), ("KeyPolicy",)),
    *(("AccessPolicies",), ("ResourcePolicy",), ("RepositoryPolicyText",)),
)
_MANAGED = ("policy_arn", "managed_policy_arns", "ManagedPolicyArns", "Policies")
# Their policies only narrow what others allow: everybody and everything is what stands there without one.
_NARROWING = frozenset({"aws_vpc_endpoint", "aws_vpc_endpoint_policy", "AWS::EC2::VPCEndpoint"})
# What a site or a list of models that is meant for everybody needs.
_READS = frozenset({"s3:getobject", "s3:getobjectversion", "ecr:batchgetimage", "ecr:getdownloadurlforlayer"})
_SERVICES = (
    *("bedrock", "sagemaker", "s3", "dynamodb", "kms", "secretsmanager", "ssm", "iam", "sts", "lambda", "ec2", "rds", "aoss", "es"),
    *("organizations", "logs", "cloudtrail"),
)


@dataclass(frozen=True, slots=True)
class _Statement:
    """One statement; actions and resources are literal texts, in lower case. `principals` is empty for a role's own policy."""

    line: int
    actions: tuple[str, ...]
    everything: bool
    principals: tuple[Node, ...]
    conditional: bool
    inverted: bool
    where: Node


def policies(resource: Resource) -> Iterator[Sight]:
    """What is too much in each statement that allows something."""
    yield from _managed(resource.body)
    for statement in _statements(resource):
        yield from _shared(statement) if statement.principals else _own(statement)


def _shared(statement: _Statement) -> Iterator[Sight]:
    everybody = next((one for one in statement.principals if literal(one) == "*"), None)
    if everybody is not None and not statement.conditional:
        reads = bool(statement.actions) and set(statement.actions) <= _READS
        said = ", ".join(statement.actions[:3]) or "whatever is not listed"
        yield Sight(rules.PUBLIC_POLICY, everybody.line, (said,), Severity.MEDIUM if reads else None)


def _own(statement: _Statement) -> Iterator[Sight]:
    if not statement.everything:
        return
    if statement.inverted:
        yield Sight(rules.NOT_ACTION, statement.line)
    for action in statement.actions:
        service, _, name = action.partition(":")
        if action in {"*", "*:*"}:
            yield Sight(rules.WILDCARD, statement.line, (action,))
        elif name == "*" and service in _SERVICES and not statement.conditional:
            wide = service in {"iam", "organizations"}
            yield Sight(rules.WILDCARD if wide else rules.WILDCARD_SERVICE, statement.line, (action,))
        elif action == "iam:passrole" and not statement.conditional:
            yield Sight(rules.PASS_ROLE, statement.line)


def _managed(body: Node) -> Iterator[Sight]:
    """Policies of the cloud's own that grant everything."""
    for name in _MANAGED:
        for found in each(body, name):
            if literal(found).rpartition("/")[2] == "AdministratorAccess":
                yield Sight(rules.WILDCARD, found.line, ("AdministratorAccess",))


def _statements(resource: Resource) -> Iterator[_Statement]:
    if resource.kind == "data.aws_iam_policy_document":
        yield from _all_read(each(resource.body, "statement"))
        return
    if not resource.kind.startswith(("aws_", "AWS::")) or resource.kind in _NARROWING:
        return
    for place in _PLACES:
        for written in each(resource.body, *place):
            for document in read_text(written):
                yield from _all_read(each(document, "Statement"))


def read_text(written: Node) -> list[Node]:
    """A policy as a value, or read out of a text."""
    text = written.text.replace('\\"', '"').replace("\\n", " ").strip()
    if written.fields or not text.startswith(("{", "[")):
        return [written]
    try:
        found = told_out(text.replace("\t", " ").encode("utf-8", "replace"))
    except NotRead:
        # Not our matter: a template of the language's own, with loops in it.
        return []
    # The text begins on the line below the one that opens it.
    shift = written.line if "\n" in written.text else written.line - 1
    for node in (below for document in found for below in document.below()):
        node.line += shift
        node.keys = {name: line + shift for name, line in node.keys.items()}
    return found


def _all_read(entries: list[Node]) -> Iterator[_Statement]:
    for entry in entries:
        effects = _places(entry, "effect")
        # Without one Terraform allows; one that has to be computed may deny.
        if all(literal(effect).lower() == "allow" for effect in effects):
            yield _read(entry)


def _read(entry: Node) -> _Statement:
    places = _places(entry, "action")
    principals = [found for name in ("Principal", "principals") for found in each(entry, name)]
    return _Statement(
        line=_line(entry, places),
        actions=tuple(literal(found).lower() for found in places),
        everything=any(literal(found) == "*" for found in _places(entry, "resource")),
        principals=tuple(one for principal in principals for one in _people(principal)),
        conditional="Condition" in entry.fields or "condition" in entry.fields,
        inverted=bool(_places(entry, "not_action", "notaction")),
        where=entry,
    )


def _people(principal: Node) -> list[Node]:
    """Everybody, or those that are named by what they are; a block of Terraform's names them by `identifiers`."""
    if "identifiers" in principal.fields:
        return each(principal, "identifiers") if says(principal, "type") in {"*", "aws"} else [Node(principal.line, tag="!")]
    if principal.fields:
        return each(principal, "AWS") or [Node(principal.line, tag="!")]
    return [principal]


def _places(entry: Node, *names: str) -> list[Node]:
    """What stands below a name in any of its spellings: `Action`, `actions`, `NotAction`, `not_actions`."""
    return [found for key in entry.fields if key.lower().rstrip("s") in names for found in each(entry, key)]


def _line(entry: Node, places: list[Node]) -> int:
    return places[0].line if places else entry.line
