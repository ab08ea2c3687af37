"""Routes that explain a model, and what counts as asking who is there."""

from __future__ import annotations

import pytest

from checks.core.change import NotAnalysed
from checks.explanation_endpoint.check import CHECK, MAX_FILE
from tests.checks.looked import looked, told

OPEN = "import shap\n\n\n@app.post('{path}')\n{more}def explain({asked}):\n    {body}\n"


def program(path: str = "/explain", more: str = "", asked: str = "order", body: str = "return values(order)") -> str:
    return OPEN.format(path=path, more=more, asked=asked, body=body)


@pytest.mark.parametrize("path", ["/explain", "/v1/explanations", "/shap/{name}", "/model/feature_importance", "/counterfactual?"])
def test_an_explanation_is_known_by_its_path(path: str) -> None:
    assert told(CHECK, "app.py", program(path)) == ["open"]


@pytest.mark.parametrize("path", ["/predict", "/plain", "/limelight", "/shape"])
def test_other_paths_explain_nothing(path: str) -> None:
    assert told(CHECK, "app.py", program(path)) == []


@pytest.mark.parametrize(
    "guarded",
    [
        program(more="@jwt_required\n"),
        program(asked="order, _=Security(api_key)"),
        program(body="abort(403)"),
        program(body="check(request.headers['Authorization'])"),
        program() + "\napp.before_request(known)\n",
        program() + "\napp.add_middleware(AuthenticationMiddleware)\n",
    ],
)
def test_a_guard_is_known_by_what_it_speaks_of(guarded: str) -> None:
    assert told(CHECK, "app.py", guarded) == []


def test_a_dependency_that_has_nothing_to_do_with_people_guards_nothing() -> None:
    assert told(CHECK, "app.py", program(asked="order, store=Depends(open_store)")) == ["open"]


@pytest.mark.parametrize("text", [program().replace("def", "defi"), program() + f"\n{'-' * 5000}1\n", program() + "#" * MAX_FILE], ids=len)
def test_what_cannot_be_parsed_is_said_and_expected_of_nobody(text: str) -> None:
    (said,) = looked(CHECK, {"app.py": text})

    assert isinstance(said, NotAnalysed)
    assert not said.expected
