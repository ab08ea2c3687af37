"""The images that a Compose file starts and does not build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.documents.nodes import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath

_NAMES = ("compose.", "docker-compose.", "compose-", "docker-compose-")


def is_compose(path: RepoPath) -> bool:
    """Whether it is named as Compose files are: `compose.yaml`, `docker-compose.override.yml`."""
    return path.suffix in {".yml", ".yaml"} and path.name.lower().startswith(_NAMES)


def images(raw: bytes) -> Iterator[tuple[int, str]]:
    """The line and the name of each. Raises `NotRead`."""
    for document in documents(raw):
        for service in document.at("services").fields.values():
            if "build" not in service.fields and (image := service.at("image")).text:
                yield image.line, image.text
