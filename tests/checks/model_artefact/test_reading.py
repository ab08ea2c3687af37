"""Model files are read by their opcodes and containers; every way round that is known to us ends in a finding."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.core.place import RepoPath
from checks.model_artefact import limits
from checks.model_artefact.check import finding
from checks.model_artefact.names import applies_to, concerns
from checks.model_artefact.observation import MOST, Observation, shown
from checks.model_artefact.pickles.allowed import ALLOWED
from checks.model_artefact.reading import read_model
from checks.model_artefact.reasons import GAPS, REASONS
from tests.checks.model_artefact.samples import BYPASSES, CALL, HARMLESS, ORDINARY, SYSTEM, TENSORS, framed, safetensors, tarred, zipped

NAMED = {"import-dangerous"}


def alone(data: bytes) -> bytes:
    return lzma.compress(data, lzma.FORMAT_ALONE)


def codes(data: bytes, name: str = "model.pt") -> set[str]:
    return {each.code for each in read_model(name, data)}


@pytest.mark.parametrize("way", BYPASSES)
def test_a_known_way_round_ends_in_a_finding(way: str) -> None:
    data, expected = BYPASSES[way]

    assert codes(data) >= expected


@pytest.mark.parametrize("way", BYPASSES)
def test_the_name_of_the_file_changes_nothing(way: str) -> None:
    data, expected = BYPASSES[way]

    assert codes(data, "weights.dat") >= expected
    assert concerns(RepoPath("weights.dat"), data)


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_model_is_silent_but_for_its_format(name: str) -> None:
    assert codes(ORDINARY[name], name) <= {"pickle-format"}


@pytest.mark.parametrize("press", [gzip.compress, zlib.compress, bz2.compress, lzma.compress, alone])
def test_compressed_pickles_are_opened(press: object) -> None:
    assert callable(press)

    assert codes(press(SYSTEM)) >= NAMED
    assert codes(zipped({"x": press(SYSTEM)})) >= NAMED


def test_each_allowed_pair_has_a_reason() -> None:
    assert all(reason and module and name for (module, name), reason in ALLOWED.items())
    assert not {("posix", "system"), ("builtins", "getattr"), ("builtins", "eval"), ("operator", "attrgetter")} & ALLOWED.keys()


def test_each_thing_seen_has_words() -> None:
    seen = {code for data, _ in BYPASSES.values() for code in codes(data)}

    assert seen <= REASONS.keys() | GAPS.keys()


def test_what_grows_without_end_is_not_read_to_the_end() -> None:
    bomb = zipped({"a": b"\0" * (4 * limits.MEGABYTE)}, 8)

    assert codes(bomb) & {"limit-ratio"}


def test_too_many_members_are_not_read_to_the_end() -> None:
    header = b"PK\x03\x04" + b"\0" * 22 + b"\x01\x00\x00\x00" + b"a"

    assert "limit-members" in codes(b"".join(header + bytes([number % 250]) * 3 for number in range(limits.MEMBERS + 2)))


def test_containers_too_deep_are_not_read_to_the_end() -> None:
    data = SYSTEM
    for _ in range(limits.DEPTH + 1):
        data = zipped({"a": data})

    assert "limit-depth" in codes(data)


def test_an_empty_or_broken_model_is_not_clean() -> None:
    assert codes(b"hello", "model.pkl") == {"not-parsed"}
    assert codes(b"\x80\x04\x95", "model.pkl") >= {"not-parsed"}
    assert codes(framed(1, b"N."), "model.pkl") >= {"frame-straddle"} or codes(framed(1, b"N."), "model.pkl") == {"pickle-format"}


@pytest.mark.parametrize(
    "header",
    [
        {"w": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}},
        {"w": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}},
        {"w": {"dtype": "X9", "shape": [2], "data_offsets": [0, 8]}},
        {"w": {"shape": [2]}},
        [1],
    ],
)
def test_a_header_that_breaks_the_format_is_told(header: object) -> None:
    assert "safetensors-invalid" in codes(safetensors(header, b"\0" * 8), "w.safetensors")


def test_bytes_behind_the_tensors_are_told() -> None:
    assert "safetensors-length" in codes(TENSORS + b"more", "w.safetensors")


def test_one_finding_names_the_worst_three_reasons() -> None:
    seen = [Observation("pickle-format"), *(Observation("import-dangerous", f"os.f{number}") for number in range(5))]

    found = finding(RepoPath("m.pkl"), seen)

    assert found.rule.id == "model-artefact-code-execution"
    assert found.message.count("it imports") == 3
    assert "2 more" in found.message


def test_names_from_a_file_are_escaped_and_cut() -> None:
    assert shown("os.`x`\u202e") == "os.\\u{60}x\\u{60}\\u{202e}"
    assert len(shown("a" * 500)) == MOST


def test_source_text_and_pictures_are_left_out_by_name() -> None:
    out = ("a.py", "README.md", "logo.png", "LICENSE", ".github/workflows/x", "Makefile", ".env")

    assert not any(applies_to(RepoPath(name)) for name in out)
    assert all(applies_to(RepoPath(name)) for name in ("weights.dat", "model", "a.bin", "m.pkl", "x.weird"))
    assert not concerns(RepoPath("notes.dat"), b"plain words\n")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"\x80\x04", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b"\x1f\x8b\x08", b"ZF0x", b"BZh9"]))
def test_any_bytes_are_read_without_a_crash(data: bytes, magic: bytes) -> None:
    for name in ("a.pkl", "a.safetensors", "a.npy", "a"):
        assert all(each.code in REASONS or each.code in GAPS for each in read_model(name, magic + data))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([zipped({"a/data.pkl": SYSTEM}), tarred({"pickle": SYSTEM}), HARMLESS, TENSORS]), st.data())
def test_a_byte_changed_does_not_crash_a_reader(data: bytes, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(data) - 1))

    read_model("model.pt", data[:at] + bytes([draw.draw(st.integers(0, 255))]) + data[at + 1 :])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 40), st.binary(max_size=40))
def test_what_follows_a_call_never_makes_it_clean(cut: int, tail: bytes) -> None:
    guilty = HARMLESS[: len(HARMLESS)] + b"\0" * cut + b"\x80\x02" + CALL + tail

    assert codes(guilty) >= NAMED


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60))
def test_a_zip_cut_short_is_never_clean(cut: int) -> None:
    archive = zipped({"a/data.pkl": SYSTEM})

    assert codes(archive[: len(archive) - cut]) - {"pickle-format"}
