"""The second look speaks for code only where no path carries the input: tried on twins, and against programs that are really run."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.core import Span
from checks.semgrep.second_look.verdict import CONSTANT, UNREACHED, reason_to_clear

FRAME = """\
import base64
import configparser
import sqlite3
from flask import request

SAFE = "constant"
TABLE = {{"a": "x", "b": "y"}}

{above}

def view():
    param = request.args.get("q")
    bar = ""
{body}
    cursor = sqlite3.connect("shop").cursor()
    cursor.execute(f"SELECT * FROM t WHERE a='{{bar}}'")
"""


def look(above: str, body: str) -> str | None:
    source = FRAME.format(above=above, body=textwrap.indent(body, "    "))
    lines = source.splitlines()
    sink = next(number for number, line in enumerate(lines, 1) if "cursor.execute" in line)
    origin = next(number for number, line in enumerate(lines, 1) if "param = request" in line)
    reach = ((sink, lines[sink - 1].index('f"') + 1), (sink, len(lines[sink - 1])))
    return reason_to_clear(source.encode(), reach, Span(origin, origin))


INNOCENT = {
    "a constant": (
        "",
        "bar = 'x'",
    ),
    "a constant condition": (
        "",
        "num = 106\nbar = 'safe' if 7*18+num > 200 else param",
    ),
    "a constant branch": (
        "",
        "if 500//42 + 20 > 10:\n    bar='x'\nelse:\n    bar=param",
    ),
    "a constant match": (
        "",
        ("g='ABC'\nt=g[1]\nmatch t:\n    case 'A':\n        bar=param\n"
        "    case 'B':\n        bar='bob'\n    case 'C'|'D':\n        bar=param\n    case _:\n        bar='b'"),
    ),
    "another item": (
        "",
        "l=[]\nl.append('safe')\nl.append(param)\nl.append('moresafe')\nl.pop(0)\nbar=l[1]",
    ),
    "another key": (
        "",
        "m={}\nm['a']='x'\nm['b']=param\nbar=m['b']\nbar=m['a']",
    ),
    "another option": (
        "",
        "c=configparser.ConfigParser()\nc.add_section('s')\nc.set('s','keyA','v')\nc.set('s','keyB',param)\nbar=c.get('s','keyA')",
    ),
    "a helper without use for it": (
        "def h(p):\n    return 'const'\n",
        "bar=h(param)",
    ),
    "a helper with a constant branch": (
        "def h(p):\n    x='a'\n    if len(x)>3:\n        x=p\n    return x\n",
        "bar=h(param)",
    ),
    "a method without use for it": (
        "class T:\n    def do(self,p):\n        return 'c'\n",
        "t=T()\nbar=t.do(param)",
    ),
    "both endings of a try": (
        "",
        "try:\n    x=int(param)\n    bar='1'\nexcept ValueError:\n    bar='2'",
    ),
    "an entry of a fixed table": (
        "",
        "bar=TABLE.get(param,'z')",
    ),
    "a constant of the module": ("", "bar=SAFE"),
    "a number": ("", "bar=int(param)"),
    "behind a return": (
        "",
        "return 'x'",
    ),
    "the other of two": (
        "",
        "a,b=param,'x'\nbar=b",
    ),
    "joined constants": (
        "",
        "bar=','.join(['a','b'])",
    ),
    "a branch no round takes": (
        "",
        "for x in ['a','b']:\n    if x == 'c':\n        bar=param\n        break",
    ),
}

GUILTY = {
    "the input itself": ("", "bar = param"),
    "a constant condition that holds not": (
        "",
        "num = 86\nbar = 'safe' if 7*42-num > 400 else param",
    ),
    "a match on its case": (
        "",
        ("g='ABC'\nt=g[2]\nmatch t:\n    case 'A':\n        bar='z'\n"
        "    case 'B':\n        bar='bob'\n    case 'C'|'D':\n        bar=param\n    case _:\n        bar='b'"),
    ),
    "its item": (
        "",
        "l=[]\nl.append('safe')\nl.append(param)\nl.append('moresafe')\nl.pop(0)\nbar=l[0]",
    ),
    "its key": (
        "",
        "m={}\nm['a']='x'\nm['b']=param\nbar=m['a']\nbar=m['b']",
    ),
    "its option": (
        "",
        "c=configparser.ConfigParser()\nc.add_section('s')\nc.set('s','keyA','v')\nc.set('s','keyB',param)\nbar=c.get('s','keyB')",
    ),
    "a helper that returns it": ("def h(p):\n    return p\n", "bar=h(param)"),
    "a method that returns it": ("class T:\n    def do(self,p):\n        return p\n", "t=T()\nbar=t.do(param)"),
    "a second name for a list": (
        "",
        "a=['x']\nb=a\nb[0]=param\nbar=a[0]",
    ),
    "one of two lists": (
        "",
        "a=['x']\nb=['y']\nz = a if request.args else b\nz[0]=param\nbar=a[0]",
    ),
    "a loop over it": ("", "for x in request.args:\n    bar=x"),
    "the round before": (
        "",
        "last='x'\nfor x in request.args:\n    bar=last\n    last=x",
    ),
    "an endless loop": (
        "",
        "bar='x'\nwhile True:\n    if request.args: break\n    bar=param",
    ),
    "half of a try": (
        "",
        "try:\n    bar=param\n    int(bar)\n    bar='1'\nexcept ValueError:\n    pass",
    ),
    "the default of a table": ("", "bar=TABLE.get(param,param)"),
    "a name of an inner function": ("", "def inner():\n    nonlocal bar\n    bar=param\ninner()"),
    "an inner function": (
        "",
        "l=['x']\ndef inner():\n    l[0]=param\ninner()\nbar=l[0]",
    ),
    "a lambda": (
        "",
        "l=['x']\nf=lambda: l.__setitem__(0,param)\nf()\nbar=l[0]",
    ),
    "a list somebody else holds": (
        "",
        "l=['x']\nother(l, param)\nbar=l[0]",
    ),
    "a list an object holds": (
        "",
        "l=['x']\nrequest.l=l\nrequest.l[0]=param\nbar=l[0]",
    ),
    "names by text": (
        "",
        "globals()['SAFE']=param\nbar=SAFE",
    ),
    "a global of another function": ("def w(p):\n    global SAFE\n    SAFE=p\n", "w(param)\nbar=SAFE"),
    "a comprehension": ("", "bar=[c for c in param][0]"),
    "an assignment in a condition": ("", "if (bar := param):\n    pass"),
    "within a block": (
        "",
        "bar='x'\nwith open('f') as fh:\n    bar=param",
    ),
    "a built-in by another meaning": ("def len(x):\n    return x\n", "bar=len(param)"),
    "the first of many": (
        "",
        "a,*b=[param,'x']\nbar=a",
    ),
    "one of two": (
        "",
        "a,b=param,'x'\nbar=a",
    ),
    "added to a constant": (
        "",
        "bar='x'\nbar+=param",
    ),
    "added to a list in place": (
        "",
        "l=['x']\nm=l\nl+=[param]\nbar=m[-1]",
    ),
    "an update by name": (
        "",
        "m={'a':'x'}\nm.update(a=param)\nbar=m['a']",
    ),
    "a default that stays": (
        "",
        "m={}\nbar=m.setdefault('a',param)",
    ),
    "a list in a table": (
        "",
        "m={'a':['x']}\nm['a'].append(param)\nbar=m['a'][-1]",
    ),
    "a list taken from a table": (
        "",
        "m={'a':['x']}\ni=m['a']\nm.clear()\ni[0]=param\nbar=i[0]",
    ),
    "a list a helper gave back": (
        "def h(l,c):\n    if c:\n        l.append('1')\n    return l\n",
        "o=['x']\nr=h(o,param)\no[0]=param\nbar=r[0]",
    ),
    "an argument by name": (
        "def h(p='x'):\n    return p\n",
        "bar=h(p=param)",
    ),
    "a list within a sorted one": (
        "",
        "l=[['a']]\ns=sorted(l)\ns[0][0]=param\nbar=l[0][0]",
    ),
    "one of many lists": (
        "",
        "l=[['a'],['b']]\nr=l[int(param)]\nr[0]=param\nbar=l[0][0]",
    ),
    "items set in rounds": (
        "",
        "l=['a','b']\nfor i in range(2):\n    l[i]=param\nbar=l[0]",
    ),
    "items that are lists": (
        "",
        "l=[['a']]\nfor i in l:\n    i[0]=param\nbar=l[0][0]",
    ),
    "at last": (
        "",
        "try:\n    bar='x'\nfinally:\n    bar=param",
    ),
    "encoded and decoded": ("", "bar=base64.b64decode(base64.b64encode(param.encode())).decode()"),
    "a list repeated": (
        "",
        "l=[['a']]*2\nl[0][0]=param\nbar=l[1][0]",
    ),
    "a dictionary by names": (
        "",
        "d=dict(a=param)\nbar=d['a']",
    ),
    "formatted": (
        "",
        "bar='%s' % [param]",
    ),
    "joined": (
        "",
        "bar=','.join(['a',param])",
    ),
    "a round that breaks": (
        "",
        "for x in ['a','b']:\n    if x == 'b':\n        bar=param\n        break",
    ),
    "code by text": (
        "",
        "l=['x']\nexec('l[0]=param')\nbar=l[0]",
    ),
}


@pytest.mark.parametrize(("above", "body"), INNOCENT.values(), ids=INNOCENT)
def test_speaks_for_code_that_the_input_cannot_reach(above: str, body: str) -> None:
    assert look(above, body) in {CONSTANT, UNREACHED}


@pytest.mark.parametrize(("above", "body"), GUILTY.values(), ids=GUILTY)
def test_leaves_the_finding_where_the_input_may_arrive(above: str, body: str) -> None:
    assert look(above, body) is None


INPUT = "<input>"
_ATOM = st.sampled_from(
    ["param", "bar", "other", '"x"', "l[0]", "l[-1]", 'd["a"]', 'd.get("b", "z")', "same(param)", "fixed(bar)", "pick(l)"]
)
_TEST = st.sampled_from(["1 < 2", "len(l) > 2", '"a" in d', "param", "bar == other", "not param", "len(bar) > 1"])
_SERIES = st.sampled_from(["list(l)", "tuple(m)", '["p", "q"]', "list(m)[:3]"])
_LINE = st.one_of(
    st.builds("bar = {}".format, _ATOM),
    st.builds("other = {}".format, _ATOM),
    st.builds("bar = {} + {}".format, _ATOM, _ATOM),
    st.builds("bar += {}".format, _ATOM),
    st.builds("l.append({})".format, _ATOM),
    st.builds("l.insert(0, {})".format, _ATOM),
    st.builds("l[0] = {}".format, _ATOM),
    st.builds("m[0] = {}".format, _ATOM),
    st.builds('d["a"] = {}'.format, _ATOM),
    st.builds("bar, other = {}, {}".format, _ATOM, _ATOM),
    st.builds("bar = {} if {} else {}".format, _ATOM, _TEST, _ATOM),
    st.builds("other = {} or {}".format, _ATOM, _ATOM),
    st.sampled_from(["m = l", "l = m", "l = list(m)", "m = pass_on(l)", 'n["k"] = l', 'm = n.get("k", m)', "l = l + [bar]", "l += [bar]"]),
    st.sampled_from(["touch(l, bar)", "m.reverse()", "d = dict(d)", "d.update(d)", "bar = str(len(bar))", 'bar = "".join(m)', "m = l[:]"]),
    st.sampled_from(["e = d", 'e["b"] = bar', "d = e", "m = l if param else m", "bar = m.pop() if len(m) > 1 else other"]),
)


def _block(lines: list[str], indent: str = "    ") -> str:
    return "\n".join(indent + part for line in lines or ["pass"] for part in line.split("\n"))


_LINES = st.recursive(
    st.lists(_LINE, min_size=1, max_size=4),
    lambda inner: st.lists(
        st.one_of(
            _LINE,
            st.builds(lambda test, body, rest: f"if {test}:\n{_block(body)}\nelse:\n{_block(rest)}", _TEST, inner, inner),
            st.builds(lambda series, body: f"for bar in {series}:\n{_block(body)}", _SERIES, inner),
            st.builds(lambda body: f"for i in range(2):\n{_block(body)}", inner),
            st.builds(lambda body, rest: f"try:\n{_block(body)}\nexcept Exception:\n{_block(rest)}", inner, inner),
            st.builds(lambda body: f"while rounds:\n{_block(['rounds.pop()', *body])}", inner),
        ),
        min_size=1, max_size=4,
    ),
    max_leaves=8,
)
PROGRAM = """\
def same(value):
    return value

def fixed(value):
    return "f"

def pick(items):
    return items[0]

def pass_on(items):
    if len(items) > 1:
        return items
    return list(items)

def touch(items, value):
    items[0] = value

def program(param, sink):
    bar, other = "b", "o"
    l = ["l"]
    m = ["m", "m"]
    d = {{"a": "d", "b": "e"}}
    e = {{"a": "g"}}
    n = {{}}
    rounds = [1, 2]
{body}
    sink(bar)
"""


@given(_LINES)
def test_never_speaks_for_a_program_that_carries_the_input_when_run(lines: list[str]) -> None:
    source = PROGRAM.format(body=_block(lines))
    last = source.splitlines()
    reason = reason_to_clear(source.encode(), ((len(last), 5), (len(last), 14)), Span(1, 1))
    seen: list[object] = []
    for text in (INPUT, ""):
        names: dict[str, object] = {}
        exec(source, names)  # noqa: S102 - a program that this test wrote
        try:
            names["program"](text, seen.append)  # type: ignore[operator]
        except (IndexError, KeyError, TypeError, AttributeError, RecursionError):
            continue

    assert reason is None or not any(INPUT in str(value) for value in seen), source
