"""Switching the check of host names on, where certificates are checked at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.semgrep.repair import setting

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes


def hostname_checked(code: Fragment) -> Changes:
    """Python refuses the one without the other, so nothing where a context is told not to ask for certificates."""
    return None if b"CERT_NONE" in code.source else setting(("check_hostname", "False", "True"))(code)
