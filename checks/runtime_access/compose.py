"""Compose: what services get of the host that runs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.runtime_access import rules
from checks.runtime_access.sight import DANGEROUS, Sight, capability, leads_to_the_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.nodes import Node

_STORES = re.compile(
    r"(?:^|/)(?:postgres|mysql|mariadb|mongo|redis|valkey|memcached|elasticsearch|opensearch|clickhouse|cassandra|couchdb|influxdb|rabbitmq|etcd"
    r"|minio|qdrant|weaviate|chroma|milvus|ollama|vllm-openai|text-generation-inference|tritonserver|torchserve|mlflow|jupyter|tensorboard)\b"
)
_OPEN = {
    "POSTGRES_HOST_AUTH_METHOD": ("trust",),
    "MYSQL_ALLOW_EMPTY_PASSWORD": ("yes", "true", "1"),
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD": ("yes", "true", "1"),
    "ALLOW_EMPTY_PASSWORD": ("yes", "true", "1"),
    "ALLOW_ANONYMOUS_LOGIN": ("yes", "true", "1"),
    "xpack.security.enabled": ("false",),
    "plugins.security.disabled": ("true",),
    "AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED": ("true",),
}
_PUBLISHED = re.compile(r"^(?:0\.0\.0\.0:)?\d+(?:-\d+)?:\d+(?:-\d+)?(?:/\w+)?$|^\d+$")
_UNCONFINED = re.compile(r"^(?:seccomp|apparmor)[:=]\s*unconfined$", re.IGNORECASE)


def project(document: Node) -> bool:
    """Whether it is a Compose file: services with images, or built from somewhere."""
    services = document.at("services").fields.values()
    return any("image" in service.fields or "build" in service.fields for service in services)


def sights(document: Node) -> Iterator[Sight]:
    """Everything that is too much in one file."""
    for service in document.at("services").fields.values():
        yield from _confinement(service)
        yield from _mounts(service)
        yield from _stores(service)


def _confinement(service: Node) -> Iterator[Sight]:
    if service.at("privileged").true:
        yield Sight(rules.PRIVILEGED, service.line_of("privileged"))
    for name in ("network_mode", "pid", "ipc", "userns_mode"):
        if service.at(name).text == "host":
            yield Sight(rules.HOST_NAMESPACE, service.line_of(name), (f"{name}: host",))
    for added in service.at("cap_add").items:
        if capability(added.text) in DANGEROUS:
            yield Sight(rules.CAPABILITY, added.line, (capability(added.text),))
    for option in service.at("security_opt").items:
        if _UNCONFINED.match(option.text):
            yield Sight(rules.UNCONFINED, option.line, (option.text,))


def _mounts(service: Node) -> Iterator[Sight]:
    for volume in service.at("volumes").items:
        source = volume.text.partition(":")[0] if volume.text else volume.at("source").text
        if source.startswith("/") and leads_to_the_host(source):
            yield Sight(rules.HOST_PATH, volume.line, (source,))


def _stores(service: Node) -> Iterator[Sight]:
    for name, value, line in _environment(service.at("environment")):
        if value.lower() in _OPEN.get(name, ()):
            yield Sight(rules.NO_PASSWORD, line, (f"{name}={value}",))
    image = service.at("image").text
    if _STORES.search(image.lower()):
        for port in service.at("ports").items:
            if _PUBLISHED.match(port.text) and ":" in port.text:
                yield Sight(rules.PUBLISHED, port.line, (image.rpartition("/")[2],))


def _environment(given: Node) -> Iterator[tuple[str, str, int]]:
    for name, value in given.fields.items():
        yield name, value.text, given.line_of(name)
    for item in given.items:
        told, _, setting = item.text.partition("=")
        yield told.strip(), setting.strip(), item.line
