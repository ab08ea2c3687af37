"""Packages of the system that Dockerfiles install, and which system's they are."""

from __future__ import annotations

import pytest

from checks.container_image.base_image import read
from checks.core.place import RepoPath
from checks.documents.dockerfile import MAX_INSTRUCTIONS
from checks.manifests import image_packages
from checks.manifests.formats import format_of, is_doubtful
from checks.manifests.manifest import Unparsable
from checks.manifests.suites import suite_of


@pytest.mark.parametrize(
    ("image", "suite"),
    [
        ("debian:12", "Debian:12"),
        ("debian:12.5-slim", "Debian:12"),
        ("debian:bookworm-20240101-slim", "Debian:12"),
        ("docker.io/library/python:3.12-slim-bullseye@sha256:" + "0a" * 32, "Debian:11"),
        ("ubuntu:22.04", "Ubuntu:22.04:LTS"),
        ("ubuntu:noble", "Ubuntu:24.04:LTS"),
        ("ubuntu:25.04", "Ubuntu:25.04"),
        ("alpine:3.19.1", "Alpine:v3.19"),
        ("node:20-alpine3.18", "Alpine:v3.18"),
        ("alpine", ""),
        ("alpine:edge", ""),
        ("debian:stable", ""),
        ("python:3.12", ""),
        ("node:20-alpine", ""),
        ("example/debian:12", ""),
    ],
)
def test_only_a_name_that_tells_the_release_tells_the_system(image: str, suite: str) -> None:
    found = read(image)

    assert found is not None
    assert suite_of(found) == suite


def test_tells_packages_with_the_stage_that_they_are_installed_in() -> None:
    raw = b"""FROM debian:12 AS base
RUN apt-get update \\
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -o Dpkg::Options::=--force-confold \\
      git libssl3:amd64=3.0.11-1~deb12u2 \\
      # between
      "zlib1g=1:1.2.13.dfsg-1" ; echo done=1
FROM alpine:3.19
RUN apk add --virtual=.build --no-cache gcc=13.2.1_git20231014-r0
FROM base
RUN apt install jq=1.6-2.1
"""

    manifest = image_packages.parse(raw)

    assert [(pin.package.ecosystem, pin.package.name, pin.package.version, pin.span.first, pin.span.last) for pin in manifest.pins] == [
        ("Debian:12", "libssl3", "3.0.11-1~deb12u2", 4, 4),
        ("Debian:12", "zlib1g", "1:1.2.13.dfsg-1", 6, 6),
        ("Alpine:v3.19", "gcc", "13.2.1_git20231014-r0", 8, 8),
        ("Debian:12", "jq", "1.6-2.1", 10, 10),
    ]
    assert manifest.not_understood == ()


@pytest.mark.parametrize(
    ("image", "command", "why"),
    [
        ("debian:12", "apt-get install curl=7.88.*", "no exact version"),
        ("debian:12", "apt-get install curl=$CURL", "no exact version"),
        ("alpine:3.19", "apk add curl=~8.4", "no exact version"),
        ("debian", "apt-get install curl=7.88", "does not tell"),
        ("alpine:3.19", "apt-get install curl=7.88", "does not tell"),
        ("$BASE", "apk add curl=7.88", "does not tell"),
    ],
)
def test_what_names_no_release_is_unresolved(image: str, command: str, why: str) -> None:
    manifest = image_packages.parse(f"FROM {image}\nRUN {command}\n".encode())

    assert manifest.pins == ()
    (entry,) = manifest.not_understood
    assert why in entry.why


@pytest.mark.parametrize(
    "text",
    ["apt-get install curl", "apt-get remove curl=1", "echo apt=1", "pip install curl==1", "apk add curl@edge", "export A=1; apk update"],
)
def test_what_installs_no_version_is_no_entry(text: str) -> None:
    manifest = image_packages.parse(f"FROM debian:12\nRUN {text}\n".encode())

    assert (manifest.pins, manifest.not_understood) == ((), ())


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(Unparsable, match="instructions"):
        image_packages.parse(b"FROM debian:12\n" + b"RUN apt-get update\n" * MAX_INSTRUCTIONS)


def test_a_dockerfile_may_be_a_manifest() -> None:
    assert format_of(RepoPath("web/Dockerfile.dev")) is image_packages.FORMAT
    assert is_doubtful(RepoPath("web/Dockerfile.dev"))


@pytest.mark.timeout(30)
def test_a_line_without_end_costs_little_and_is_not_edited() -> None:
    packages = b" ".join(b"a%d=1.%d" % (number, number) for number in range(40_000))

    manifest = image_packages.parse(b"FROM debian:12\nRUN apt-get install " + packages)

    assert len(manifest.pins) == 40_000
    assert not any(pin.replaceable for pin in manifest.pins)
