"""The second look at Java: twins, what it does not follow, and programs that are really run."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.core import Span
from checks.semgrep.second_look.java.meaning import JAVA
from checks.semgrep.second_look.java.tokens import NotFollowed, tokens
from checks.semgrep.second_look.verdict import CONSTANT, UNREACHED, reason_to_clear
from tests.checks.java_programs import program

if TYPE_CHECKING:
    from pathlib import Path

FRAME = """\
package shop;
import java.util.*;
public class Orders extends HttpServlet {
  private static final String SAFE = "orders";
  private static String last = "none";
  private String note;
  %(above)s
  @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String param = request.getParameter("q");
    String bar = "";
    int n = 106;
    %(body)s
    statement.executeQuery("SELECT * FROM t WHERE a='" + bar + "'");
  }
}
"""


def look(body: str, above: str = "") -> str | None:
    source = FRAME % {"above": above, "body": body}
    lines = source.splitlines()
    sink = next(number for number, line in enumerate(lines, 1) if "executeQuery" in line)
    origin = next(number for number, line in enumerate(lines, 1) if "String param" in line)
    reach = ((sink, lines[sink - 1].index('"SELECT') + 1), (sink, lines[sink - 1].index(");") + 1))
    return reason_to_clear(source.encode(), reach, Span(origin, origin), JAVA)


INNOCENT = {
    "a constant": ('bar = "x";', ""),
    "a constant of the class": ("bar = SAFE;", ""),
    "a constant of another file": ("bar = Tables.ORDERS;", ""),
    "a constant choice": ('bar = 7 * 18 + n > 200 ? "safe" : param;', ""),
    "a constant condition": ('if (500 / 42 + n > 200) bar = param; else bar = "x";', ""),
    "a switch on a character": (
        'char c = "ABC".charAt(1); switch (c) { case \'A\': bar = param; break; case \'B\': bar = "b"; break; default: bar = param; }',
        "",
    ),
    "a switch with arrows": ('switch (n) { case 1, 2 -> bar = param; case 106 -> { bar = "x"; } default -> bar = param; }', ""),
    "an entry of a list": ('List<String> l = new ArrayList<>(); l.add("a"); l.add(param); l.add("c"); l.remove(0); bar = l.get(1);', ""),
    "an entry of a map": ('Map<String, Object> m = new HashMap<>(); m.put("a", "x"); m.put("b", param); bar = (String) m.get("a");', ""),
    "an element of an array": ('String[] all = {"a", param}; bar = all[0];', ""),
    "a builder of constants": ('StringBuilder s = new StringBuilder("a"); s.append("b").append(n); bar = s.toString();', ""),
    "a helper": ("bar = helper(param);", 'private String helper(String x) { String y = "h"; if (n() > 3) { y = "i"; } return y; }'),
    "a static helper": ("bar = Orders.helper(param);", 'static String helper(String x) { return "h"; }'),
    "a helper of an inner class": (
        "bar = new Inner().pick(param);",
        'class Inner { String pick(String x) { List<String> l = new ArrayList<>(); l.add("a"); l.add(x); return l.get(0); } }',
    ),
    "text that is turned": ('bar = new String("a".getBytes()).toUpperCase().trim() + Integer.parseInt(param.length() + "");', ""),
    "a value that is replaced": ('bar = param; log(bar); bar = "x";', ""),
    "a loop over constants": ('for (String each : List.of("a", "b")) { bar = each; }', ""),
    "a failure that is caught": ('try { bar = "x"; load(); } catch (IOException | RuntimeException e) { bar = "y"; }', ""),
    "two lists": ('List<String> a = new ArrayList<>(); List<String> b = new ArrayList<>(); a.add("x"); b.add(param); bar = a.get(0);', ""),
    "a type written in full": ('java.util.List<String> l = new java.util.ArrayList<String>(); l.add("x"); bar = l.get(0);', ""),
    "the text of a character": ('bar = "" + \'c\' + 1 + true + null;', ""),
}

GUILTY = {
    "the input": ("bar = param;", ""),
    "a condition that is not constant": ('bar = param.length() > 3 ? "x" : param;', ""),
    "a constant condition that holds": ('bar = 7 * 18 + n > 200 ? param : "safe";', ""),
    "a field": ("note = param; bar = note;", ""),
    "a field of the class that changes": ("bar = last;", ""),
    "a name that looks like a constant but is the file's own": ("bar = Orders.LAST;", "static String LAST;"),
    "an entry of a list": ('List<String> l = new ArrayList<>(); l.add("a"); l.add(param); l.remove(0); bar = l.get(0);', ""),
    "an alias": ('List<String> l = new ArrayList<>(); l.add("a"); List<String> k = l; k.set(0, param); bar = l.get(0);', ""),
    "a list that a helper fills": ('List<String> l = new ArrayList<>(); l.add("a"); fill(l, param); bar = l.get(0);', ""),
    "a list that code fills later": ('List<String> l = new ArrayList<>(); l.add("a"); run(() -> l.set(0, param)); bar = l.get(0);', ""),
    "a list that a class without a name fills": (
        'List<String> l = new ArrayList<>(); l.add("a"); new Object() { { l.set(0, param); } }; bar = l.get(0);',
        "",
    ),
    "falling through": ('switch (n) { case 106: bar = "x"; case 2: bar = param; break; default: bar = "y"; }', ""),
    "what is for all others": ('switch (n) { default: bar = param; break; case 1: bar = "x"; }', ""),
    "a builder": ('StringBuilder s = new StringBuilder("a"); s.append("b").append(param); bar = s.toString();', ""),
    "a builder that is turned round": ("StringBuilder s = new StringBuilder(param); bar = s.reverse().toString();", ""),
    "a helper": ("bar = helper(param);", "private String helper(String x) { return x; }"),
    "a helper that is written twice": (
        "bar = helper(param);",
        'private String helper(String x) { return "h"; } private String helper(Object x) { return "" + x; }',
    ),
    "a helper of a class that another extends": (
        "bar = inner.pick(param);",
        'class Inner { String pick(String x) { return "p"; } } class Other extends Inner { String pick(String x) { return x; } }',
    ),
    "a failure that is caught": ('try { bar = param; load(); bar = "x"; } catch (IOException e) { log(e); }', ""),
    "after all": ('try { bar = "x"; } finally { bar = param; }', ""),
    "numbers that go round": ('bar = 2147483647 + 1 > 0 ? "safe" : param;', ""),
    "texts that are equal but not the same": ('String x = new String("a"); bar = x == "a" ? "safe" : param;', ""),
    "division towards zero": ('bar = -7 / 2 == -4 ? "safe" : param;', ""),
    "a loop that runs once": ("do { bar = param; n++; } while (n < 3);", ""),
    "a later round": ('for (int i = 0; i < 3; i++) { if (i > 0) { bar = param; } else { bar = "x"; } }', ""),
    "a file's content": ('bar = Files.readString(Path.of("orders.txt"));', ""),
    "a pattern": ("Object o = param; if (o instanceof String text) { bar = text; }", ""),
    "counting": ('n = param.length(); n++; bar = n > 3 ? param : "x";', ""),
}


@pytest.mark.parametrize("case", INNOCENT)
def test_what_cannot_carry_the_input_is_spoken_for(case: str) -> None:
    body, above = INNOCENT[case]

    assert look(body, above) == CONSTANT


@pytest.mark.parametrize("case", GUILTY)
def test_what_may_carry_the_input_is_not(case: str) -> None:
    body, above = GUILTY[case]

    assert look(body, above) is None


def test_code_behind_a_condition_that_never_holds_is_told() -> None:
    assert look("if (n < 100) { bar = param; } if (n > 100) { return; }") == UNREACHED


@pytest.mark.parametrize(
    "body",
    [
        'label: for (;;) { break label; } bar = "x";',
        'class Local { } bar = "x";',
        'bar = switch (n) { case 1 -> "a"; default -> "x"; };',
        'assert n > 3; bar = "x";',
        'if (n > 3) { bar = "x";',
        'bar = "x"; #',
    ],
)
def test_code_that_is_not_followed_stays_as_it_is(body: str) -> None:
    assert look(body) is None


def test_escaped_structure_is_not_followed() -> None:
    with pytest.raises(NotFollowed):
        tokens(b'String a = "\\u0022 + param + \\u0022";')


def test_places_are_counted_in_bytes_and_over_lines() -> None:
    found = tokens('/* \n*/ String ä = """\n  x\n""";'.encode())

    told = [(token.text.encode("latin-1").decode(), token.line, token.column) for token in found[:3]]
    assert told == [("String", 2, 3), ("ä", 2, 10), ("=", 2, 13)]
    assert (found[3].line, found[3].end_line, found[3].end_column) == (2, 4, 3)


WORDS = [*'(){}a.<>;=1"?:@[],', "new", "if", "->", "class", "switch", "case"]


@given(st.lists(st.sampled_from(WORDS)))
def test_no_text_makes_it_fall(words: list[str]) -> None:
    look(" ".join(words))


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java here to run the programs with")
def test_whatever_is_spoken_for_does_not_carry_the_input_when_it_is_run(tmp_path: Path) -> None:
    seeds = range(150)
    source = program("Made", seeds)
    (tmp_path / "Made.java").write_text(source, "utf-8")
    lines = source.split("\n")

    run = subprocess.run(
        ["java", "-Xmx300m", "-Dfile.encoding=UTF-8", str(tmp_path / "Made.java")], capture_output=True, text=True, timeout=120, check=True
    )
    carrying = {int(number) for number in run.stdout.split()}
    spoken_for = {seed for seed in seeds if _look_at_the_end(source, lines, seed)}

    assert (len(carrying) > 10, len(spoken_for) > 30, carrying & spoken_for) == (True, True, set())


def _look_at_the_end(source: str, lines: list[str], seed: int) -> str | None:
    start = next(index for index, line in enumerate(lines) if line.startswith(f"static String m{seed}("))
    end = next(index for index in range(start, len(lines)) if lines[index] == "return a;")
    return reason_to_clear(source.encode(), ((end + 1, 8), (end + 1, 9)), Span(start + 1, start + 1), JAVA)
