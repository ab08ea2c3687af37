"""What the usual libraries save is silent but for its format: a few saved files always, freshly saved ones where the libraries are."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from checks.model_artefact.reading import read_model

SAVED = sorted((Path(__file__).parent / "saved").iterdir())


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.name)
def test_a_saved_model_is_silent_but_for_its_format(file: Path) -> None:
    assert {each.code for each in read_model(file.name, file.read_bytes())} <= {"pickle-format"}


@pytest.mark.long
@pytest.mark.parametrize(
    "where", ["svm.SVC", "ensemble.RandomForestClassifier", "neighbors.KNeighborsClassifier", "ensemble.GradientBoostingClassifier"]
)
@pytest.mark.parametrize("compress", [0, "zlib", "lzma"])
def test_a_model_saved_now_is_silent_but_for_its_format(where: str, compress: object, tmp_path: Path) -> None:
    joblib = pytest.importorskip("joblib")
    room, name = where.split(".")
    model = getattr(pytest.importorskip(f"sklearn.{room}"), name)()
    numbers, classes = importlib.import_module("sklearn.datasets").load_iris(return_X_y=True)
    joblib.dump(model.fit(numbers, classes), tmp_path / "model.joblib", compress=compress)

    assert {each.code for each in read_model("model.joblib", (tmp_path / "model.joblib").read_bytes())} <= {"pickle-format"}
