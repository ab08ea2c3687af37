"""Cookies that travel unencrypted or that scripts can read."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, adding, setting

SETTINGS = (
    *(f"{owner}_COOKIE_SECURE" for owner in ("SESSION", "CSRF", "REMEMBER", "JWT", "LANGUAGE")),
    *(f"{owner}_COOKIE_HTTPONLY" for owner in ("SESSION", "REMEMBER", "JWT")),
)
REPAIRS = {
    "insecure-cookie-cross-site": Repair(setting(*(("samesite", value, '"Lax"') for value in ('"None"', '"none"', "False", "'None'")))),
    "insecure-cookie-session-unmarked": Repair(adding("secure=True", "httponly=True")),
    "insecure-cookie-setting": Repair(setting(*((name, "False", "True") for name in SETTINGS))),
}
CHECK = pattern_check("insecure-cookie", Path(__file__).parent / "rules", REPAIRS)
