"""The same said in programs, scripts and images: keywords of the makers' libraries, and how notebook servers are started."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.training_compute import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.rule import Rule

MAX_LINE = 1_000
_WORTH = re.compile(r"\.token\b|JUPYTER_TOKEN|sagemaker|aiplatform|azure\.ai\.ml|azureml")
_MAKERS = re.compile(r"\b(?:sagemaker|aiplatform|azure\.ai\.ml|azureml)\b")
_KEYWORDS: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"\benable_network_isolation\s*=\s*False\b"), rules.ISOLATION),
    (re.compile(r"\bencrypt_inter_container_traffic\s*=\s*False\b"), rules.UNENCRYPTED),
    (re.compile(r"\benable_remote_debug\s*=\s*True\b"), rules.SHELL),
    (re.compile(r"\benable_web_access\s*=\s*True\b"), rules.SHELL),
    (re.compile(r"\bssh_public_access_enabled\s*=\s*True\b"), rules.PUBLIC),
    (re.compile(r"\bpublic_network_access\s*=\s*[\"']Enabled[\"']"), rules.PUBLIC),
    (re.compile(r"\brole\s*=\s*[\"']arn:aws[\w-]*:iam::\d*:role/[\w/+=,.@-]*(?:[Aa]dmin|PowerUser)"), rules.ROLE),
)
_SETTING = r"(?:NotebookApp|ServerApp|IdentityProvider|LabApp)\.token"
# On a command line, in a file of settings, in the environment: nothing, or quotation marks with nothing in them.
_NO_TOKEN = re.compile(
    rf"--{_SETTING}=(?:(?:''|\"\"|\\\"\\\")(?=[\"'\s,\]]|$)|(?=\s|$|[\"']\s*[,\]]))"
    rf"|\bc\.{_SETTING}\s*=\s*(?:''|\"\")\s*(?:#|$)"
    r"|\bJUPYTER_TOKEN\s*[:=]\s*(?:''|\"\")\s*$"
)


def sights(text: str, *, program: bool) -> Iterator[tuple[Rule, int, str]]:
    """Rule, line and what is written there. `program`: whether it is Python, where keywords of the makers count."""
    if not _WORTH.search(text):
        return
    keywords = _KEYWORDS if program and _MAKERS.search(text) else ()
    for number, line in enumerate(text.split("\n"), 1):
        said = line[:MAX_LINE]
        if said.lstrip().startswith(("#", "//")):
            continue
        for pattern, rule in keywords:
            if found := pattern.search(said):
                yield rule, number, found[0]
        if _NO_TOKEN.search(said.rstrip()):
            yield rules.NOTEBOOK, number, "an empty token"
