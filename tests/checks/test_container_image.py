"""How a Dockerfile is read: instructions with their lines, images, releases, and what single steps do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.container_image.base_image import Image, bases, read
from checks.container_image.end_of_life import ended
from checks.container_image.steps import faults
from checks.core import Span
from checks.documents.dockerfile import MAX_INSTRUCTIONS, Instruction, TooLong, instructions

DIGEST = f"sha256:{'0a' * 32}"


def step(text: str) -> Instruction:
    (only,) = instructions(text)
    return only


def test_continued_lines_are_one_instruction_over_all_of_its_lines() -> None:
    text = "FROM a:1\n\n# first\nRUN one && \\\n  # between\n\n  two\nCMD x\n"

    read_ = list(instructions(text))

    assert read_ == [
        Instruction("FROM", "a:1", Span(1, 1)),
        Instruction("RUN", "one && two", Span(4, 7)),
        Instruction("CMD", "x", Span(8, 8)),
    ]


def test_the_escape_sign_may_be_another() -> None:
    assert step("# escape=`\nRUN one `\n two").argument == "one two"


def test_a_here_document_belongs_to_its_instruction_and_holds_no_others() -> None:
    text = 'RUN <<"EOF"\nFROM nothing\nEOF\nUSER 1\n'

    run, user = instructions(text)

    assert (run.argument, run.span) == ('<<"EOF" ; FROM nothing', Span(1, 3))
    assert user == Instruction("USER", "1", Span(4, 4))


def test_more_instructions_than_anybody_writes_are_refused() -> None:
    with pytest.raises(TooLong, match="2,000"):
        list(instructions("USER 1\n" * (MAX_INSTRUCTIONS + 1)))


@given(st.text(alphabet="FROM RUN<ab\\`#\n =$\"'EOF", max_size=200))
def test_whatever_is_written_is_read_in_order_and_within_its_lines(text: str) -> None:
    found = list(instructions(text))

    assert [each.span for each in found] == sorted(each.span for each in found)
    assert all(each.span.last <= text.count("\n") + 1 for each in found)


@pytest.mark.parametrize(
    ("reference", "image"),
    [
        ("debian", Image("debian", "", "")),
        ("host:5000/team/app", Image("host:5000/team/app", "", "")),
        ("host:5000/team/app:2", Image("host:5000/team/app", "2", "")),
        (f"python:3.13@{DIGEST}", Image("python", "3.13", DIGEST)),
        ("python@sha256:short", Image("python", "", "")),
        ("python:${VERSION}", None),
        ("", None),
    ],
)
def test_reads_references(reference: str, image: Image | None) -> None:
    assert read(reference) == image


def test_stages_and_arguments_are_no_images_of_others() -> None:
    text = "ARG V=3\nARG NONE\nFROM --platform=linux/amd64 a:$V AS One\nFROM one\nFROM scratch\nFROM b:${W:-7}\n"
    text += "ARG V=9\nFROM c:$V\nFROM d:$NONE\n"

    found = [image for _, image in bases(instructions(text))]

    assert found == ["a:3", "b:7", "c:3", "d:$NONE"]


@pytest.mark.parametrize(
    ("reference", "release"),
    [
        ("debian:buster-slim", "debian 10"),
        ("debian:10.13", "debian 10"),
        ("mirror.example/library/python:3.8.19", "python 3.8"),
        ("python:3.13-slim-bullseye", "debian 11"),
        ("node:18.20.1-alpine3.19", "node 18"),
        ("golang:1.25-alpine3.18", "alpine 3.18"),
        ("centos", None),
        ("centos:7", "centos 7"),
        ("python:3", None),
        ("python:3.13", None),
        ("postgres:16", None),
        ("team/python:3.7", None),
        ("node:lts", None),
    ],
)
def test_knows_releases_that_have_ended(reference: str, release: str | None) -> None:
    image = read(reference)

    assert image is not None
    assert (ended(image) or (None,))[0] == release


@pytest.mark.parametrize(
    "text",
    [
        "RUN curl -sSL https://x.example/i | sh",
        "RUN wget -qO- https://x.example/i | sudo -E bash -",
        "RUN curl https://x.example/i | gunzip | python3",
        'RUN bash -c "$(curl -fsSL https://x.example/i)"',
        "RUN sh <(curl https://x.example/i)",
    ],
)
def test_a_script_that_nobody_saw_is_noticed(text: str) -> None:
    assert [rule.id for rule in faults(step(text))] == ["container-image-piped-script"]


@pytest.mark.parametrize(
    "text",
    [
        "RUN curl -s https://api.example/list | jq .",
        "RUN curl https://x.example/a.tgz | tar xz",
        "RUN curl https://x.example/k | python3 -c 'import json'",
        "RUN curl -fsSLo key.gpg https://x.example/key && sh build.sh",
        "RUN chmod 755 /srv && chmod +x run.sh && chmod u+w /tmp/a",
        "ENV SECRET_FILE=/run/secrets/key",
        "ENV TOKEN_URL=https://login.example/token",
        "ARG PASSWORD",
        "ENV API_KEY $KEY",
        "ENV PASSWORD=changeme",
        "ADD files.tgz /srv",
    ],
)
def test_ordinary_steps_are_left_alone(text: str) -> None:
    assert list(faults(step(text))) == []


@pytest.mark.parametrize("text", ["ENV DB_PASSWORD hunter2", 'ENV A=1 API_KEY="k3y-9f8e"', "ARG GITHUB_TOKEN=abcdef012345"])
def test_credentials_in_the_image_are_noticed(text: str) -> None:
    assert [rule.id for rule in faults(step(text))] == ["container-image-secret"]
