from __future__ import annotations

import json
from typing import Any

import pytest

from checks.core.place import Span
from checks.documents.nodes import NotRead
from checks.notebook.cells import MAX_CELLS, notebook
from checks.notebook.magics import plain
from checks.notebook.places import MAX_NESTING, MAX_VALUES, lines
from checks.notebook.python_text import PythonText, python_text


def code(*source: str, **more: object) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": "\n".join(source).splitlines(keepends=True), **more}


def written(*cells: dict[str, Any], indent: int | None = 1, language: str = "python") -> bytes:
    about = {"kernelspec": {"language": language, "name": language}}
    return json.dumps({"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, indent=indent).encode()


def code_of(text: PythonText) -> str:
    return text.content.decode()


TEXT = {"cell_type": "markdown", "metadata": {}, "source": ["eval(x)\n"]}


def test_the_code_of_all_cells_is_one_text_in_their_order() -> None:
    text = python_text(written(code("import os", "os.getcwd()"), TEXT, code("if 1:", "    pass")))

    assert code_of(text) == "import os\nos.getcwd()\nif 1:\n    pass\n"
    assert [str(place) for place in text.places] == ["cell 1, line 1", "cell 1, line 2", "cell 3, line 1", "cell 3, line 2"]


def test_each_line_is_where_the_file_says_it() -> None:
    raw = written(code("first", "", "third\t'ü'"), code("fourth"))

    text = python_text(raw)

    file = raw.decode().splitlines()
    assert [json.loads(file[place.at - 1].strip().rstrip(",")).rstrip("\n") for place in text.places] == code_of(text).splitlines()


@pytest.mark.parametrize("indent", [None, 0])
def test_lines_are_known_whatever_the_layout(indent: int | None) -> None:
    raw = written(code("first", "second"), indent=indent)

    text = python_text(raw)

    file = raw.decode().splitlines()
    assert ["first" in file[text.place(1).at - 1], "second" in file[text.place(2).at - 1]] == [True, True]


def test_a_source_in_one_string_stands_on_its_line() -> None:
    raw = written({**code(), "source": "one\ntwo"})

    text = python_text(raw)

    assert code_of(text) == "one\ntwo\n"
    assert {place.at for place in text.places} == {raw.decode().splitlines().index('   "source": "one\\ntwo"') + 1}


def test_a_line_may_be_written_in_several_parts() -> None:
    raw = written({**code(), "source": ["ev", "al(x)\npa", "ss"]})

    text = python_text(raw)

    assert code_of(text) == "eval(x)\npass\n"
    assert text.place(2).at == text.place(1).at + 1


def test_reads_the_worksheets_of_version_3() -> None:
    cell = {"cell_type": "code", "language": "python", "input": ["a\n", "b"], "outputs": []}
    raw = json.dumps({"metadata": {}, "nbformat": 3, "worksheets": [{"cells": [cell]}]}, indent=1).encode()

    text = python_text(raw)

    assert code_of(text) == "a\nb\n"
    assert '"b"' in raw.decode().splitlines()[text.place(2).at - 1]


def test_an_escaped_name_is_the_same_name() -> None:
    raw = written(code("a", "b")).replace(b'"source"', b'"s\\u006furce"')

    text = python_text(raw)

    assert code_of(text) == "a\nb\n"
    assert text.place(2).at == text.place(1).at + 1 > 2


@pytest.mark.parametrize("cells", [(), (TEXT,), (code(),)])
def test_a_notebook_without_code_has_no_text(cells: tuple[dict[str, Any], ...]) -> None:
    assert python_text(written(*cells)) == PythonText(b"", ())


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "not the JSON"),
        (b'{"cells": [', "not the JSON"),
        (b'{"cells": []} {}', "not the JSON"),
        (b"\xff\xfe{\0}\0", "not the JSON"),
        (b"[]", "no notebook"),
        (b'{"nbformat": 4}', "no notebook"),
        (b'{"cells": [], "nbformat": 9}', "version"),
        (b'{"cells": {}, "nbformat": 4}', "cells"),
        (b'{"cells": [1], "nbformat": 4}', "cells"),
        (b'{"worksheets": [1], "nbformat": 3}', "worksheets"),
        (b'{"cells": [{"cell_type": "code", "source": [1]}], "nbformat": 4}', "cell 1"),
        (b'{"cells": [], "cells": [], "nbformat": 4}', "twice"),
        (b'{"cells": [{"source": "a", "s\\u006furce": "b"}], "nbformat": 4}', "twice"),
        (b'{"cells": ' + b"[" * (MAX_NESTING + 2) + b"]" * (MAX_NESTING + 2) + b', "nbformat": 4}', "deeper"),
        (b'{"cells": [' + b",".join([b"{}"] * (MAX_CELLS + 1)) + b'], "nbformat": 4}', "cells"),
    ],
)
def test_what_is_no_notebook_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(NotRead, match=why):
        notebook(raw)


def test_refuses_more_values_than_it_reads_and_counts_no_numbers() -> None:
    assert lines("[" + "1," * MAX_VALUES + "1]") == {(): 1}
    with pytest.raises(NotRead, match="values"):
        lines("[" + '"",' * MAX_VALUES + '""]')


def test_a_span_over_several_cells_is_of_the_last_one() -> None:
    text = python_text(written(code("a", "b"), code("c", "d")))

    assert text.span(Span(1, 2)) == Span(text.place(1).at, text.place(2).at)
    assert text.span(Span(1, 4)) == Span(text.place(3).at, text.place(4).at)


@pytest.mark.parametrize(
    ("lines", "python"),
    [
        (["!pip install x", "import x"], ["pass", "import x"]),
        (["if x:", "    !ls {x}"], ["if x:", "    pass"]),
        (["%matplotlib inline", "x = 1"], ["pass", "x = 1"]),
        (["files = !ls", "x"], ["files = None", "x"]),
        (["a, b = %sql select", "x != 1"], ["a, b = None", "x != 1"]),
        (["%time f(x)", "y"], ["f(x)", "y"]),
        (["    %timeit -n 10 -r 3 f(x)"], ["f(x)"]),
        (["f?", "?f", "f.g??", "x"], ["pass", "pass", "pass", "x"]),
        (["/f x", ",f a b", "x"], ["pass", "pass", "x"]),
        (["!pip install \\", "   x", "y"], ["pass", "", "y"]),
        (["%%bash", "rm -rf $HOME", "# x"], ["pass", "", ""]),
        (["%%time", "!ls", "f(x)"], ["pass", "pass", "f(x)"]),
        (["", "%%writefile a.py", "eval(x)"], ["", "pass", "eval(x)"]),
        (["  x = 1", "  y = 2"], ["x = 1", "y = 2"]),
        (["x = '''", "!ls", "'''", "!ls"], ["x = '''", "!ls", "'''", "pass"]),
        (["x = (1", " %2)", "!ls # '''", "# '''("], ["x = (1", " %2)", "pass", "# '''("]),
        (["x = 'it\\'s", "!ls"], ["x = 'it\\'s", "pass"]),
        (["await f()", "x = 1 \\", "%3"], ["await f()", "x = 1 \\", "%3"]),
        (["print 'x'"], ["print 'x'"]),
        (["", " "], ["", " "]),
    ],
)
def test_what_is_not_python_gives_way_line_by_line(lines: list[str], python: list[str]) -> None:
    assert plain(lines) == python


@pytest.mark.parametrize("lines", [["x = '''", "!ls"], ["f(", "!ls"], ["!ls", 'x = """'], ["%%time", "x = ["]])
def test_a_cell_that_does_not_end_by_itself_is_left_out(lines: list[str]) -> None:
    assert plain(lines) is None


def test_an_open_string_does_not_swallow_the_next_cell() -> None:
    text = python_text(written(code('x = """'), code("eval(y)"), code('"""')))

    assert code_of(text) == "eval(y)\n"
    assert text.gaps == ("cell 1 ends within a string or a bracket", "cell 3 ends within a string or a bracket")
    assert str(text.place(1)) == "cell 2, line 1"


def test_another_language_is_told() -> None:
    assert python_text(written(code("x <- 1"), language="R")).language == "r"
    assert not python_text(written(code("x = 1"))).language
