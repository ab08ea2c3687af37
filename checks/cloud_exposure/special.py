"""What several settings of one resource say together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.cloud_exposure import rules
from checks.cloud_exposure.policies import read_text
from checks.cloud_exposure.resources import each, literal, says
from checks.cloud_exposure.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.cloud_exposure.resources import Resource

_STORES = re.compile(
    r"aws_(db_instance|rds_cluster|docdb_cluster|neptune_cluster|redshift_cluster|redshiftserverless_namespace|elasticache_replication_group"
    r"|elasticache_user|memorydb_user|mq_broker|dms_endpoint|directory_service_directory|opensearch_domain)"
    r"|google_sql_(user|database_instance)|google_alloydb_cluster|azurerm_(mssql|mysql|postgresql|mariadb|sql|synapse|cosmosdb)\w*"
    r"|AWS::(RDS|DocDB|Neptune|Redshift|ElastiCache|DMS|DirectoryService|OpenSearchService|AmazonMQ)::\w+"
)
_PASSWORDS = (
    *(("password",), ("master_password",), ("master_user_password",), ("admin_password",), ("admin_user_password",), ("auth_token",)),
    *(("root_password",), ("administrator_login_password",), ("administrator_password",), ("sql_administrator_login_password",)),
    *(("user", "password"), ("initial_user", "password"), ("passwords",)),
    ("advanced_security_options", "master_user_options", "master_user_password"),
    *(("MasterUserPassword",), ("Password",), ("AuthToken",), ("AdminUserPassword",), ("Users", "Password")),
    ("AdvancedSecurityOptions", "MasterUserOptions", "MasterUserPassword"),
)


def special(resource: Resource) -> Iterator[Sight]:
    """What each kind of resource is asked."""
    for ask in (_passwords, _listeners, _clusters, _notebooks, _vectors, _callers, _ranges):
        yield from ask(resource)


def _passwords(resource: Resource) -> Iterator[Sight]:
    if _STORES.fullmatch(resource.kind):
        for path in _PASSWORDS:
            yield from (Sight(rules.PASSWORD, found.line) for found in each(resource.body, *path) if literal(found))


def _listeners(resource: Resource) -> Iterator[Sight]:
    """One that hands requests on; to redirect them is what HTTP is for."""
    if re.fullmatch(r"aws_(lb|alb)_listener", resource.kind):
        names = ("protocol", "default_action", "type")
    elif resource.kind == "AWS::ElasticLoadBalancingV2::Listener":
        names = ("Protocol", "DefaultActions", "Type")
    else:
        return
    protocol, actions, kind = names
    if says(resource.body, protocol) == "http" and says(resource.body, actions, kind) == "forward":
        yield Sight(rules.PLAIN_LISTENER, each(resource.body, protocol)[0].line, ("HTTP",))


def _clusters(resource: Resource) -> Iterator[Sight]:
    """Public, and nobody says for whom: that is for everybody."""
    networks = each(resource.body, "vpc_config") if resource.kind == "aws_eks_cluster" else []
    for network in networks:
        if says(network, "endpoint_public_access") == "true" and "public_access_cidrs" not in network.fields:
            yield Sight(rules.PUBLIC_CLUSTER, network.line_of("endpoint_public_access"), ("0.0.0.0/0",))


def _notebooks(resource: Resource) -> Iterator[Sight]:
    """Without a subnet it stands in a network of the provider's, and has direct access unless that is refused."""
    body = resource.body
    if resource.kind == "aws_sagemaker_notebook_instance" and not {"subnet_id", "direct_internet_access"} & body.fields.keys():
        yield Sight(rules.NOTEBOOK_OPEN, body.line)
    if resource.kind == "AWS::SageMaker::NotebookInstance" and not {"SubnetId", "DirectInternetAccess"} & body.fields.keys():
        yield Sight(rules.NOTEBOOK_OPEN, body.line)


def _vectors(resource: Resource) -> Iterator[Sight]:
    """The network policy of a collection of vectors."""
    names = {"aws_opensearchserverless_security_policy": "policy", "AWS::OpenSearchServerless::SecurityPolicy": "Policy"}
    for written in each(resource.body, names[resource.kind]) if resource.kind in names else []:
        for node in (found for document in read_text(written) for found in document.below()):
            yield from (
                Sight(rules.PUBLIC_MODEL, found.line, ("AllowFromPublic",)) for found in each(node, "AllowFromPublic") if found.true
            )


def _callers(resource: Resource) -> Iterator[Sight]:
    names = {"aws_lambda_permission": ("principal", "source_arn", "source_account", "principal_org_id")}
    names["AWS::Lambda::Permission"] = ("Principal", "SourceArn", "SourceAccount", "PrincipalOrgID")
    if resource.kind in names:
        principal, *narrowing = names[resource.kind]
        if says(resource.body, principal) == "*" and not set(narrowing) & resource.body.fields.keys():
            yield Sight(rules.PUBLIC_FUNCTION, each(resource.body, principal)[0].line)


def _ranges(resource: Resource) -> Iterator[Sight]:
    """Firewalls of Azure's databases, from the first address to the last."""
    if re.fullmatch(r"azurerm_(mssql|mysql|postgresql|mariadb|sql)\w*_firewall_rule", resource.kind):
        first, last = says(resource.body, "start_ip_address"), says(resource.body, "end_ip_address")
        if (first, last) == ("0.0.0.0", "255.255.255.255"):  # noqa: S104 - what people write
            yield Sight(rules.PUBLIC_DATABASE, each(resource.body, "start_ip_address")[0].line, (f"{first} - {last}",))
