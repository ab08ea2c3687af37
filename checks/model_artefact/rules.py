"""The rules of this check."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_CONVERT = "Export the model anew as safetensors or ONNX from a source you trust"
_SUPPLY = ("owasp-llm-2025:LLM03", "owasp-llm-2026:LLM04", "owasp-ml-2023:ML06")


def _rule(id_: str, title: str, severity: Severity, remedy: str, cwe: str = "CWE-502") -> Rule:
    return Rule(id_, title, severity, Confidence.HIGH, remedy, cwe, _SUPPLY)


EXECUTION = _rule(
    "model-artefact-code-execution",
    "A model file that runs code when it is loaded",
    Severity.CRITICAL,
    f"Do not load it. {_CONVERT}, and change the secrets of every host that has loaded it.",
)
EVASION = _rule(
    "model-artefact-evasion",
    "A model file built so that scanners and loaders read it differently",
    Severity.CRITICAL,
    f"Do not load it. {_CONVERT}; no exporter writes such a file.",
    "CWE-693",
)
UNREVIEWED = _rule(
    "model-artefact-unreviewed-class",
    "A model that imports code nobody has reviewed",
    Severity.MEDIUM,
    f"{_CONVERT}, or review what the named package does when the object is made.",
)
NESTED = _rule(
    "model-artefact-nested-payload",
    "A pickle or an archive hidden inside a model file",
    Severity.MEDIUM,
    "Find out what put it there, and store the model without it.",
    "CWE-506",
)
CONTAINER = _rule(
    "model-artefact-container-conflict",
    "A model archive that says different things to different readers",
    Severity.HIGH,
    "Build the archive anew with the framework's own exporter.",
    "CWE-436",
)
FORMAT = _rule(
    "model-artefact-pickle-format",
    "A model in a format that can run code",
    Severity.LOW,
    "Prefer safetensors, skops or ONNX, which hold data only.",
)
HEADER = _rule(
    "model-artefact-header-invalid",
    "A model file that breaks its format",
    Severity.HIGH,
    "Save the model anew with the format's own library.",
    "CWE-20",
)
UNPARSED = _rule(
    "model-artefact-unparsed",
    "A model file that cannot be read to its end",
    Severity.MEDIUM,
    "Replace it by a complete file; what could not be read may hold anything.",
    "CWE-693",
)
TEMPLATE = _rule(
    "model-artefact-chat-template",
    "A chat template that reaches out of its sandbox",
    Severity.CRITICAL,
    "Take the template of the model's own publisher, and render templates in Jinja's immutable sandbox only.",
    "CWE-1336",
)
INSTRUCTION = _rule(
    "model-artefact-hidden-instruction",
    "A chat template that gives the model orders of its own",
    Severity.MEDIUM,
    "Take the template of the model's own publisher; what the model is told belongs in the conversation.",
    "CWE-1427",
)
EMBEDDED = _rule(
    "model-artefact-embedded-code",
    "A model that brings code of its own",
    Severity.HIGH,
    "Do not load it. Save the weights alone, and build the model from code that was reviewed.",
    "CWE-94",
)
REMOTE = _rule(
    "model-artefact-remote-code",
    "A model that asks its loader to run its repository's code",
    Severity.MEDIUM,
    "Use a class of the library's own, or review that code and keep it with the program that loads the model.",
    "CWE-829",
)
GRAPH = _rule(
    "model-artefact-graph-reaches-out",
    "A model whose graph reaches beyond its numbers",
    Severity.HIGH,
    "Do not load it. Export the graph anew without operators for Python or files, and with its weights beside it.",
    "CWE-829",
)
RULES = (EXECUTION, EVASION, UNREVIEWED, NESTED, CONTAINER, FORMAT, HEADER, TEMPLATE, INSTRUCTION, EMBEDDED, GRAPH, REMOTE, UNPARSED)
