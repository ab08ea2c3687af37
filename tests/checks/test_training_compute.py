"""Training jobs and notebooks in the spellings that examples leave out."""

from __future__ import annotations

import pytest

from checks.core.change import NotAnalysed
from checks.training_compute.check import CHECK
from tests.checks.looked import looked, told


@pytest.mark.parametrize(
    ("line", "open_"),
    [
        ("jupyter lab --ServerApp.token=''", True),
        ('jupyter lab --ServerApp.token=""', True),
        ("jupyter lab --ServerApp.token=", True),
        ('CMD ["jupyter", "--NotebookApp.token="]', True),
        ("CMD [\"jupyter\", \"--NotebookApp.token=''\"]", True),
        ("c.ServerApp.token = ''  # nobody needs it", True),
        ("JUPYTER_TOKEN: ''", True),
        ("jupyter lab --ServerApp.token='secret'", False),
        ('jupyter lab --ServerApp.token="$TOKEN"', False),
        ("jupyter lab --ServerApp.token=$TOKEN", False),
        ("c.ServerApp.token = os.environ['TOKEN']", False),
        ("c.ServerApp.token = '' or token()", False),
        ("JUPYTER_TOKEN: '${TOKEN}'", False),
        ("# jupyter lab --ServerApp.token=''", False),
    ],
)
def test_a_notebook_is_open_when_its_token_is_empty(line: str, open_: bool) -> None:  # noqa: FBT001
    assert told(CHECK, "start.sh", f"{line}\n") == (["open-notebook"] if open_ else [])


@pytest.mark.parametrize(
    ("role", "wide"),
    [
        ("arn:aws:iam::1:role/AdministratorAccess", True),
        ("arn:aws:iam::1:role/OrganizationAccountAccessRole", True),
        ("arn:aws:iam::1:role/team/ml-admin", True),
        ("arn:aws:iam::1:role/train-churn", False),
        ("arn:aws:iam::1:role/admin/train-churn", False),
        ("!Ref Role", False),
    ],
)
def test_a_role_is_wide_when_its_name_says_so(role: str, wide: bool) -> None:  # noqa: FBT001
    assert told(CHECK, "job.yaml", f"TrainingJobName: a\nRoleArn: {role}\n") == (["wide-role"] if wide else [])


def test_a_stack_is_left_to_the_check_of_clouds() -> None:
    stack = "Resources:\n  Model:\n    Type: AWS::SageMaker::Model\n    Properties:\n      EnableNetworkIsolation: false\n"

    assert told(CHECK, "stack.yaml", stack) == []


def test_a_template_is_no_gap_that_anybody_expects_to_be_closed() -> None:
    (said,) = looked(CHECK, {"job.yaml": "{{- if .Values.job }}\nTrainingJobName: {{ .Values.name }}\n"})

    assert isinstance(said, NotAnalysed)
    assert not said.expected


def test_a_file_that_is_no_yaml_and_tells_of_a_job_is_a_gap() -> None:
    assert told(CHECK, "job.yaml", "TrainingJobName: [\n") == ["not read"]
