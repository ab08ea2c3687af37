"""Models, datasets and services that the files of a tree name, in the words of CycloneDX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.review.markdown import visible
from checks.ai_references.providers import PROVIDERS
from checks.ai_references.reference import Hub, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checks.ai_references.reference import Reference, Use

_TYPES = {Kind.MODEL: "machine-learning-model", Kind.DATASET: "data"}
# Hubs that package URLs have a type for.
_PURLS = {Hub.HUGGING_FACE: "huggingface", Hub.GITHUB: "github"}
_PLACES = 20


def components(references: Iterable[Reference]) -> list[dict[str, Any]]:
    """One for each name and revision, with the places that name it."""
    by_key: dict[tuple[str, str, str, str], list[Reference]] = {}
    for each in references:
        by_key.setdefault(each.key, []).append(each)
    return [_component(its) for its in by_key.values()]


def services(uses: Iterable[Use]) -> list[dict[str, Any]]:
    """One for each provider; what is sent there leaves the project's own ground."""
    by_provider: dict[str, list[Use]] = {}
    for each in uses:
        by_provider.setdefault(each.provider, []).append(each)
    hosts = {each.name: each.hosts for each in PROVIDERS}
    return [
        {
            "bom-ref": f"service:{provider}",
            "provider": {"name": provider},
            "name": provider,
            "endpoints": [f"https://{host}" for host in hosts.get(provider, ())],
            "x-trust-boundary": True,
            "properties": _places([str(each.location) for each in its]),
        }
        for provider, its in sorted(by_provider.items())
    ]


def model_card(task: str, datasets: Sequence[str], made_from: Sequence[str]) -> dict[str, Any]:
    """What a model's card says of its making; empty where it says nothing."""
    told: dict[str, Any] = {
        **({"task": visible(task)} if task else {}),
        **({"datasets": [{"type": "dataset", "name": visible(each)} for each in datasets]} if datasets else {}),
    }
    notes = [{"name": "bartizan:made-from", "value": visible(each)} for each in made_from]
    return {**({"modelParameters": told} if told else {}), **({"properties": notes} if notes else {})}


def _component(its: Sequence[Reference]) -> dict[str, Any]:
    first = its[0]
    group, _, name = first.name.rpartition("/")
    url = _url(first)
    revision = [{"name": "bartizan:revision", "value": visible(first.revision) or "not named"}]
    return {
        "type": _TYPES[first.kind],
        "bom-ref": f"{first.hub}:{visible(first.name)}@{visible(first.revision)}:{first.kind}",
        **({"group": visible(group)} if group else {}),
        "name": visible(name),
        **({"version": first.revision} if first.pinned else {}),
        **({"purl": url} if url else {}),
        "properties": [*revision, {"name": "bartizan:hub", "value": first.hub.value}, *_places([str(each.location) for each in its])],
    }


def _url(reference: Reference) -> str:
    """With the revision only where it is a commit: a package URL's version is one release."""
    kind = _PURLS.get(reference.hub)
    if kind is None:
        return ""
    named = "/".join(quote(part, safe="", errors="replace") for part in reference.name.split("/"))
    return f"pkg:{kind}/{named}" + (f"@{reference.revision}" if reference.pinned else "")


def _places(places: Sequence[str]) -> list[dict[str, str]]:
    once = list(dict.fromkeys(places))
    more = [{"name": "bartizan:further-places", "value": str(len(once) - _PLACES)}] if len(once) > _PLACES else []
    return [*({"name": "bartizan:place", "value": visible(place)} for place in once[:_PLACES]), *more]
