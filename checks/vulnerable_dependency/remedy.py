"""What to do about a vulnerable package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.dependency import Package
    from checks.manifests.manifest import Format
    from checks.vulnerable_dependency.paths import Way


# How a package that only others ask for is held at a version, by the format of the lock file.
_HELD = {
    "npm": '"overrides": {{"{name}": "{version}"}} in package.json',
    "bun": '"overrides": {{"{name}": "{version}"}} in package.json',
    "yarn": '"resolutions": {{"{name}": "{version}"}} in package.json',
    "pnpm": '"pnpm": {{"overrides": {{"{name}": "{version}"}}}} in package.json',
    "uv": 'constraint-dependencies = ["{name}>={version}"] below [tool.uv]',
    "poetry": "poetry add '{name}@>={version}'",
    "pdm": '"{name}" = ">={version}" below [tool.pdm.resolution.overrides]',
    "pipenv": "pipenv upgrade {name}=={version}",
    "go": "go get {name}@v{version}",
    "bundler": "bundle update --conservative {name}",
    "cargo": "cargo update -p {name} --precise {version}",
    "composer-lock": "composer update {name} --with {name}:{version}",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """`this`: the nearest release without what the change brings in; `clean`: the nearest that nothing names. None: none is recorded."""

    this: str | None
    clean: str | None

    @property
    def best(self) -> str | None:
        """The one to go to."""
        return self.clean or self.this


def advice(package: Package, repair: Repair, form: Format, way: Way | None) -> str:
    """The release, and how to get there: the command for a package of the project's own, how to hold one that another brings."""
    if repair.best is None:
        return "No release is recorded that repairs all of this: replace the package or accept the risk with a reason."
    told = _releases(repair)
    if way is None:
        command = form.update.format(name=package.name, version=repair.best)
        return f"{told} (`{command}`)." if command else f"{told}."
    held = _HELD.get(form.name, "").format(name=package.name, version=repair.best)
    parent = f"Raise `{way.names[0]}` if a release of it asks for {repair.best}"
    return f"{told}. It is there because of others: {way}. {parent}{f', or hold it: `{held}`' if held else ''}."


def _releases(repair: Repair) -> str:
    if repair.clean is None:
        return f"{repair.this} repairs this; no release is recorded that nothing known names"
    if repair.this in {None, repair.clean}:
        return f"The nearest release that no advisory names is {repair.clean}"
    return f"{repair.this} repairs this; the nearest release that no advisory names is {repair.clean}"
