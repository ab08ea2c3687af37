"""Which files train, are, prompt or serve a model, by their names and by what they import and call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import RepoPath

PROGRAMS = frozenset({".py", ".ipynb"})
SCRIPTS = frozenset({".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx"})
_ENDINGS = "safetensors pt pth ckpt gguf h5 hdf5 keras onnx tflite joblib pkl pickle nemo mar skops"
_WEIGHTS = frozenset(f".{ending}" for ending in _ENDINGS.split())
_OTHERS = "test tests testing testdata fixtures examples example docs doc node_modules vendor third_party site-packages"
_ASIDE = frozenset(_OTHERS.split())
_PROMPT_FOLDERS = frozenset({"prompt", "prompts", "system_prompts", "prompt_templates"})
_PROMPT_SUFFIXES = frozenset({".txt", ".md", ".j2", ".jinja", ".jinja2", ".yaml", ".yml", ".json"})
_PROMPT_NAME = re.compile(r"(?:^|[_.-])(?:system|developer)?_?prompts?(?:$|[_.-])")
# Cells of a notebook are strings of JSON: an import stands behind a quotation mark there.
_IMPORT = rb"(?m)^[ \t\"]*(?:from|import)[ \t]+"
_LEARNING = re.compile(
    _IMPORT + rb"(?:torch|tensorflow|keras|sklearn|xgboost|lightgbm|catboost|transformers|jax|flax|trl|peft|lightning|pytorch_lightning"
    rb"|fastai|unsloth)\b"
)
_TRAINS = re.compile(rb"\.fit\(|\.backward\(|\b\w*Trainer\(|\boptimizer\.step\(|\b(?:xgb|xgboost|lgb|lightgbm)\.train\(|\.train_on_batch\(")
_AGENTS = re.compile(
    _IMPORT + rb"(?:langchain\w*|langgraph|crewai|autogen\w*|agents|llama_index|smolagents|pydantic_ai|haystack|semantic_kernel|openai"
    rb"|anthropic|litellm|google\.adk|strands)\b"
)
_SCRIPTED = re.compile(
    rb"(?:from|require\()\s*[\"'](?:openai|ai|@ai-sdk/[\w-]+|langchain[\w/-]*|@langchain/[\w/-]+|@anthropic-ai/sdk|llamaindex|@openai/agents"
    rb"|@mastra/core[\w/]*|@google/genai|ollama)[\"']"
)
_SCRIPT_ACTS = re.compile(
    rb"\b(?:create\w*Agent|AgentExecutor|\w*Agent|StateGraph)\b\s*[(.]|new SystemMessage\("
    rb"|\brole[\"']?\s*:\s*[\"'](?:system|developer)[\"']|\b(?:generate|stream)(?:Text|Object)\("
)
_ACTS = re.compile(
    rb"\b(?:create_\w*agent|AgentExecutor|\w*Agent|StateGraph|ChatPromptTemplate)\b[\w.\[\]]*\(|SystemMessage\(|[\"']role[\"']\s*:\s*[\"']system[\"']"
)
_SERVERS = re.compile(
    _IMPORT + rb"(?:fastapi|flask|bentoml|ts\.torch_handler|kserve|ray\b[^\n]*\bserve|ray\.serve|litserve|sanic|starlette|robyn|mlserver)\b"
)
_PREDICTS = re.compile(rb"\.(?:predict|predict_proba|generate|infer|transcribe|encode)\(|\b(?:model|pipeline|pipe|classifier|predictor)\(")


def aside(path: RepoPath) -> bool:
    """Whether it is a test, an example or somebody else's."""
    return bool(_ASIDE.intersection(path.folders)) or path.name.startswith("test_") or path.name == "conftest.py"


def is_weights(path: RepoPath) -> bool:
    """Whether it holds a model, by its name."""
    return path.suffix in _WEIGHTS


def is_prompt(path: RepoPath) -> bool:
    """Whether it is a prompt of the product; what agents of developers are told lies in folders that begin with a dot."""
    if any(folder.startswith(".") for folder in path.folders):
        return False
    if path.suffix in {".prompt", ".prompty"}:
        return True
    named = _PROMPT_FOLDERS.intersection(path.folders) or _PROMPT_NAME.search(path.name.lower().partition(".")[0])
    return path.suffix in _PROMPT_SUFFIXES and bool(named)


def trains(raw: bytes) -> re.Match[bytes] | None:
    """Where a program teaches a model."""
    return _TRAINS.search(raw) if _LEARNING.search(raw) else None


def prompts(raw: bytes) -> re.Match[bytes] | None:
    """Where a program in Python or JavaScript sets up an agent, or tells a language model what it is."""
    if _AGENTS.search(raw):
        return _ACTS.search(raw)
    return _SCRIPT_ACTS.search(raw) if _SCRIPTED.search(raw) else None


def serves(raw: bytes) -> re.Match[bytes] | None:
    """Where a server asks a model."""
    return _PREDICTS.search(raw) if _SERVERS.search(raw) else None


def line_of(raw: bytes, place: re.Match[bytes]) -> int:
    """The line of a match, from 1."""
    return raw.count(b"\n", 0, place.start()) + 1
