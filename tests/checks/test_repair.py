"""Repairs change what a rule matched and keep every other byte of its lines."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.review.patch import apply
from checks.command_injection.argument_list import without_shell
from checks.core import Location, RepoPath, Span
from checks.core.pattern import Match
from checks.hardcoded_secret.environment import from_the_environment
from checks.semgrep.repair import Repair, adding, repaired, setting
from checks.sql_injection.parameters import parameterised
from checks.timing_unsafe_comparison.digests import in_constant_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from checks.core.pattern import Reach
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes

LATER = setting(("verify", "False", "True"))
TIMED = adding("timeout=10")


def reach(source: bytes, code: bytes) -> Reach:
    def place(at: int) -> tuple[int, int]:
        return source.count(b"\n", 0, at) + 1, at - source.rfind(b"\n", 0, at)

    start = source.index(code)
    return place(start), place(start + len(code))


def mended(change: Callable[[Fragment], Changes], source: bytes, code: bytes) -> bytes | None:
    """The file after the repair of that code in it; None when there is none."""
    whole = reach(source, code)
    match = Match("rule", Location(RepoPath("a.py"), Span(whole[0][0], whole[1][0])), reach=whole)
    fix = repaired(Repair(change), match, source)
    return apply(source, fix.edits) if fix else None


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        pytest.param(LATER, "x = <<get(u, verify=False)>>  # why\n", "x = get(u, verify=True)  # why\n", id="a comment stays"),
        pytest.param(
            LATER,
            "\tif a:\r\n\t\t<<get(\r\n\t\t\tu,\r\n\t\t\tverify=False,\r\n\t\t)>>\r\n",
            "\tif a:\r\n\t\tget(\r\n\t\t\tu,\r\n\t\t\tverify=True,\r\n\t\t)\r\n",
            id="tabs and CRLF",
        ),
        pytest.param(LATER, "ß = <<get('é', verify=False)>>", "ß = get('é', verify=True)", id="bytes are no characters"),
        pytest.param(TIMED, "<<get(u)>>", "get(u, timeout=10)", id="an argument more"),
        pytest.param(TIMED, "<<get()>>", "get(timeout=10)", id="the first argument"),
        pytest.param(TIMED, "<<get(\n  u,\n  a=(1),  # one\n)>>\n", "get(\n  u,\n  a=(1), timeout=10,  # one\n)\n", id="trailing comma"),
        pytest.param(TIMED, "<<get((u))>>", "get((u), timeout=10)", id="brackets of its own"),
        pytest.param(TIMED, "<<get(u, a=(b or c))>>", "get(u, a=(b or c), timeout=10)", id="a bracketed value"),
        pytest.param(TIMED, "r = await <<get(u)>>", "r = await get(u, timeout=10)", id="in an await"),
        pytest.param(
            in_constant_time,
            "import os\nok = <<a.sig != b>>\n",
            "import hmac\nimport os\nok = not hmac.compare_digest(a.sig, b)\n",
            id="an import",
        ),
        pytest.param(
            from_the_environment,
            "import os, sys\n<<A.key = 'x1'>>\n",
            'import os, sys\nA.key = os.environ["KEY"]\n',
            id="imported already",
        ),
        pytest.param(
            in_constant_time,
            '"""Doc.\n\nimport nothing\n"""\nfrom __future__ import annotations\nimport os\nok = <<a == b>>\n',
            '"""Doc.\n\nimport nothing\n"""\nfrom __future__ import annotations\nimport hmac\nimport os\nok = hmac.compare_digest(a, b)\n',
            id="an import stands behind the docstring and the future",
        ),
    ],
)
def test_a_repair_is_exact(change: Callable[[Fragment], Changes], before: str, after: str) -> None:
    code = before.partition("<<")[2].partition(">>")[0]
    source = before.replace("<<", "").replace(">>", "")

    assert mended(change, source.encode(), code.encode()) == after.encode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(TIMED, b"get(x for x in y)", id="a bare generator"),
        pytest.param(TIMED, b"get(u, **options)", id="options that may hold it"),
        pytest.param(TIMED, b"get(u, timeout=None)", id="given already"),
        pytest.param(TIMED, b"get(" + b"(" * 50 + b")" * 50 + b")", id="nested too deeply"),
        pytest.param(TIMED, b"get(" + b"-" * 3000 + b"1)", id="too long"),
        pytest.param(TIMED, b"get(", id="no code by itself"),
        pytest.param(in_constant_time, b"a == b", id="no place for an import"),
    ],
)
def test_declines_what_it_cannot_put_right(change: Callable[[Fragment], Changes], code: bytes) -> None:
    assert mended(change, b"\n" + code + b"\n", code) is None


SQLITE = b"import sqlite3\n"


@pytest.mark.parametrize(
    ("code", "after"),
    [
        (b"""f"SELECT a FROM t WHERE b = '{x}' AND c = {y.z}\"""", b'"SELECT a FROM t WHERE b = ? AND c = ?", (x, y.z)'),
        (b"""f"SELECT a FROM t WHERE b LIKE '{x}%'\"""", b'"SELECT a FROM t WHERE b LIKE ?", (f"{x}%",)'),
        (b"""'SELECT a FROM t LIMIT ' + n""", b'"SELECT a FROM t LIMIT ?", (n,)'),
        (b"""'INSERT INTO t VALUES (%s, %s)' % (a, b)""", b'"INSERT INTO t VALUES (?, ?)", (a, b)'),
        (b"""f"SELECT a FROM {table}\"""", None),
        (b"""f"SELECT {column} FROM t\"""", None),
        (b"""f"SELECT a FROM t ORDER BY {column}\"""", None),
        (b"""f"SELECT a FROM t WHERE b = '{x}\"""", None),
        (b"""f"SELECT a FROM t WHERE b = ? AND c = {x}\"""", None),
        (b"""f"SELECT a FROM t WHERE b = {x:>4}\"""", None),
        (b"""" AND ".join(clauses)""", None),
    ],
)
def test_only_values_become_parameters(code: bytes, after: bytes | None) -> None:
    found = mended(parameterised, SQLITE + b"db.execute(" + code + b")\n", code)

    assert found == (SQLITE + b"db.execute(" + after + b")\n" if after else None)


@pytest.mark.parametrize("head", [b"import asyncpg, sqlite3\nimport asyncpg\n", b"", b"import sqlite3\nimport psycopg\n"])
def test_an_unknown_driver_gets_no_placeholders(head: bytes) -> None:
    code = b"""f"SELECT a FROM t WHERE b = {x}\""""

    assert mended(parameterised, head + b"db.execute(" + code + b")\n", code) is None


@pytest.mark.parametrize(
    ("code", "after"),
    [
        (b"""f"ping -c 1 {host}\"""", b'subprocess.run(["ping", "-c", "1", host], shell=False)'),
        (b"""'tar xf "' + name + '"'""", b'subprocess.run(["tar", "xf", name], shell=False)'),
        (b"""f"ls {shlex.quote(path)}/x\"""", b'subprocess.run(["ls", f"{path}/x"], shell=False)'),
        (b"""f"cat {name} | wc\"""", None),
        (b"""f"cat {name} > out\"""", None),
        (b"""f"cat {name}/*\"""", None),
        (b"""f"{program} -v\"""", None),
        (b"""f"A=1 make {target}\"""", None),
        (b"""f"echo '{name}\"""", None),
    ],
)
def test_only_a_line_without_a_shells_help_becomes_a_list(code: bytes, after: bytes | None) -> None:
    found = mended(without_shell, b"subprocess.run(" + code + b", shell=True)\n", code)

    assert found == (after + b"\n" if after else None)


ARGUMENTS = ["1", "(a)", "((b))", "*c", "d='x'", "verify=False", "e=[1, (2)]", "f={'k': (1)}", "g=(h or i)", "k=(\n  1\n)", "l  # why\n"]


@given(st.lists(st.sampled_from(ARGUMENTS), max_size=5), st.sampled_from(["", ",", " ,\n", "\n"]))
def test_whatever_its_arguments_a_call_keeps_them_and_gets_one_more(arguments: list[str], tail: str) -> None:
    code = f"get({', '.join(arguments)}{tail if arguments else ''})"
    try:
        before = ast.parse(code, mode="eval").body
    except SyntaxError:
        assume(condition=False)

    after = mended(TIMED, f"x = {code}\n".encode(), code.encode())

    assert after is not None
    (assigned,) = ast.parse(after).body
    assert isinstance(assigned, ast.Assign)
    assert isinstance(before, ast.Call)
    before.keywords.append(ast.keyword("timeout", ast.Constant(10)))
    assert ast.dump(assigned.value) == ast.dump(before)
