"""Descriptions of resources as people write them, and as nobody should."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.cloud_exposure.hcl import body_of
from checks.cloud_exposure.networks import networks
from checks.cloud_exposure.policies import policies
from checks.cloud_exposure.resources import concerns, may_describe, resources
from checks.cloud_exposure.settings import settings
from checks.cloud_exposure.special import special
from checks.core.place import RepoPath
from checks.documents.nodes import MAX_BYTES, NotRead

KEYS = st.sampled_from(["PolicyDocument", "Statement", "Principal", "AWS", "Action", "Resource", "SecurityGroupIngress", "CidrIp"])


def seen(text: str, name: str = "main.tf") -> list[tuple[str, int]]:
    looks = (settings, networks, policies, special)
    found = [sight for each in resources(RepoPath(name), text.encode()) for look in looks for sight in look(each)]
    return [(sight.rule.id.removeprefix("cloud-exposure-"), sight.line) for sight in found]


def group(ingress: str) -> str:
    return f'resource "aws_security_group" "a" {{\n  ingress {{\n{ingress}\n    cidr_blocks = ["0.0.0.0/0"]\n  }}\n}}\n'


@pytest.mark.parametrize(
    ("ports", "protocol", "rule"),
    [
        ((22, 22), "tcp", "open-admin-port"),
        ((20, 25), "tcp", "open-admin-port"),
        ((6333, 6333), "tcp", "open-store-port"),
        ((0, 65535), "tcp", "open-all-ports"),
        ((0, 0), "-1", "open-all-ports"),
        ((443, 443), "tcp", None),
        ((22, 22), "udp", None),
        ((80, 8080), "${var.protocol}", None),
    ],
)
def test_a_port_is_judged_by_what_listens_there(ports: tuple[int, int], protocol: str, rule: str | None) -> None:
    found = seen(group(f'    from_port = {ports[0]}\n    to_port = {ports[1]}\n    protocol = "{protocol}"'))

    assert found == ([(rule, 6)] if rule else [])


def test_what_has_to_be_computed_is_not_judged() -> None:
    text = 'resource "aws_db_instance" "a" {\n  publicly_accessible = var.open ? true : false\n  password = format("%s", "literal")\n}\n'

    assert seen(text) == []


def test_a_policy_in_a_text_is_told_on_its_own_line() -> None:
    policy = '{"Statement": [\n {"Effect": "Allow",\n  "Action": "*",\n  "Resource": "*"}]}'

    assert seen(f'resource "aws_iam_policy" "a" {{\n  name = "a"\n  policy = <<EOT\n{policy}\nEOT\n}}\n') == [("wildcard-policy", 6)]


def test_texts_hold_expressions_that_hold_texts() -> None:
    body = body_of(b'a = "x ${join("}", ["${b}"])} y"\nc = "z"\n')

    assert {name: node.text for name, node in body.fields.items()} == {"a": 'x ${join("}", ["${b}"])} y', "c": "z"}


@pytest.mark.parametrize(
    "text",
    ['a = "open', "a = <<EOT\nnever", "/* never", "a {", "}", "a = [1", "a = (1", "= 1", "a = b)\n", "[" * 50 + "\n", "\x00"],
    ids=repr,
)
def test_what_is_no_terraform_is_not_read(text: str) -> None:
    with pytest.raises(NotRead):
        body_of(text.encode())


@pytest.mark.parametrize(
    "raw",
    [b"a = " + b"[" * 100_000, b"a {\n" * 100_000, b'a = "' + b'${"' * 100_000, b"x" * (MAX_BYTES + 1), b"\xff", b"a = 1\n" * 250_000],
    ids=["lists", "blocks", "texts", "size", "bytes", "count"],
)
def test_more_than_anybody_writes_is_not_read(raw: bytes) -> None:
    with pytest.raises(NotRead):
        body_of(raw)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeffa = 1\r\nb {\r\n}\r\n",
        "a = [\n  # one\n  1,\n  2 // two\n]\n",
        'a = { b : 1, "c" = 2, (d) = 3 }\n',
        "a = b ? {\n  c = 1\n} : {}\n",
        "a = [for x in y : x if z]\nb = { for k, v in y : k => v... }\n",
        "a = f(\n  b,\n  c...\n)\n",
        'a = b["c"].d[*].e\n',
        "a = !b && c || -d\n",
        'a = <<-EOT\n  ${b}\n  EOT\nc = "d"\n',
        'a = [<<EOT\nx\nEOT\n, "b"]\n',
        "a = provider::x::f(1)\n",
        "moved {\n  from = a.b\n  to = a.c\n}\n",
        'a = {\n  "b" = [\n    {\n      c = "d"\n    },\n  ]\n}\n',
    ],
)
def test_the_corners_of_the_language_are_read(text: str) -> None:
    assert body_of(text.encode())


def test_only_files_that_describe_resources_are_read() -> None:
    assert may_describe(RepoPath("a/main.tf"))
    assert not may_describe(RepoPath(".github/workflows/a.yml"))
    assert not concerns(RepoPath("package.json"), b'{"name": "AWS"}')
    assert concerns(RepoPath("stack.yaml"), b"Type: AWS::S3::Bucket")


def stack(properties: str) -> str:
    return f"Resources:\n  A:\n    Type: AWS::EC2::SecurityGroup\n    Properties: {properties}\n"


@pytest.mark.parametrize(
    "text",
    [
        stack("&a {x: *a}"),
        "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" if n else "l0: &l0 x\n" for n in range(9)) + stack("{x: *l8}"),
    ],
    ids=["a ring", "a bomb"],
)
def test_aliases_that_stand_for_too_much_are_not_read(text: str) -> None:
    with pytest.raises(NotRead, match="aliases"):
        seen(text, "stack.yaml")


def test_numbers_of_any_length_are_no_ports() -> None:
    many = "9" * 5000

    assert seen(group(f'    from_port = {many}\n    to_port = {many}\n    protocol = "tcp"')) == []


@given(st.text(alphabet='ab="${}[]()<>EOT-?:,#/*\n \\', max_size=120))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    with suppress(NotRead):
        body_of(text.encode())


VALUES = st.recursive(
    st.sampled_from(["*", "Allow", "s3:*", ""]), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)
)


@given(VALUES)
def test_whatever_a_resource_says_is_looked_at(value: object) -> None:
    kinds = ("AWS::S3::BucketPolicy", "AWS::EC2::SecurityGroup", "AWS::RDS::DBInstance", "AWS::Lambda::Permission")
    described = {"Resources": {kind: {"Type": kind, "Properties": value} for kind in kinds}}

    assert isinstance(seen(json.dumps(described), "stack.json"), list)


def test_a_file_of_other_yaml_is_no_stack() -> None:
    assert seen("kind: List\nitems: [{Type: 'AWS::S3::Bucket', Properties: {AccessControl: PublicRead}}]\n", "a.yaml") == []
