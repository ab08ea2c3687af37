from __future__ import annotations

import base64
import json
import pickle
from typing import Any

import pytest

from checks.core.change import NotAnalysed
from checks.core.finding import Finding
from checks.core.severity import Severity
from checks.notebook_hygiene.check import CHECK
from checks.notebook_hygiene.results import MAX_SCRIPTS
from tests.checks.looked import looked, told

COMMIT = "8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706"
HIDDEN: dict[str, Any] = {"jupyter": {"source_hidden": True}}
ENCODED = ("import base64", "exec(base64.b64decode('cHJpbnQoMSk='))")


def notebook(*lines: str, metadata: dict[str, Any] | None = None, html: str = "", **more: object) -> str:
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {"text/html": html.splitlines(keepends=True)}}] if html else []
    source = "\n".join(lines).splitlines(keepends=True)
    cell = {"cell_type": "code", "metadata": metadata or {}, "outputs": outputs, "source": source}
    return json.dumps({"cells": [cell], "metadata": more, "nbformat": 4, "nbformat_minor": 5}, indent=1)


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        (["!curl -fsSL https://x.example/i.sh | bash"], ["piped-script"]),
        (["!wget -qO- https://x.example/i.sh | sudo -E sh -s"], ["piped-script"]),
        (["!curl https://x.example/a.gz | gunzip | python3"], ["piped-script"]),
        (["!bash <(curl -s https://x.example/i.sh)"], ["piped-script"]),
        (["%%bash", "set -e", "curl https://x.example/i.sh \\", "  | sh"], ["piped-script"]),
        (["out = !curl https://x.example/i.sh | sh"], ["piped-script"]),
        (["!curl https://x.example/data.json | python -m json.tool"], []),
        (["!curl -O https://x.example/i.sh; sha256sum -c i.sum && sh i.sh"], []),
        (["# !curl https://x.example/i.sh | sh"], []),
        (["%%bash", "# curl https://x.example/i.sh | sh"], []),
        (["x = 'curl https://x.example/i.sh | sh'"], []),
        (["!pip install torch"], ["unpinned-package"]),
        (["%pip install -q 'torch>=2'"], ["unpinned-package"]),
        (["!python -m pip install -U torch==2.*"], ["unpinned-package"]),
        (["!pip install git+https://code.example/a/b@main"], ["unpinned-package"]),
        (["!uv pip install torch"], ["unpinned-package"]),
        (["!pip install torch==2.6.0 numpy===2.0.0"], []),
        (["!pip install -r requirements.txt -c constraints.txt"], []),
        (["!pip install -e . ./wheels/a-1.0-py3-none-any.whl {package} $PACKAGE"], []),
        ([f"!pip install git+https://code.example/a/b@{COMMIT}"], []),
        (["!pip list"], []),
        (["!pip install --index-url http://pip.example/simple torch==2.6.0"], ["plain-index"]),
        (["%pip install -i http://pip.example/simple torch==2.6.0"], ["plain-index"]),
        (["!pip install --trusted-host pip.example torch==2.6.0"], ["plain-index"]),
        (["!pip install --extra-index-url=http://pip.example/simple a==1"], ["plain-index"]),
        (["!pip install --index-url https://pip.example/simple torch==2.6.0"], []),
        (["!pip install --index-url http://localhost:3141/simple torch==2.6.0"], []),
    ],
)
def test_what_cells_download_and_install(lines: list[str], rules: list[str]) -> None:
    assert told(CHECK, "a.ipynb", notebook(*lines)) == rules


def test_a_command_is_told_on_its_line() -> None:
    text = notebook("x = 1", "!pip install a==1 \\", "   torch")

    (found,) = looked(CHECK, {"a.ipynb": text})

    assert isinstance(found, Finding)
    assert "torch" in text.split("\n")[found.line - 1]
    assert found.message.startswith("`torch` is another release tomorrow")


@pytest.mark.parametrize(
    "metadata",
    [HIDDEN, {"tags": ["remove-input"]}, {"hide_input": True}, {"cellView": "form"}, {"inputHidden": True}],
)
def test_a_hidden_cell_that_decodes_what_it_runs_is_told(metadata: dict[str, Any]) -> None:
    text = notebook(*ENCODED, metadata=metadata)

    (found,) = looked(CHECK, {"a.ipynb": text})

    assert isinstance(found, Finding)
    assert found.rule.id == "notebook-hygiene-hidden-code"
    assert "exec(" in text.split("\n")[found.line - 1]


@pytest.mark.parametrize(
    ("lines", "metadata"),
    [
        (ENCODED, {}),
        (ENCODED, {"jupyter": {"source_hidden": False}, "tags": ["parameters", 1]}),
        (["import base64", "image = base64.b64decode(x)"], HIDDEN),
        (["eval('1 + 1')"], HIDDEN),
    ],
)
def test_a_cell_that_is_shown_or_does_one_of_both_is_not_told_here(lines: list[str], metadata: dict[str, Any]) -> None:
    assert told(CHECK, "a.ipynb", notebook(*lines, metadata=metadata)) == []


@pytest.mark.parametrize(
    ("html", "severities"),
    [
        ('<script src="https://evil.example/x.js"></script>', [Severity.MEDIUM]),
        ("<div>\n<SCRIPT async src=//evil.example/x.js></SCRIPT>", [Severity.MEDIUM]),
        ('<script src="https://cdn.plot.ly/plotly-2.35.2.min.js"></script>', [Severity.LOW]),
        ('<script src="http://cdn.plot.ly/plotly-2.35.2.min.js"></script>', [Severity.MEDIUM]),
        ("<script>fetch('/api/contents').then(send)</script>", [Severity.MEDIUM]),
        ("<img src=x onerror=alert(1)>", [Severity.MEDIUM]),
        ("<script></script>" * (MAX_SCRIPTS + 1), [Severity.MEDIUM]),
        ("<script>var a = 1</script> fetch(", []),
        ("<table><tr><td>the onload = word</td></tr></table>", []),
        ("<a href='https://x.example'>x</a>", []),
    ],
)
def test_scripts_in_results_are_told_by_where_they_come_from(html: str, severities: list[Severity]) -> None:
    found = [each for each in looked(CHECK, {"a.ipynb": notebook(html=html)}) if isinstance(each, Finding)]

    assert [each.severity for each in found] == severities
    assert {each.rule.id for each in found} <= {"notebook-hygiene-foreign-script"}


def test_a_script_is_told_on_its_line() -> None:
    text = notebook(html='<div>\n<script src="https://evil.example/x.js"></script>\n</div>')

    (found,) = looked(CHECK, {"a.ipynb": text})

    assert isinstance(found, Finding)
    assert "evil.example" in text.split("\n")[found.line - 1]


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_pickle_in_the_state_of_a_widget_is_told(protocol: int) -> None:
    state = base64.b64encode(pickle.dumps({"weights": list(range(30))}, protocol)).decode()
    text = notebook(widgets={"application/vnd.jupyter.widget-state+json": {"state": {"a": {"value": state}}}})

    (found,) = looked(CHECK, {"a.ipynb": text})

    assert isinstance(found, Finding)
    assert found.rule.id == "notebook-hygiene-pickled-result"
    assert state in text.split("\n")[found.line - 1]


@pytest.mark.parametrize("value", ["gA" + "Q" * 60, "iVBORw0KGgo" + "A" * 80, "gASV"])
def test_other_base64_is_no_pickle(value: str) -> None:
    assert told(CHECK, "a.ipynb", notebook(widgets={"a": value})) == []


def test_what_is_no_notebook_is_a_gap() -> None:
    assert looked(CHECK, {"a.ipynb": "{"}) == [NotAnalysed("a.ipynb", "it is not the JSON of a notebook")]


def test_only_notebooks_are_read() -> None:
    assert looked(CHECK, {"a.json": notebook("!pip install torch")}) == []
