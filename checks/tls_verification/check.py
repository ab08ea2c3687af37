"""Finds certificate and host key checks that are switched off."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, either, renaming, setting
from checks.tls_verification.hostname import hostname_checked

REPAIRS = {
    "tls-verification-session": Repair(setting(("verify", "False", "True"))),
    "tls-verification-context": Repair(
        either(
            renaming({"ssl._create_unverified_context": "ssl.create_default_context"}),
            renaming({"ssl.CERT_NONE": "ssl.CERT_REQUIRED", "ssl.VerifyMode.CERT_NONE": "ssl.VerifyMode.CERT_REQUIRED"}),
            setting(("cert_reqs", '"CERT_NONE"', '"CERT_REQUIRED"'), ("assert_hostname", "False", "None")),
            hostname_checked,
        )
    ),
    "tls-verification-client-option": Repair(
        either(
            setting(
                *((name, "False", "True") for name in ("ssl", "verify_ssl", "verify_certs", "validate_certs", "ssl_verify")),
                *((name, "True", "False") for name in ("tlsAllowInvalidCertificates", "tlsInsecure", "disable_ssl_certificate_validation")),
                *(("ssl_cert_reqs", value, '"required"') for value in ("None", '"none"', "ssl.CERT_NONE")),
            ),
            renaming({"ssl._create_unverified_context": "ssl.create_default_context"}),
        )
    ),
    # Unknown hosts are refused from then on, so the known ones have to be loaded: a matter for somebody who knows them.
    "tls-verification-host-key": Repair(
        renaming({f"paramiko.{name}Policy": "paramiko.RejectPolicy" for name in ("AutoAdd", "Warning", "client.AutoAdd")}), safe=False
    ),
}
CHECK = pattern_check("tls-verification", Path(__file__).parent / "rules", REPAIRS)
