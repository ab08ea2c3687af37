"""Text that is part of a model: what kind of document it is, and what is to be said of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from checks.model_artefact import limits
from checks.model_artefact.budget import Spent
from checks.model_artefact.keras.config import is_config, read_config
from checks.model_artefact.observation import Observation
from checks.model_artefact.packages.r_data import is_r_data, read_r
from checks.model_artefact.packages.xml_models import is_xml_model, read_xml
from checks.model_artefact.templates.kept import is_template, templates_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

# JSON that describes a model by its name in the folder of one.
_TOKENIZERS = ("tokenizer_config.json", "chat_template.json", "processor_config.json", "preprocessor_config.json")
_CONFIGURATIONS = ("config.json", "generation_config.json", "model_index.json", *_TOKENIZERS)
_UNDERSCORE = rb"(?:_|\\u005f)"
_TELLING = re.compile(
    rb'"[^"]{0,24}chat%btemplate[^"]{0,24}"|"(?:class%bname|auto%bmap|custom%bcode)"\s*:'.replace(b"%b", _UNDERSCORE),
    re.IGNORECASE,
)
_REMOTE = ("auto_map", "custom_pipelines", "custom_code", "trust_remote_code")


def is_document(name: str, data: bytes) -> bool:
    """Whether it is text that belongs to a model, by what it speaks of or by a name that loaders ask for."""
    return _is_json(name, data) or is_template(name, data) or is_xml_model(name, data)


def read_document(name: str, data: bytes, budget: Budget) -> set[Observation]:
    """What is to be said of such text; nothing of any other. Raises `Spent`."""
    if _is_json(name, data):
        document = parsed(data)
        if document is None:
            told = _file(name) in _TOKENIZERS or b"chat_template" in data or (b'"class_name"' in data and b'"config"' in data)
            return {Observation("not-parsed", "the JSON document")} if told else set()
        seen = judge_templates(list(templates_in(document, budget)), budget)
        if is_config(document):
            seen |= set(read_config(document, budget))
        return seen | set(_remote(name, document))
    if is_template(name, data):
        return judge_templates([data.decode("utf-8", "replace")], budget)
    if is_r_data(data):
        return read_r(data, budget)
    return read_xml(data, budget) if is_xml_model(name, data) else set()


def _remote(name: str, document: list[Any]) -> Iterator[Observation]:
    """Whether loading the model asks for code from its repository."""
    outer = document[0] if isinstance(document[0], list) else []
    for key, value in (each for each in outer if isinstance(each, tuple)):
        if key in _REMOTE and value and _file(name) in _CONFIGURATIONS:
            yield Observation("remote-code", key)


def judge_templates(templates: list[str], budget: Budget) -> set[Observation]:
    """What is to be said of chat templates. Raises `Spent`."""
    if not templates:
        return set()
    # Jinja is read only where it is needed: it is large, and nothing else here goes beyond the standard library.
    from checks.model_artefact.templates.judge import judge_template  # noqa: PLC0415

    return {each for template in templates for each in judge_template(template, budget)}


def _is_json(name: str, data: bytes) -> bool:
    if not data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return False
    # Whoever escapes plain letters in the keys of a configuration has a reason for it.
    return _file(name) in _TOKENIZERS or _TELLING.search(data) is not None or (_file(name) in _CONFIGURATIONS and b"\\u00" in data)


def _file(name: str) -> str:
    return name.lower().rpartition("/")[2]


def parsed(data: bytes) -> list[Any] | None:
    """The document in a list, its objects as lists of pairs so that no key hides another; None when it is not JSON. Raises `Spent`."""
    if len(data) > limits.DOCUMENT:
        raise Spent("limit-document")
    try:
        return [json.loads(data, object_pairs_hook=list)]
    except (ValueError, RecursionError):
        return None
