"""Settings that are dangerous by themselves: one line of a resource says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.cloud_exposure import rules
from checks.cloud_exposure.resources import each, literal
from checks.cloud_exposure.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.cloud_exposure.resources import Resource
    from checks.core.rule import Rule

WORLD = frozenset({"0.0.0.0/0", "::/0"})
_OFF, _ON = frozenset({"false"}), frozenset({"true"})
_EVERYBODY = frozenset({"allusers", "allauthenticatedusers"})
_OLD_TLS = frozenset(
    {
        *("sslv3", "tlsv1", "tlsv1_2016", "tlsv1.1_2016", "1.0", "1.1", "tls1_0", "tls1_1", "tls_1_0", "tls_1_1"),
        *(
            "elbsecuritypolicy-2015-05",
            "elbsecuritypolicy-2016-08",
            "elbsecuritypolicy-tls-1-0-2015-04",
            "elbsecuritypolicy-tls-1-1-2017-01",
        ),
        "policy-min-tls-1-0-2019-07",
    }
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Kinds of resources (a regular expression), the names down to the value, and the values, in lower case, that are dangerous."""

    kinds: str
    path: str
    values: frozenset[str]
    rule: Rule


SETTINGS = (
    # Storage
    Setting(r"aws_s3_bucket(_acl)?", "acl", frozenset({"public-read", "public-read-write"}), rules.PUBLIC_STORAGE),
    Setting(r"AWS::S3::Bucket", "AccessControl", frozenset({"publicread", "publicreadwrite"}), rules.PUBLIC_STORAGE),
    Setting(r"azurerm_storage_container", "container_access_type", frozenset({"blob", "container"}), rules.PUBLIC_STORAGE),
    Setting(r"google_storage_\w+_iam_member", "member", _EVERYBODY, rules.PUBLIC_STORAGE),
    Setting(r"google_storage_\w+_iam_binding", "members", _EVERYBODY, rules.PUBLIC_STORAGE),
    Setting(r"google_storage_(default_)?(bucket|object)_access_control", "entity", _EVERYBODY, rules.PUBLIC_STORAGE),
    *(
        Setting(r"aws_s3_(bucket|account)_public_access_block", name, _OFF, rules.PUBLIC_ALLOWED)
        for name in ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    ),
    *(
        Setting(r"AWS::S3::Bucket", f"PublicAccessBlockConfiguration.{name}", _OFF, rules.PUBLIC_ALLOWED)
        for name in ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    ),
    Setting(r"azurerm_storage_account", "allow_nested_items_to_be_public", _ON, rules.PUBLIC_ALLOWED),
    Setting(r"azurerm_storage_account", "allow_blob_public_access", _ON, rules.PUBLIC_ALLOWED),
    # Google's other resources, granted to everybody
    Setting(r"google_(?!storage_|cloud_run|cloudfunctions)\w+_iam_member", "member", _EVERYBODY, rules.PUBLIC_POLICY),
    Setting(r"google_(?!storage_|cloud_run|cloudfunctions)\w+_iam_binding", "members", _EVERYBODY, rules.PUBLIC_POLICY),
    # Databases
    Setting(
        r"aws_(db_instance|rds_cluster_instance|redshift_cluster|dms_replication_instance)",
        "publicly_accessible",
        _ON,
        rules.PUBLIC_DATABASE,
    ),
    Setting(r"AWS::(RDS::DBInstance|Redshift::Cluster|DMS::ReplicationInstance)", "PubliclyAccessible", _ON, rules.PUBLIC_DATABASE),
    Setting(r"google_sql_database_instance", "settings.ip_configuration.authorized_networks.value", WORLD, rules.PUBLIC_DATABASE),
    # Encryption
    Setting(r"aws_(db_instance|rds_cluster|docdb_cluster|neptune_cluster)", "storage_encrypted", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_(ebs_volume|efs_file_system|redshift_cluster|ebs_snapshot_copy)", "encrypted", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_(instance|launch_configuration)", "root_block_device.encrypted", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_(instance|launch_configuration)", "ebs_block_device.encrypted", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_launch_template", "block_device_mappings.ebs.encrypted", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_elasticache_replication_group", "at_rest_encryption_enabled", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_elasticache_replication_group", "transit_encryption_enabled", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_(elasticsearch|opensearch)_domain", "encrypt_at_rest.enabled", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_(elasticsearch|opensearch)_domain", "node_to_node_encryption.enabled", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"aws_msk_cluster", "encryption_info.encryption_in_transit.client_broker", frozenset({"plaintext"}), rules.ENCRYPTION_OFF),
    Setting(r"AWS::(RDS::DBInstance|RDS::DBCluster|DocDB::DBCluster|Neptune::DBCluster)", "StorageEncrypted", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"AWS::(EC2::Volume|EFS::FileSystem|Redshift::Cluster)", "Encrypted", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"AWS::ElastiCache::ReplicationGroup", "AtRestEncryptionEnabled", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"AWS::ElastiCache::ReplicationGroup", "TransitEncryptionEnabled", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"AWS::(OpenSearchService|Elasticsearch)::Domain", "EncryptionAtRestOptions.Enabled", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"azurerm_storage_account", "https_traffic_only_enabled", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"azurerm_storage_account", "enable_https_traffic_only", _OFF, rules.ENCRYPTION_OFF),
    Setting(r"azurerm_(mysql|postgresql)_server", "ssl_enforcement_enabled", _OFF, rules.ENCRYPTION_OFF),
    # Listeners and versions of TLS
    Setting(
        r"aws_cloudfront_distribution", "default_cache_behavior.viewer_protocol_policy", frozenset({"allow-all"}), rules.PLAIN_LISTENER
    ),
    Setting(
        r"aws_cloudfront_distribution", "ordered_cache_behavior.viewer_protocol_policy", frozenset({"allow-all"}), rules.PLAIN_LISTENER
    ),
    Setting(
        r"AWS::CloudFront::Distribution",
        "DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy",
        frozenset({"allow-all"}),
        rules.PLAIN_LISTENER,
    ),
    Setting(r"aws_(lb|alb)_listener", "ssl_policy", _OLD_TLS, rules.OLD_TLS),
    Setting(r"aws_cloudfront_distribution", "viewer_certificate.minimum_protocol_version", _OLD_TLS, rules.OLD_TLS),
    Setting(r"aws_api_gateway_domain_name", "security_policy", _OLD_TLS, rules.OLD_TLS),
    Setting(r"aws_(elasticsearch|opensearch)_domain", "domain_endpoint_options.tls_security_policy", _OLD_TLS, rules.OLD_TLS),
    Setting(r"AWS::ElasticLoadBalancingV2::Listener", "SslPolicy", _OLD_TLS, rules.OLD_TLS),
    Setting(r"AWS::CloudFront::Distribution", "DistributionConfig.ViewerCertificate.MinimumProtocolVersion", _OLD_TLS, rules.OLD_TLS),
    Setting(r"azurerm_\w+", "min_tls_version", _OLD_TLS, rules.OLD_TLS),
    Setting(r"azurerm_\w+", "minimum_tls_version", _OLD_TLS, rules.OLD_TLS),
    Setting(r"azurerm_\w+", "site_config.minimum_tls_version", _OLD_TLS, rules.OLD_TLS),
    Setting(r"google_compute_ssl_policy", "min_tls_version", _OLD_TLS, rules.OLD_TLS),
    # Instances, keys, records
    Setting(
        r"aws_(instance|launch_template|launch_configuration)", "metadata_options.http_tokens", frozenset({"optional"}), rules.METADATA
    ),
    Setting(r"AWS::EC2::LaunchTemplate", "LaunchTemplateData.MetadataOptions.HttpTokens", frozenset({"optional"}), rules.METADATA),
    Setting(
        r"AWS::SageMaker::NotebookInstance",
        "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion",
        frozenset({"1"}),
        rules.METADATA,
    ),
    Setting(
        r"aws_sagemaker_notebook_instance",
        "instance_metadata_service_configuration.minimum_instance_metadata_service_version",
        frozenset({"1"}),
        rules.METADATA,
    ),
    Setting(r"aws_kms_key", "enable_key_rotation", _OFF, rules.ROTATION_OFF),
    Setting(r"AWS::KMS::Key", "EnableKeyRotation", _OFF, rules.ROTATION_OFF),
    Setting(r"aws_cloudtrail", "enable_logging", _OFF, rules.LOGGING_OFF),
    Setting(r"aws_cloudtrail", "enable_log_file_validation", _OFF, rules.LOGGING_OFF),
    Setting(r"AWS::CloudTrail::Trail", "IsLogging", _OFF, rules.LOGGING_OFF),
    Setting(r"AWS::CloudTrail::Trail", "EnableLogFileValidation", _OFF, rules.LOGGING_OFF),
    Setting(r"aws_guardduty_detector", "enable", _OFF, rules.LOGGING_OFF),
    Setting(r"google_container_cluster", "logging_service", frozenset({"none"}), rules.LOGGING_OFF),
    # Clusters and functions
    Setting(r"aws_eks_cluster", "vpc_config.public_access_cidrs", WORLD, rules.PUBLIC_CLUSTER),
    Setting(r"AWS::EKS::Cluster", "ResourcesVpcConfig.PublicAccessCidrs", WORLD, rules.PUBLIC_CLUSTER),
    Setting(r"google_container_cluster", "master_authorized_networks_config.cidr_blocks.cidr_block", WORLD, rules.PUBLIC_CLUSTER),
    Setting(r"azurerm_kubernetes_cluster", "api_server_authorized_ip_ranges", WORLD, rules.PUBLIC_CLUSTER),
    Setting(r"azurerm_kubernetes_cluster", "api_server_access_profile.authorized_ip_ranges", WORLD, rules.PUBLIC_CLUSTER),
    Setting(r"aws_lambda_function_url", "authorization_type", frozenset({"none"}), rules.PUBLIC_FUNCTION),
    Setting(r"AWS::Lambda::Url", "AuthType", frozenset({"none"}), rules.PUBLIC_FUNCTION),
    Setting(r"AWS::Serverless::Function", "FunctionUrlConfig.AuthType", frozenset({"none"}), rules.PUBLIC_FUNCTION),
    Setting(r"google_(cloud_run\w*|cloudfunctions\w*)_iam_member", "member", _EVERYBODY, rules.PUBLIC_FUNCTION),
    Setting(r"google_(cloud_run\w*|cloudfunctions\w*)_iam_binding", "members", _EVERYBODY, rules.PUBLIC_FUNCTION),
    # Where models are made and served
    Setting(r"aws_sagemaker_notebook_instance", "direct_internet_access", frozenset({"enabled"}), rules.NOTEBOOK_OPEN),
    Setting(r"aws_sagemaker_domain", "app_network_access_type", frozenset({"publicinternetonly"}), rules.NOTEBOOK_OPEN),
    Setting(r"AWS::SageMaker::NotebookInstance", "DirectInternetAccess", frozenset({"enabled"}), rules.NOTEBOOK_OPEN),
    Setting(r"AWS::SageMaker::Domain", "AppNetworkAccessType", frozenset({"publicinternetonly"}), rules.NOTEBOOK_OPEN),
    Setting(r"google_notebooks_instance", "no_public_ip", _OFF, rules.NOTEBOOK_OPEN),
    Setting(r"google_workbench_instance", "gce_setup.disable_public_ip", _OFF, rules.NOTEBOOK_OPEN),
    Setting(r"azurerm_machine_learning_workspace", "public_network_access_enabled", _ON, rules.NOTEBOOK_OPEN),
    Setting(r"aws_sagemaker_notebook_instance", "root_access", frozenset({"enabled"}), rules.NOTEBOOK_ROOT),
    Setting(r"AWS::SageMaker::NotebookInstance", "RootAccess", frozenset({"enabled"}), rules.NOTEBOOK_ROOT),
    Setting(
        r"azurerm_(cognitive_account|ai_services|search_service)", "network_acls.default_action", frozenset({"allow"}), rules.PUBLIC_MODEL
    ),
    Setting(r"google_vertex_ai_index_endpoint", "public_endpoint_enabled", _ON, rules.PUBLIC_MODEL),
)
_COMPILED = tuple((re.compile(setting.kinds), tuple(setting.path.split(".")), setting) for setting in SETTINGS)


def settings(resource: Resource) -> Iterator[Sight]:
    """Each setting that is dangerous as it is written."""
    guarded = True
    for kinds, path, setting in _COMPILED:
        if not kinds.fullmatch(resource.kind):
            continue
        for found in each(resource.body, *path):
            # The parts of the guard stand together, and fall together.
            if literal(found).lower() in setting.values and (guarded or setting.rule is not rules.PUBLIC_ALLOWED):
                guarded = guarded and setting.rule is not rules.PUBLIC_ALLOWED
                yield Sight(setting.rule, found.line, (f"{path[-1]}: {literal(found)}",))
