"""picklescan, a scanner with a list of what is dangerous, knows nothing that is clean here."""

from __future__ import annotations

import io
import pickletools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from picklescan.scanner import SafetyLevel, _unsafe_globals, scan_bytes

from checks.core.severity import Severity
from checks.model_artefact.reading import read_model
from checks.model_artefact.reasons import REASONS
from tests.checks.model_artefact.samples import BYPASSES, ORDINARY, SYSTEM
from tests.checks.model_artefact.test_generated import GUILTY, INNOCENT

# Every name on its list; `*` stands for the whole module, of which one name is as good as another.
LISTED = sorted(
    (module, name)
    for module, names in _unsafe_globals.items()
    for name in (["anything"] if names == "*" else [names] if isinstance(names, str) else sorted(names))
)


def called(module: str, name: str) -> bytes:
    """Calls the name with a harmless text when it is loaded, which never happens."""
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n(S'x'\ntR."


def dangerous(data: bytes, name: str) -> bool:
    """What picklescan says of the bytes; it reads only some kinds of files."""
    suffix = "." + name.rpartition(".")[2]
    try:
        seen = scan_bytes(io.BytesIO(data), name, suffix)
    except Exception:  # noqa: BLE001 - whatever it raises on a broken file, it gave no opinion
        return False
    return any(each.safety is SafetyLevel.Dangerous for each in seen.globals)


def told(data: bytes, name: str, least: Severity = Severity.HIGH) -> bool:
    return any(REASONS[each.code].severity >= least for each in read_model(name, data) if each.code in REASONS)


def test_it_has_an_opinion() -> None:
    assert dangerous(SYSTEM, "model.pkl")
    assert len(LISTED) > 80


@pytest.mark.parametrize(("module", "name"), LISTED, ids=".".join)
def test_each_name_on_its_list_is_told(module: str, name: str) -> None:
    assert told(called(module, name), "model.pkl")


def test_no_file_of_ours_that_it_calls_dangerous_is_clean_here() -> None:
    files = {**{case: ("model.pt", data) for case, (data, _) in BYPASSES.items()}, **GUILTY}
    opinions = {case: dangerous(data, name) for case, (name, data) in files.items()}

    # What lies in a literal is loaded only by something else.
    assert [case for case, bad in opinions.items() if bad and not told(files[case][1], files[case][0], Severity.MEDIUM)] == []
    assert sum(opinions.values()) >= 10, f"picklescan calls {sum(opinions.values())} of {len(opinions)} dangerous"


def test_what_it_calls_dangerous_is_none_of_the_innocent() -> None:
    files = {**{case: ("model.pt", data) for case, data in ORDINARY.items()}, **INNOCENT}

    assert [case for case, (name, data) in files.items() if dangerous(data, name)] == []


@given(st.sampled_from(LISTED), st.binary(max_size=40), st.sampled_from(sorted(ORDINARY)))
def test_a_listed_name_in_front_of_an_ordinary_stream_is_told(listed: tuple[str, str], tail: bytes, ordinary: str) -> None:
    data = called(*listed) + ORDINARY[ordinary][:2_000] + tail
    assume(next(pickletools.genops(data))[0].name == "GLOBAL")

    assert told(data, "model.pkl")
