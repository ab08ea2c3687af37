"""Outside input that becomes part of an LDAP filter or distinguished name."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("ldap-injection", Path(__file__).parent / "rules")
