"""`bartizan acknowledgements`: what people said on pull requests, to be read or taken into a policy file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.cli.present import complain

if TYPE_CHECKING:
    import argparse

    from bot.review.acknowledgement import Acknowledgement
    from checks.core.policy import Exemption

_HEAD = """\
# What people acknowledged on pull requests, as exemptions. An exemption covers every finding of its rule in the file;
# an acknowledgement covers the code that it was given for only.
"""


def declare(parser: argparse.ArgumentParser) -> None:
    """The words of `acknowledgements`."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, form in (("export", "in the form of the policy file"), ("list", "one a line")):
        word = words.add_parser(name, help=f"print those that hold, {form}")
        word.add_argument("--repo", metavar="OWNER/NAME", help="only those of this repository")


def run(arguments: argparse.Namespace) -> int:
    """Print them. Fewer than there are is never printed: what a policy file cannot hold is refused as a whole."""
    from datetime import UTC, datetime

    from bot.compose.local import settings
    from bot.store.conversations import Conversations
    from bot.store.engine import connect
    from bot.store.migrate import upgrade
    from config.policy_export import write
    from config.policy_file import MAX_EXEMPTIONS

    settings().data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(settings().database_url)
    words = Conversations(connect(settings().database_url)).words_everywhere(datetime.now(UTC).date(), arguments.repo)
    if arguments.what == "list":
        sys.stdout.writelines(f"{_line(word)}\n" for word in words)
        return 0
    exemptions = list(dict.fromkeys(_exemption(word) for word in words))
    if len(exemptions) > MAX_EXEMPTIONS:
        return complain(f"there are {len(exemptions)}, and a policy file holds {MAX_EXEMPTIONS}; name a repository with --repo")
    sys.stdout.write(_HEAD + write(exemptions))
    return 0


def _exemption(word: Acknowledgement) -> Exemption:
    from checks.core.policy import Exemption
    from config.policy_export import literal

    return Exemption(word.rule, literal(word.path), word.reason, word.until, word.who)


def _line(word: Acknowledgement) -> str:
    from bot.review.public_id import public_id

    place = f"{word.repo}#{word.number} {public_id(word.fingerprint)} {word.rule} {word.path}"
    return f"{place}: {word.kind.value} by {word.who} until {word.until.isoformat()}: {word.reason}"
