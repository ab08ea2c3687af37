"""`bartizan scan`: a whole folder, with the pipeline, checks and sandbox of the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.bom_file import write_bom
from bot.cli.local import examine_here
from bot.cli.present import COULD_NOT_LOOK, complain, declare_output, present

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `scan`."""
    parser.add_argument("path", metavar="PATH", type=Path, help="the folder or file to look at")
    told = "also write what the folder is made of as CycloneDX 1.6, or as SPDX 2.3 when the name ends in .spdx.json"
    parser.add_argument("--sbom", metavar="FILE", type=Path, help=told)
    declare_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Look at every file below the path, as if all of them were new."""
    from bot.git.folder_tree import NotAFolder, whole
    from bot.review.ports import Sides
    from checks.core.errors import BadPath

    try:
        change, tree = whole(arguments.path)
    except (NotAFolder, BadPath) as error:
        return complain(str(error))
    examined = examine_here(Sides(change, _Nothing(), tree, _Nothing()), everything=arguments.all)
    if isinstance(examined, str):
        return complain(examined, COULD_NOT_LOOK)
    if arguments.sbom and (failed := write_bom(arguments.sbom, tree, arguments.path.resolve().name or "project", examined)):
        return complain(failed)
    return present(examined, tree, arguments)


class _Nothing:
    """The tree before anything was there."""

    def paths(self) -> tuple[()]:
        """None at all."""
        return ()

    def read(self, path: object) -> None:
        """Nothing, whatever is asked for."""
        del path
