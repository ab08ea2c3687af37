"""Files made to keep the gates of a model's life busy end as any other; the suite's own limit of time is what fails."""

from __future__ import annotations

import pytest

from checks.drift_monitoring.check import CHECK as DRIFT
from checks.evaluation_gate.check import CHECK as EVALUATION
from checks.explanation_endpoint.check import CHECK as EXPLANATION
from checks.fairness_evidence.check import CHECK as FAIRNESS
from checks.model_card.check import CHECK as CARD
from checks.training_compute.check import CHECK as COMPUTE
from tests.checks.looked import looked

SIZE = 400_000
UNITS = (
    *("a-", "assert a,", "FastAPI(", '"age_', "admin", "--ignore=", "#", "- type: ", "threshold"),
    *("'", " ", "import ray ", "\n", "**", "-k'not "),
)
HEADS = {
    "tests/evals/test_model.py": "import deepeval\nimport shap\n",
    "app.py": "import shap\nfrom fastapi import FastAPI\nfrom sklearn.svm import SVC\nSVC().fit(x)\n# sagemaker ",
    "job.yaml": "TrainingJobName: a\nRoleArn: /",
    ".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - run: garak ",
    "m/README.md": "",
}


@pytest.mark.parametrize("unit", UNITS)
def test_a_file_of_one_word_over_and_over_ends(unit: str) -> None:
    head: dict[str, str | bytes] = {name: first + unit * (SIZE // len(unit)) for name, first in HEADS.items()}
    base: dict[str, str | bytes] = {name: first + unit * (SIZE // len(unit) - 2) for name, first in HEADS.items()}
    head["m/a.onnx"] = "weights"

    said = [each for check in (DRIFT, EVALUATION, EXPLANATION, FAIRNESS, CARD, COMPUTE) for each in looked(check, head, base)]

    assert len(said) < 20
