"""Job specifications of SageMaker, Vertex AI, Azure ML, Kubeflow and Ray, in YAML and JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.training_compute import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.rule import Rule
    from checks.documents.nodes import Node

# Keys that mean one thing wherever they stand, with the value that is too much.
_SWITCHES: dict[str, tuple[str, Rule]] = {
    "EnableNetworkIsolation": ("false", rules.ISOLATION),
    "EnableInterContainerTrafficEncryption": ("false", rules.UNENCRYPTED),
    "EnableRemoteDebug": ("true", rules.SHELL),
    "enableWebAccess": ("true", rules.SHELL),
    "ssh_public_access_enabled": ("true", rules.PUBLIC),
}
_AZURE: dict[str, tuple[str, Rule]] = {
    "public_network_access": ("enabled", rules.PUBLIC),
    "enable_node_public_ip": ("true", rules.PUBLIC),
}
_KINDS = frozenset(
    {"PyTorchJob", "TFJob", "MPIJob", "XGBoostJob", "PaddleJob", "JAXJob", "TrainJob", "RayCluster", "RayJob", "RayService", "Notebook"}
)
_ACCOUNTS = ("RoleArn", "ExecutionRoleArn", "serviceAccount", "serviceAccountName")
# No account of any of these clouds has a longer name.
MAX_ACCOUNT = 2_048
_PUBLISHED = frozenset({"LoadBalancer", "NodePort"})
_WORTH = re.compile(
    rb"EnableNetworkIsolation|EnableInterContainerTrafficEncryption|EnableRemoteDebug|enableWebAccess|ssh_public_access_enabled|azuremlschemas"
    rb"|TrainingJobName|AlgorithmSpecification|workerPoolSpecs|" + "|".join(sorted(_KINDS)).encode()
)
# The default account of Compute Engine is an editor of its project unless somebody took that away.
_WIDE = re.compile(
    r"/(?:[\w+=,.@-]*admin[\w+=,.@-]*|PowerUser\w*|OrganizationAccountAccessRole)$|-compute@developer\.gserviceaccount\.com$"
    r"|^(?:[\w-]+-)?(?:cluster-)?admin$|^cluster-admin\b",
    re.IGNORECASE,
)


def worth_reading(raw: bytes) -> bool:
    """Whether a key or kind of such a job stands in it."""
    return _WORTH.search(raw) is not None


def sights(document: Node) -> Iterator[tuple[Rule, int, str]]:
    """Rule, line and what is written there. Stacks of CloudFormation are another check's."""
    if document.at("Resources").fields:
        return
    switches = _SWITCHES | (_AZURE if "azureml" in document.at("$schema").text else {})
    for node in document.below():
        for key, (value, rule) in switches.items():
            if key in node.fields and node.at(key).text.lower() == value:
                yield rule, node.line_of(key), f"{key}: {node.at(key).text}"
    if _trains(document):
        yield from _rights(document)


def _trains(document: Node) -> bool:
    named = {"AlgorithmSpecification", "TrainingJobName", "workerPoolSpecs"}
    return document.at("kind").text in _KINDS or any(named & set(node.fields) for node in document.below())


def _rights(document: Node) -> Iterator[tuple[Rule, int, str]]:
    for node in document.below():
        for key in _ACCOUNTS:
            if len(node.at(key).text) <= MAX_ACCOUNT and _WIDE.search(node.at(key).text):
                yield rules.ROLE, node.line_of(key), f"{key}: {node.at(key).text}"
        if document.at("kind").text.startswith("Ray") and node.at("serviceType").text in _PUBLISHED:
            yield rules.PUBLIC, node.line_of("serviceType"), f"serviceType: {node.at('serviceType').text}"
