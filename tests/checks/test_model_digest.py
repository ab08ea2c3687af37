"""Files of digests are read in every form that tools write, and nothing in them is believed without its model."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.core.place import RepoPath
from checks.documents.nodes import NotRead
from checks.model_digest.sums import digests, is_sums

DIGEST = "ab" * 32


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SHA256SUMS", f"{DIGEST}  models/a.pt\n"),
        ("sha256sums.txt", f"{DIGEST} *a.pt\n"),
        ("checksums.txt", f"# made by make\n{DIGEST.upper()}  ./a.pt\n"),
        ("CHECKSUMS", f"SHA256 (a.pt) = {DIGEST}\n"),
        ("a.pt.sha256", f"{DIGEST}\n"),
        ("a.pt.sha256", f"{DIGEST}  a.pt\n"),
        ("a.pt.dvc", f"outs:\n- md5: {DIGEST}\n  path: a.pt\n"),
    ],
)
def test_what_tools_write_is_read(name: str, text: str) -> None:
    assert is_sums(RepoPath(name))
    assert {file: digest for file, (digest, _) in digests(RepoPath(name), text.encode()).items()} == {"a.pt": DIGEST}


@pytest.mark.parametrize("text", ["", "see the release page\n", "abc  a.pt\n", f"{DIGEST}\n"])
def test_what_names_no_file_says_nothing(text: str) -> None:
    assert digests(RepoPath("SHA256SUMS"), text.encode()) == {}


def test_a_folder_that_dvc_keeps_is_left_alone() -> None:
    assert digests(RepoPath("data.dvc"), f"outs:\n- md5: {DIGEST[:32]}.dir\n  path: data\n".encode()) == {}


@given(st.binary(max_size=200), st.sampled_from(["SHA256SUMS", "a.pt.sha256", "a.pt.dvc"]))
def test_any_bytes_are_read_or_refused(raw: bytes, name: str) -> None:
    with suppress(NotRead):
        assert all(line >= 1 for _, line in digests(RepoPath(name), raw).values())
