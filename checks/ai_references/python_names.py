"""Models, datasets and services that a Python program names."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from checks.ai_references.providers import by_import
from checks.ai_references.reference import Hub, Kind, Reference, Use
from checks.core.place import Location, Span
from checks.core.python_source import module

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.core.place import RepoPath

# A name on the hub: an owner and a repository, or a repository that has been there since before there were owners.
HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_OLD_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9.]+)+", re.ASCII)
# A path on the machine, or a file.
LOCAL = re.compile(r"^[./~]|\.(?:pt|pth|bin|safetensors|gguf|onnx|pkl|json|csv|parquet|jsonl|txt)$|\\|//", re.IGNORECASE)
# By the last part of what is called: what it names, and the argument that does if it is not the first.
_CALLS = {
    "from_pretrained": (Kind.MODEL, "pretrained_model_name_or_path"),
    "SentenceTransformer": (Kind.MODEL, "model_name_or_path"),
    "CrossEncoder": (Kind.MODEL, "model_name"),
    "HuggingFaceEmbeddings": (Kind.MODEL, "model_name"),
    "HuggingFaceEmbedding": (Kind.MODEL, "model_name"),
    "HuggingFacePipeline": (Kind.MODEL, "model_id"),
    "LLM": (Kind.MODEL, "model"),
    "hf_hub_download": (Kind.MODEL, "repo_id"),
    "snapshot_download": (Kind.MODEL, "repo_id"),
    "load_dataset": (Kind.DATASET, "path"),
    "load_dataset_builder": (Kind.DATASET, "path"),
    "model_download": (Kind.MODEL, "handle"),
    "dataset_download": (Kind.DATASET, "handle"),
}
_BEDROCK = frozenset({"bedrock-runtime", "bedrock-agent-runtime"})


def in_python(path: RepoPath, raw: bytes) -> Iterator[Reference | Use]:
    """Raises what the parser raises."""
    tree = module(raw)
    known = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _called(path, node, known)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from _imported(path, alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found = next((each for name in names for each in _imported(path, name, node.lineno)), None)
            yield from [found] if found else []


def _imported(path: RepoPath, name: str, line: int) -> Iterator[Use]:
    provider = by_import(name, "python")
    if provider is not None:
        yield Use(provider.name, _at(path, line))


def _called(path: RepoPath, call: ast.Call, known: Mapping[str, str]) -> Iterator[Reference | Use]:
    name = _last(call.func)
    keywords = {each.arg: each.value for each in call.keywords if each.arg}
    if name in {"client", "resource"} and call.args and _text(call.args[0], known) in _BEDROCK:
        yield Use("Amazon Bedrock", _at(path, call.lineno))
    elif name == "InferenceClient":
        yield Use("Hugging Face", _at(path, call.lineno))
    elif name == "load" and isinstance(call.func, ast.Attribute) and _last(call.func.value) == "hub" and call.args:
        yield from _from_github(path, call, _text(call.args[0], known))
    elif name == "create_model" and call.args:
        text = _text(call.args[0], known)
        if text.startswith(("hf_hub:", "hf-hub:")):
            yield from _on_hub(path, call, Kind.MODEL, text.partition(":")[2], "")
    elif name == "pipeline":
        given = keywords.get("model") or (call.args[1] if call.args[1:] else None)
        yield from _on_hub(path, call, Kind.MODEL, _text(given, known), _text(keywords.get("revision"), known))
    elif name in _CALLS:
        kind, keyword = _CALLS[name]
        given = keywords.get(keyword) or (call.args[0] if call.args else None)
        kind = Kind.DATASET if _text(keywords.get("repo_type"), known) == "dataset" else kind
        text, revision = _text(given, known), _text(keywords.get("revision"), known)
        kaggle = name in {"model_download", "dataset_download"}
        yield from _on_kaggle(path, call, kind, text) if kaggle else _on_hub(path, call, kind, text, revision)


def _on_hub(path: RepoPath, call: ast.Call, kind: Kind, name: str, revision: str) -> Iterator[Reference]:
    bare, at, commit = name.partition("@")
    if not LOCAL.search(bare) and (HUB_NAME.fullmatch(bare) or _OLD_NAME.fullmatch(bare)):
        yield Reference(kind, Hub.HUGGING_FACE, bare, revision or (commit if at else ""), _at(path, call.lineno))


def _on_kaggle(path: RepoPath, call: ast.Call, kind: Kind, handle: str) -> Iterator[Reference]:
    """`owner/model/framework/variation[/version]`, `owner/dataset[/versions/3]`."""
    parts = handle.split("/")
    versioned = len(parts) > 1 and parts[-1].isdigit()
    name = "/".join(part for part in (parts[:-1] if versioned else parts) if part != "versions")
    if HUB_NAME.match(name):
        yield Reference(kind, Hub.KAGGLE, name[:200], parts[-1] if versioned else "", _at(path, call.lineno))


def _from_github(path: RepoPath, call: ast.Call, text: str) -> Iterator[Reference]:
    name, _, revision = text.partition(":")
    if HUB_NAME.fullmatch(name):
        yield Reference(Kind.MODEL, Hub.GITHUB, name, revision[:100], _at(path, call.lineno))


def _constants(tree: ast.Module) -> dict[str, str]:
    """Names that are given one text in the file, and nothing else."""
    found: dict[str, str | None] = {}
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        text = value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
        for name in (each.id for each in targets if isinstance(each, ast.Name)):
            found[name] = text if found.get(name, text) == text else None
    return {name: text for name, text in found.items() if text is not None}


def _text(node: ast.expr | None, known: Mapping[str, str]) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return known.get(node.id, "") if isinstance(node, ast.Name) else ""


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _at(path: RepoPath, line: int) -> Location:
    return Location(path, Span(line, line))
