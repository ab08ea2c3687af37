"""Whether an address of code names one state of it or whatever is there tomorrow."""

from __future__ import annotations

import re

from checks.dependency_source.stated import Kind

_COMMIT = re.compile(r"[0-9a-f]{7,64}", re.IGNORECASE)
_RELEASE = re.compile(r"(?:[\w/-]{0,60}[/_-])?v?\d[\w.+-]{0,60}")
_WITHIN = re.compile(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])", re.IGNORECASE)
_DIGEST = re.compile(r"(?:^|&)(?:sha256|sha384|sha512)=", re.IGNORECASE)


def of_revision(revision: str) -> Kind:
    """FIXED for a commit; TAG for what reads like a release, which its owner may still move; BRANCH for the rest, and for nothing."""
    if _COMMIT.fullmatch(revision):
        return Kind.FIXED
    return Kind.TAG if _RELEASE.fullmatch(revision) else Kind.BRANCH


def of_archive(address: str, *, hashed: bool = False) -> Kind:
    """FIXED when a digest stands beside it, or a commit in it."""
    return Kind.FIXED if hashed or _DIGEST.search(address.partition("#")[2]) or _WITHIN.search(address) else Kind.ARCHIVE


def of_pip(address: str) -> Kind:
    """For pip's `git+https://host/path@revision#egg=name`."""
    path = re.split(r"[?#]", address.partition("://")[2], maxsplit=1)[0].partition("/")[2]
    return of_revision(path.rpartition("@")[2] if "@" in path else "")


def of_npm(specifier: str) -> Kind:
    """For npm's `host:owner/name#revision`, where `semver:` asks for whatever tag is within a range."""
    revision = specifier.partition("#")[2]
    return Kind.BRANCH if revision.startswith("semver:") else of_revision(revision)
