"""Every format there is: a new one is a module here and a line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.manifests import (
    cargo_lock,
    cargo_toml,
    conan_lock,
    go_mod,
    helm,
    image_packages,
    mix_lock,
    php,
    podfile_lock,
    pubspec_lock,
    renv_lock,
    ruby,
    swift_resolved,
    workflow,
)
from checks.manifests.dotnet import locks as nuget_locks
from checks.manifests.dotnet import projects as dotnet_projects
from checks.manifests.javascript import bun_lock, package_json, package_lock, pnpm_lock, yarn_lock
from checks.manifests.jvm import gradle_build, gradle_catalog, gradle_locks, pom
from checks.manifests.python import conda, pipfile, pipfile_lock, pyproject, python_locks, requirements, script, setup_cfg, setup_py

if TYPE_CHECKING:
    from checks.core.place import RepoPath
    from checks.manifests.manifest import Format

FORMATS: tuple[Format, ...] = (
    pyproject.FORMAT,
    *python_locks.FORMATS,
    pipfile.FORMAT,
    pipfile_lock.FORMAT,
    setup_cfg.FORMAT,
    setup_py.FORMAT,
    *conda.FORMATS,
    package_json.FORMAT,
    package_lock.FORMAT,
    yarn_lock.FORMAT,
    pnpm_lock.FORMAT,
    bun_lock.FORMAT,
    go_mod.FORMAT,
    cargo_lock.FORMAT,
    cargo_toml.FORMAT,
    workflow.FORMAT,
    pom.FORMAT,
    *gradle_locks.FORMATS,
    gradle_catalog.FORMAT,
    gradle_build.FORMAT,
    dotnet_projects.FORMAT,
    *nuget_locks.FORMATS,
    ruby.FORMAT,
    *php.FORMATS,
    mix_lock.FORMAT,
    pubspec_lock.FORMAT,
    swift_resolved.FORMAT,
    podfile_lock.FORMAT,
    conan_lock.FORMAT,
    renv_lock.FORMAT,
    *helm.FORMATS,
    requirements.FORMAT,
    script.FORMAT,
    image_packages.FORMAT,
)

# Copies of other people's projects, and data that only tests read.
_NOT_OURS = frozenset({"node_modules", "vendor", "testdata"})


def format_of(path: RepoPath) -> Format | None:
    """The format of a manifest, by its name; None for every other file. One with a `marker` is only what the file may be."""
    if _NOT_OURS.intersection(path.folders):
        return None
    return next((each for each in FORMATS if each.matches(path)), None)


def is_doubtful(path: RepoPath) -> bool:
    """Whether only the content tells if it is a manifest."""
    form = format_of(path)
    return form is not None and form.marker is not None
