"""The same in files that are no Python: imports of other languages, addresses, commands and settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.ai_references.providers import by_host, by_import
from checks.ai_references.python_names import HUB_NAME, LOCAL
from checks.ai_references.reference import Hub, Kind, Reference, Use
from checks.core.place import Location, Span
from checks.deployment.reading import started, starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.deployment.started import Command

_JAVASCRIPT = frozenset({".js", ".jsx", ".cjs", ".mjs", ".ts", ".tsx", ".cts", ".mts"})
# By suffix: the field of a provider, and what an import looks like.
_IMPORTS = {
    **dict.fromkeys(_JAVASCRIPT, ("javascript", re.compile(r"""(?:from|import|require\()\s*["']([@\w][\w./@-]{0,100})["']"""))),
    ".go": ("go", re.compile(r'^\s*(?:import\s+)?(?:\w+\s+)?"([\w./-]{3,120})"')),
    **dict.fromkeys((".java", ".kt", ".kts", ".scala"), ("java", re.compile(r"^\s*import\s+(?:static\s+)?([\w.]{3,120})"))),
}
_TRANSFORMERS = re.compile(
    r"""(?:pipeline\(\s*["'][\w-]{1,60}["']\s*,|\.from_pretrained\()\s*["']([\w.-]{1,96}/[\w.-]{1,96})["'](.{0,200})""", re.DOTALL
)
_REVISION = re.compile(r"""^[^)]{0,200}?\brevision\s*:\s*["']([\w./-]{1,100})["']""", re.DOTALL)
# Settings that name a model of the hub. `model` alone may name that of a service, which has no owner.
_SETTINGS = frozenset(
    {
        *("model_name_or_path", "pretrained_model_name_or_path", "base_model", "base_model_name_or_path", "model_id", "repo_id"),
        *("model_repo", "hf_model", "hf_model_id", "embedding_model", "reranker_model", "tokenizer_name_or_path", "model", "model_name"),
    }
)
_DATASETS = frozenset({"dataset_name", "dataset_id", "dataset_repo", "hf_dataset"})
_OLLAMA = re.compile(r"[a-z0-9][\w.-]{0,60}(?:/[\w.-]{1,60})?(?::[\w.-]{1,60})?", re.ASCII)


def in_other_files(path: RepoPath, raw: bytes) -> Iterator[Reference | Use]:
    """Raises `checks.documents.nodes.NotRead`."""
    language, pattern = _IMPORTS.get(path.suffix, ("", None))
    for number, line in enumerate(raw.split(b"\n"), 1):
        for provider in by_host(line[:2_000]):
            yield Use(provider.name, _at(path, number))
        for found in pattern.finditer(line[:2_000].decode("utf-8", "replace")) if pattern else ():
            known = by_import(found[1], language)
            if known is not None:
                yield Use(known.name, _at(path, number))
    if path.suffix in _JAVASCRIPT:
        yield from _in_javascript(path, raw.decode("utf-8", "replace"))
    elif starts(path):
        yield from _started(path, raw)


def _in_javascript(path: RepoPath, text: str) -> Iterator[Reference]:
    for found in _TRANSFORMERS.finditer(text):
        revision = _REVISION.match(found[2])
        line = text.count("\n", 0, found.start(1)) + 1
        if HUB_NAME.fullmatch(found[1]):
            yield Reference(Kind.MODEL, Hub.HUGGING_FACE, found[1], revision[1] if revision else "", _at(path, line))


def _started(path: RepoPath, raw: bytes) -> Iterator[Reference]:
    seen = started(path, raw)
    for setting in seen.settings:
        name = setting.name.lower().replace("-", "_")
        kind = Kind.MODEL if name in _SETTINGS else Kind.DATASET if name in _DATASETS else None
        if kind and HUB_NAME.fullmatch(setting.value) and not LOCAL.search(setting.value):
            yield Reference(kind, Hub.HUGGING_FACE, setting.value, setting.beside.get("revision", "")[:100], _at(path, setting.line))
    for commands in seen.scripts:
        for command in commands:
            yield from _command(path, command)


def _command(path: RepoPath, command: Command) -> Iterator[Reference]:
    hub = command.after("huggingface-cli", "hf")
    if hub and hub[0].text in {"download", "snapshot-download"}:
        name = next((word for word in hub[1:] if HUB_NAME.fullmatch(word.text)), None)
        kind = command.option("--repo-type")
        revision = command.option("--revision")
        if name is not None:
            what = Kind.DATASET if kind is not None and kind.text == "dataset" else Kind.MODEL
            yield Reference(what, Hub.HUGGING_FACE, name.text, revision.text[:100] if revision else "", _at(path, name.line))
    ollama = command.after("ollama")
    if ollama and ollama[0].text in {"pull", "run"} and ollama[1:] and _OLLAMA.fullmatch(ollama[1].text):
        name_, _, tag = ollama[1].text.partition(":")
        yield Reference(Kind.MODEL, Hub.OLLAMA, name_, tag, _at(path, ollama[1].line))
    served = command.after("vllm", "sglang")
    model = command.option("--model", "--model-id", "--model-path")
    if model is None and served and served[0].text == "serve" and served[1:]:
        model = served[1]
    if model is not None and HUB_NAME.fullmatch(model.text) and not LOCAL.search(model.text):
        revision = command.option("--revision")
        yield Reference(Kind.MODEL, Hub.HUGGING_FACE, model.text, revision.text[:100] if revision else "", _at(path, model.line))


def _at(path: RepoPath, line: int) -> Location:
    return Location(path, Span(line, line))
