"""What firewalls let in from everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.cloud_exposure import rules
from checks.cloud_exposure.resources import each, literal, says
from checks.cloud_exposure.settings import WORLD
from checks.cloud_exposure.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from checks.cloud_exposure.resources import Resource
    from checks.documents.nodes import Node

HIGHEST = 65535
# A range of more than this is for whatever may come.
MANY = 60_000
# SSH, Telnet, WinRM, RDP, VNC; Docker, Kubernetes and its nodes, etcd.
ADMIN = (22, 23, 2375, 2376, 3389, 5900, 5985, 5986, 6443, 10250, 2379)
# Databases, caches, queues and search; Kibana, Jupyter, TensorBoard, Ray, Triton, Ollama, Qdrant, Milvus.
STORES = (
    *(1433, 1521, 3306, 5432, 5433, 5984, 6379, 7474, 7687, 8086, 9042, 9092, 9200, 9300, 11211, 27017, 27018, 28015),
    *(5601, 6006, 6333, 6334, 8265, 8888, 10001, 11434, 19530),
)
_ALL_PROTOCOLS, _TCP = frozenset({"-1", "all", "*"}), frozenset({"tcp", "6"})
_ANYWHERE = WORLD | {"*", "0.0.0.0", "any", "internet"}  # noqa: S104 - what people write
_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class _Way:
    """What one entry of a firewall lets in: from where, and to which ports."""

    source: Node
    first: int
    last: int

    def sights(self) -> Iterator[Sight]:
        """The gravest thing about it, on the line of the source."""
        said = literal(self.source)
        if self.last - self.first >= MANY:
            yield Sight(rules.OPEN_ALL, self.source.line, (said,))
            return
        for ports, rule in ((ADMIN, rules.OPEN_ADMIN), (STORES, rules.OPEN_STORE)):
            port = next((each_port for each_port in ports if self.first <= each_port <= self.last), None)
            if port is not None:
                yield Sight(rule, self.source.line, (str(port), said))
                return


def networks(resource: Resource) -> Iterator[Sight]:
    """Each source that is everywhere, with what it reaches."""
    for kinds, ways in _READERS.items():
        if re.fullmatch(kinds, resource.kind):
            for way in ways(resource.body):
                yield from way.sights()


def _amazon(entry: Node, names: tuple[str, str, str], sources: tuple[str, ...]) -> Iterator[_Way]:
    protocol, first, last = (says(entry, name) for name in names)
    everywhere = [found for name in sources for found in each(entry, name) if literal(found) in WORLD]
    if protocol in _ALL_PROTOCOLS:
        ports = (0, HIGHEST)
    elif protocol in _TCP and _RANGE.fullmatch(f"{first}-{last}"):
        ports = (int(first), int(last))
    else:
        return
    yield from (_Way(source, *ports) for source in everywhere[:1])


_TERRAFORM_NAMES, _STACK_NAMES = ("protocol", "from_port", "to_port"), ("IpProtocol", "FromPort", "ToPort")


def _security_group(body: Node) -> Iterator[_Way]:
    for entry in each(body, "ingress"):
        yield from _amazon(entry, _TERRAFORM_NAMES, ("cidr_blocks", "ipv6_cidr_blocks"))


def _security_group_rule(body: Node) -> Iterator[_Way]:
    if says(body, "type") == "ingress":
        yield from _amazon(body, _TERRAFORM_NAMES, ("cidr_blocks", "ipv6_cidr_blocks"))


def _ingress_rule(body: Node) -> Iterator[_Way]:
    yield from _amazon(body, ("ip_protocol", "from_port", "to_port"), ("cidr_ipv4", "cidr_ipv6"))


def _stack_group(body: Node) -> Iterator[_Way]:
    for entry in each(body, "SecurityGroupIngress"):
        yield from _stack_ingress(entry)


def _stack_ingress(body: Node) -> Iterator[_Way]:
    yield from _amazon(body, _STACK_NAMES, ("CidrIp", "CidrIpv6"))


def _google(body: Node) -> Iterator[_Way]:
    if says(body, "direction") == "egress" or says(body, "disabled") == "true":
        return
    sources = [found for found in each(body, "source_ranges") if literal(found) in WORLD][:1]
    for entry in each(body, "allow"):
        protocol = says(entry, "protocol")
        if protocol in _ALL_PROTOCOLS or (protocol in _TCP and "ports" not in entry.fields):
            yield from (_Way(source, 0, HIGHEST) for source in sources)
        elif protocol in _TCP:
            yield from (_Way(source, *span) for source in sources for span in _spans(each(entry, "ports")))


def _azure(body: Node) -> Iterator[_Way]:
    if says(body, "direction") != "inbound" or says(body, "access") != "allow" or says(body, "protocol") in {"udp", "icmp", ""}:
        return
    places = (*each(body, "source_address_prefix"), *each(body, "source_address_prefixes"))
    sources = [found for found in places if literal(found).lower() in _ANYWHERE][:1]
    ports = (*each(body, "destination_port_range"), *each(body, "destination_port_ranges"))
    yield from (_Way(source, *span) for source in sources for span in _spans(ports))


def _azure_group(body: Node) -> Iterator[_Way]:
    for entry in each(body, "security_rule"):
        yield from _azure(entry)


def _spans(ports: list[Node] | tuple[Node, ...]) -> Iterator[tuple[int, int]]:
    for port in ports:
        if literal(port) == "*":
            yield (0, HIGHEST)
        elif match := _RANGE.fullmatch(literal(port)):
            yield (int(match[1]), int(match[2] or match[1]))


_READERS: Mapping[str, Callable[[Node], Iterator[_Way]]] = {
    r"aws_(default_)?security_group": _security_group,
    r"aws_security_group_rule": _security_group_rule,
    r"aws_vpc_security_group_ingress_rule": _ingress_rule,
    r"AWS::EC2::SecurityGroup": _stack_group,
    r"AWS::EC2::SecurityGroupIngress": _stack_ingress,
    r"google_compute_firewall": _google,
    r"azurerm_network_security_rule": _azure,
    r"azurerm_network_security_group": _azure_group,
}
