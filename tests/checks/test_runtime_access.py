"""YAML of strangers read without being expanded, and what manifests and Compose files grant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.documents.nodes import MAX_BYTES, NotRead, documents
from checks.runtime_access import compose, kubernetes
from checks.runtime_access.sight import leads_to_the_host


def granted(text: str) -> list[tuple[str, int]]:
    found = []
    for document in documents(text.encode()):
        room = kubernetes if kubernetes.manifest(document) else compose
        found += [(sight.rule.id.removeprefix("runtime-access-"), sight.line) for sight in room.sights(document)]
    return found


def service(text: str) -> list[tuple[str, int]]:
    return granted(f"services:\n  one:\n    image: postgres\n    {text}\n")


def test_an_alias_is_the_same_value_and_is_not_copied() -> None:
    levels = "\n".join(f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}, *l{n - 1}, *l{n - 1}, *l{n - 1}]" for n in range(1, 25))
    (document,) = documents(f"l0: &l0 [x, x]\n{levels}\n".encode())

    assert sum(1 for _ in document.below()) == 1 + 25 + 2


def test_a_value_that_holds_itself_is_walked_once() -> None:
    (document,) = documents(b"a: &a\n  b: *a\n  containers: [{securityContext: {privileged: true}}]\n")

    assert [sight.line for sight in kubernetes.sights(document)] == [3]


DEEP = b"a: " + b"[" * 61 + b"]" * 61


@pytest.mark.parametrize("raw", [b"[" * 100_000, b"{a: " * 5_000, DEEP, b"x" * (MAX_BYTES + 1), b"a: [1", b"\xff\xfe\x00"])
def test_what_is_too_deep_too_large_or_no_yaml_is_refused(raw: bytes) -> None:
    with pytest.raises(NotRead):
        documents(raw)


@given(st.binary(max_size=300) | st.text(alphabet="abk:{}[]&*-<>|!%@ \n\t'\"#", max_size=200).map(str.encode))
def test_whatever_is_written_is_read_or_refused(raw: bytes) -> None:
    try:
        found = documents(raw)
    except NotRead:
        return
    for document in found:
        list(kubernetes.sights(document))
        list(compose.sights(document))


@pytest.mark.parametrize(
    ("kind", "extra", "expected"),
    [
        ("Pod", "spec: {containers: [{securityContext: {privileged: yes}}]}", [("privileged", 3)]),
        ("CronJob", "spec: {jobTemplate: {spec: {template: {spec: {hostIPC: true, containers: [{}]}}}}}", [("host-namespace", 3)]),
        ("Pod", "spec: {containers: [{}], volumes: [{hostPath: {path: /var/log}}]}", []),
        ("Pod", "spec: {initContainers: [{securityContext: {capabilities: {add: [CAP_SYS_ADMIN]}}}]}", [("capability", 3)]),
        ("Role", "rules: [{verbs: ['*'], resources: ['*']}]", [("wildcard-role", 3)]),
        ("Role", "rules: [{verbs: ['*'], resources: [pods]}]", []),
        ("RoleBinding", "roleRef: {name: cluster-admin}\nsubjects: [{kind: ServiceAccount, name: default}]", [("anybody-bound", 4)]),
        ("RoleBinding", "roleRef: {name: view}\nsubjects: [{kind: ServiceAccount, name: default}]", []),
        ("ClusterRoleBinding", "roleRef: {name: view}\nsubjects: [{kind: Group, name: 'system:authenticated'}]", []),
        ("ClusterRoleBinding", "roleRef: {name: admin}\nsubjects: [{kind: Group, name: 'system:authenticated'}]", [("anybody-bound", 4)]),
        ("ConfigMap", "data: {privileged: 'true'}", []),
    ],
)
def test_what_an_object_grants(kind: str, extra: str, expected: list[tuple[str, int]]) -> None:
    assert granted(f"apiVersion: v1\nkind: {kind}\n{extra}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pid: host", [("host-namespace", 4)]),
        ("ports: ['5432:5432/tcp']", [("published-store", 4)]),
        ("ports: ['127.0.0.1:5432:5432']", []),
        ("ports: ['5432']", []),
        ("environment: [ALLOW_EMPTY_PASSWORD=yes]", [("no-password", 4)]),
        ("environment: {ALLOW_EMPTY_PASSWORD: 'no'}", []),
        ("volumes: ['/:/host:ro']", [("host-path", 4)]),
        ("volumes: ['./etc:/etc', 'data:/var']", []),
    ],
)
def test_what_a_service_gets(text: str, expected: list[tuple[str, int]]) -> None:
    assert service(text) == expected


PATHS = {"/": True, "/etc/": True, "/etc/localtime": False, "/run/docker.sock": True, "/data": False}


@pytest.mark.parametrize(("path", "leads"), PATHS.items())
def test_paths_of_the_host(path: str, *, leads: bool) -> None:
    assert leads_to_the_host(path) is leads
