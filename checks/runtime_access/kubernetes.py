"""Kubernetes: what pods get of their nodes, and accounts of the cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.severity import Severity
from checks.runtime_access import rules
from checks.runtime_access.sight import DANGEROUS, Sight, capability, leads_to_the_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.nodes import Node

_CONTAINERS = ("containers", "initContainers", "ephemeralContainers")
_EVERYBODY = frozenset({"system:anonymous", "system:unauthenticated", "system:authenticated"})
_HIGHEST = frozenset({"cluster-admin", "admin"})


def manifest(document: Node) -> bool:
    """Whether it is an object of Kubernetes."""
    return bool(document.at("apiVersion").text and document.at("kind").text)


def sights(document: Node) -> Iterator[Sight]:
    """Everything that is too much in one object."""
    for node in document.below():
        if any(node.at(name).items for name in _CONTAINERS):
            yield from _pod(node)
    kind = document.at("kind").text
    if kind in {"Role", "ClusterRole"}:
        yield from _role(document, "cluster" if kind == "ClusterRole" else "namespace")
    if kind in {"RoleBinding", "ClusterRoleBinding"}:
        yield from _binding(document)


def _pod(pod: Node) -> Iterator[Sight]:
    for name in ("hostNetwork", "hostPID", "hostIPC"):
        if pod.at(name).true:
            yield Sight(rules.HOST_NAMESPACE, pod.line_of(name), (f"{name}: true",))
    for volume in pod.at("volumes").items:
        path = volume.at("hostPath", "path")
        if leads_to_the_host(path.text) and path.text:
            yield Sight(rules.HOST_PATH, path.line, (path.text,))
    context = pod.at("securityContext")
    yield from _confined(context)
    if context.at("runAsUser").text == "0":
        yield Sight(rules.ROOT, context.line_of("runAsUser"))
    for holder in _CONTAINERS:
        for container in pod.at(holder).items:
            yield from _container(container.at("securityContext"))


def _container(context: Node) -> Iterator[Sight]:
    if context.at("privileged").true:
        yield Sight(rules.PRIVILEGED, context.line_of("privileged"))
    if context.at("allowPrivilegeEscalation").true and not context.at("privileged").true:
        yield Sight(rules.ESCALATION, context.line_of("allowPrivilegeEscalation"))
    if context.at("runAsUser").text == "0":
        yield Sight(rules.ROOT, context.line_of("runAsUser"))
    for added in context.at("capabilities", "add").items:
        if capability(added.text) in DANGEROUS:
            yield Sight(rules.CAPABILITY, added.line, (capability(added.text),))
    if context.at("procMount").text == "Unmasked":
        yield Sight(rules.UNCONFINED, context.line_of("procMount"), ("procMount: Unmasked",))
    yield from _confined(context)


def _confined(context: Node) -> Iterator[Sight]:
    for name in ("seccompProfile", "appArmorProfile"):
        if context.at(name, "type").text == "Unconfined":
            yield Sight(rules.UNCONFINED, context.at(name).line_of("type"), (f"{name}: Unconfined",))


def _role(role: Node, scope: str) -> Iterator[Sight]:
    for rule in role.at("rules").items:
        if "*" in rule.at("verbs").texts and "*" in rule.at("resources").texts:
            severity = None if scope == "cluster" else Severity.MEDIUM
            yield Sight(rules.WILDCARD, rule.line, (scope,), severity)


def _binding(binding: Node) -> Iterator[Sight]:
    role = binding.at("roleRef", "name").text
    for subject in binding.at("subjects").items:
        name = subject.at("name").text
        default = subject.at("kind").text == "ServiceAccount" and name == "default" and role in _HIGHEST
        if name in _EVERYBODY - ({"system:authenticated"} if role not in _HIGHEST else set()) or default:
            yield Sight(rules.ANYBODY, subject.line, (name, role))
