"""The file of an operator's tools is checked as a whole, and says where it is wrong."""

from __future__ import annotations

import pytest

from checks.core.severity import Confidence, Severity
from config.settings import BadSettings
from config.tools_file import MAX_BYTES, MAX_TOOLS, parse_tools

WHOLE = """
[tools.keyhound]
program = "/opt/keyhound/bin/keyhound"
arguments = ["scan", "--sarif", "{files}"]
files = ["*.py", "deploy/*"]
except = ["tests/*"]
mounts = ["/opt/keyhound/rules", "/srv/words:/words"]
environment = { KEYHOUND_CACHE = "/home/w/cache" }
done = [0, 2]
seconds = 20
levels = { note = "off", warning = "low" }
confidence = "high"
rules = { "KEY/Weak" = "critical", noise = "off" }
secrets = true
"""
LEAST = 'program = "/opt/a"\narguments = ["{files}"]\nfiles = ["*"]\n'


def faults(text: str) -> str:
    with pytest.raises(BadSettings) as caught:
        parse_tools(text.encode(), {"sql-injection", "zizmor"})
    return "\n".join(map(str, caught.value.problems))


def test_reads_everything_that_can_be_said_of_a_tool() -> None:
    (tool,) = parse_tools(WHOLE.encode(), {"sql-injection"})

    assert (tool.name, tool.program) == ("keyhound", "/opt/keyhound/bin/keyhound")
    assert tool.arguments == ("scan", "--sarif", "{files}")
    assert (tool.files, tool.sparing) == (("*.py", "deploy/*"), ("tests/*",))
    assert tool.mounts == (("/opt/keyhound/rules", "/opt/keyhound/rules"), ("/srv/words", "/words"))
    assert tool.environment == (("KEYHOUND_CACHE", "/home/w/cache"),)
    assert (tool.done, tool.seconds, tool.secrets, tool.confidence) == (frozenset({0, 2}), 20, True, Confidence.HIGH)
    assert tool.levels == {"error": Severity.HIGH, "warning": Severity.LOW, "note": None}
    assert tool.rules == {"KEY/Weak": Severity.CRITICAL, "noise": None}


def test_a_tool_needs_a_program_its_arguments_and_files() -> None:
    (tool,) = parse_tools(f"[tools.a]\n{LEAST}".encode(), ())

    told = faults("[tools.a]\n")

    assert (tool.done, tool.seconds, tool.confidence) == (frozenset({0}), 60, Confidence.MEDIUM)
    assert all(f"tools.a.{key}" in told for key in ("program", "arguments", "files"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('progam = "/x"', "Did you mean `program`?"),
        ('mounts = ["relative"]', "cannot have 'relative'"),
        ('mounts = ["/"]', "cannot have '/'"),
        ('mounts = ["/a/../etc"]', "cannot have '/a/../etc'"),
        ('mounts = ["/srv/x:/src/x"]', "the sandbox's own"),
        ('mounts = ["/tmp"]', "the sandbox's own"),
        ('environment = { "A=B" = "c" }', "is not a table of texts"),
        ("done = []", "is not a list of exit codes"),
        ("done = [true]", "is not a list of exit codes"),
        ("seconds = 61", "is not a number from 1 to 60"),
        ("seconds = 0", "is not a number from 1 to 60"),
        ('levels = { fatal = "high" }', "knows no 'fatal'"),
        ('levels = { error = "awful" }', "gives 'error' no severity"),
        ('confidence = "sure"', "Choose one of low, medium, high"),
        ('secrets = "yes"', "is neither true nor false"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(line: str, said: str) -> None:
    told = faults(f"[tools.a]\n{LEAST}{line}\n")

    assert told.startswith("BARTIZAN_TOOLS: tools.a.")
    assert said in told


@pytest.mark.parametrize("line", ['program = "bin/a"', 'program = "/"', 'program = "/opt/../a"', "program = 1"])
def test_a_program_is_an_absolute_path(line: str) -> None:
    told = faults(f"[tools.a]\n{LEAST.replace('program = ' + chr(34) + '/opt/a' + chr(34), line)}")

    assert "tools.a.program is not an absolute path" in told


@pytest.mark.parametrize("words", ["[]", '["--all"]', '["{files}", "{folder}"]', '["--in={files}"]'])
def test_the_files_stand_once_in_the_arguments(words: str) -> None:
    told = faults(f"[tools.a]\n{LEAST.replace('[' + chr(34) + '{files}' + chr(34) + ']', words)}")

    assert "tools.a.arguments" in told


@pytest.mark.parametrize("name", ["zizmor", "sql-injection", "sql", "sql-injection-more"])
def test_no_tool_takes_the_name_of_something_of_ours(name: str) -> None:
    assert "Choose another" in faults(f"[tools.{name}]\n{LEAST}")


@pytest.mark.parametrize("name", ["Upper", "a_b", '"a b"', '"../x"', "a" * 31, "-a"])
def test_a_name_is_plain(name: str) -> None:
    assert "is no name for a tool" in faults(f"[tools.{name}]\n{LEAST}")


def test_everything_wrong_is_told_at_once() -> None:
    told = faults(f"[tools.a]\n{LEAST}seconds = 0\n[tools.b]\n{LEAST}loud = 1\n")

    assert "tools.a.seconds" in told
    assert "tools.b.loud" in told


@pytest.mark.parametrize("text", ["tools = 1", "x = [", "", "[tools]\na = 1", "[other]\n", "x" * (MAX_BYTES + 1)])
def test_what_is_no_file_of_tools_is_refused(text: str) -> None:
    assert faults(text)


def test_there_is_an_end_to_tools() -> None:
    assert f"more than {MAX_TOOLS} tools" in faults("".join(f"[tools.t{number}]\n{LEAST}" for number in range(MAX_TOOLS + 1)))
