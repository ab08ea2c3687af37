"""A policy file read, and layers of policy put on top of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from checks.core.policy import Exemption, Licences, Policy
from checks.core.severity import Confidence, Severity
from config.yaml_nodes import BadPolicy as BadPolicy
from config.yaml_nodes import document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.yaml_nodes import Entry

Level = TypeVar("Level", Severity, Confidence)

VERSION = 1
MAX_INLINE = 50
MAX_EXEMPTIONS = 500
MAX_LICENCES = 200
_SEVERITIES = tuple(str(severity) for severity in Severity)
_CONFIDENCES = tuple(str(confidence) for confidence in Confidence)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file says; None where it says nothing. `exempting`: whether the layers above this one may accept risks."""

    block_at: Severity | None = None
    block_confidence: Confidence | None = None
    inline_at: Severity | None = None
    inline_confidence: Confidence | None = None
    inline_limit: int | None = None
    inline_per_rule: int | None = None
    exempting: bool | None = None
    exemptions: tuple[Exemption, ...] = ()
    allowed_licences: tuple[str, ...] | None = None
    denied_licences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layered:
    """The policy that holds, and a sentence for each wish of a layer that was not granted."""

    policy: Policy
    set_aside: tuple[str, ...] = ()


def parse(raw: bytes) -> Layer:
    """Read a policy file; raises `BadPolicy`, whose message names the line. The caller then goes on without this layer and says so."""
    fields = document(raw).fields(("version", "block", "inline", "allow_exemptions", "exemptions", "licences"))
    if "version" not in fields:
        raise BadPolicy(f"`version: {VERSION}` is missing", 1)
    fields["version"].number(VERSION, VERSION)
    block = _fields(fields, "block", ("severity", "confidence"))
    licences = _fields(fields, "licences", ("allow", "deny"))
    inline = _fields(fields, "inline", ("severity", "confidence", "limit", "per_rule"))
    return Layer(
        block_at=_severity(block),
        block_confidence=_confidence(block),
        inline_at=_severity(inline),
        inline_confidence=_confidence(inline),
        inline_limit=inline["limit"].number(0, MAX_INLINE) if "limit" in inline else None,
        inline_per_rule=inline["per_rule"].number(1, MAX_INLINE) if "per_rule" in inline else None,
        exempting=fields["allow_exemptions"].truth() if "allow_exemptions" in fields else None,
        exemptions=_exemptions(fields["exemptions"]) if "exemptions" in fields else (),
        allowed_licences=_names(licences["allow"]) if "allow" in licences else None,
        denied_licences=_names(licences["deny"]) if "deny" in licences else (),
    )


def default() -> Layer:
    """The policy that ships with Bartizan, `config/policy.yml`."""
    return parse(files("config").joinpath("policy.yml").read_bytes())


def tighten(operator: Layer, organisation: Layer | None = None, repository: Layer | None = None) -> Layered:
    """The operator's floor (over the shipped default) with the others on top; each can only make it stricter.

    Stricter is: block or show at a lower severity or confidence, show more comments. Risks are accepted by a layer only if
    every layer below lets it.
    """
    policy = _over(Policy(), _filled(operator))
    exempting = operator.exempting is not False
    set_aside: list[str] = []
    for name, layer in (("organisation", organisation), ("repository", repository)):
        if layer is None:
            continue
        accepted = layer.exemptions if exempting else ()
        if layer.exemptions and not exempting:
            set_aside.append(f"{len(layer.exemptions)} exemptions of the {name}'s policy: the layer below does not allow any")
        set_aside += [f"`{key}` of the {name}'s policy would loosen what holds already" for key in _loosening(policy, layer)]
        policy = _over(policy, layer, accepted)
        exempting = exempting and layer.exempting is not False
    return Layered(policy, tuple(set_aside))


def _filled(operator: Layer) -> Layer:
    shipped = default()
    values = {name: getattr(shipped, name) if getattr(operator, name) is None else getattr(operator, name) for name in Layer.__slots__}
    denied = (*shipped.denied_licences, *operator.denied_licences)
    return Layer(**values | {"exemptions": (*shipped.exemptions, *operator.exemptions), "denied_licences": denied})


def _over(policy: Policy, layer: Layer, accepted: tuple[Exemption, ...] | None = None) -> Policy:
    """The layer on the policy. Without `accepted` it is the floor itself, whose word counts as it stands."""
    floor = accepted is None
    return Policy(
        block_at=_stricter(policy.block_at, layer.block_at, floor=floor),
        block_confidence=_stricter(policy.block_confidence, layer.block_confidence, floor=floor),
        inline_at=_stricter(policy.inline_at, layer.inline_at, floor=floor),
        inline_confidence=_stricter(policy.inline_confidence, layer.inline_confidence, floor=floor),
        inline_limit=_more(policy.inline_limit, layer.inline_limit, floor=floor),
        inline_per_rule=_more(policy.inline_per_rule, layer.inline_per_rule, floor=floor),
        exemptions=(*policy.exemptions, *(layer.exemptions if accepted is None else accepted)),
        licences=Licences(
            (layer.allowed_licences or ()) if floor else policy.licences.allow, (*policy.licences.deny, *layer.denied_licences)
        ),
    )


def _stricter(holds: Level, wish: Level | None, *, floor: bool) -> Level:
    return holds if wish is None else wish if floor else min(holds, wish)


def _more(holds: int, wish: int | None, *, floor: bool) -> int:
    return holds if wish is None else wish if floor else max(holds, wish)


def _loosening(policy: Policy, layer: Layer) -> list[str]:
    higher = (
        ("block.severity", policy.block_at, layer.block_at),
        ("block.confidence", policy.block_confidence, layer.block_confidence),
        ("inline.severity", policy.inline_at, layer.inline_at),
        ("inline.confidence", policy.inline_confidence, layer.inline_confidence),
    )
    wished = [each for each in layer.allowed_licences or () if each not in policy.licences.allow]
    lower = (("inline.limit", policy.inline_limit, layer.inline_limit), ("inline.per_rule", policy.inline_per_rule, layer.inline_per_rule))
    return [key for key, holds, wish in higher if wish is not None and wish > holds] + [
        *(key for key, holds, wish in lower if wish is not None and wish < holds),
        *(["licences.allow"] if wished else []),
    ]


def _fields(fields: Mapping[str, Entry], name: str, known: tuple[str, ...]) -> Mapping[str, Entry]:
    return fields[name].fields(known) if name in fields else {}


def _severity(fields: Mapping[str, Entry]) -> Severity | None:
    return Severity[fields["severity"].word(_SEVERITIES).upper()] if "severity" in fields else None


def _confidence(fields: Mapping[str, Entry]) -> Confidence | None:
    return Confidence[fields["confidence"].word(_CONFIDENCES).upper()] if "confidence" in fields else None


def _names(entry: Entry) -> tuple[str, ...]:
    items = entry.items()
    if len(items) > MAX_LICENCES:
        raise entry.refuse(f"a list of at most {MAX_LICENCES}")
    return tuple(item.text(100) for item in items)


def _exemptions(entry: Entry) -> tuple[Exemption, ...]:
    items = entry.items()
    if len(items) > MAX_EXEMPTIONS:
        raise entry.refuse(f"a list of at most {MAX_EXEMPTIONS}")
    return tuple(_exemption(item) for item in items)


def _exemption(entry: Entry) -> Exemption:
    fields = entry.fields(("rule", "path", "reason", "until", "owner"))
    missing = [name for name in ("rule", "path", "reason") if name not in fields]
    if missing:
        raise BadPolicy(f"an exemption needs `{missing[0]}`", entry.line)
    rule = fields["rule"].text(100)
    if not rule.replace("-", "").isalnum():
        raise fields["rule"].refuse("the id of a rule or a check, such as `unsafe-deserialization`")
    until = _day(fields["until"]) if "until" in fields else None
    owner = fields["owner"].text(100) if "owner" in fields else ""
    return Exemption(rule, fields["path"].text(500), fields["reason"].text(500), until, owner)


def _day(entry: Entry) -> date:
    try:
        return date.fromisoformat(entry.day())
    except ValueError as error:
        raise entry.refuse("a date such as 2026-12-31") from error
