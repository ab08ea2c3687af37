"""Where this host keeps its C library and loader, as mounts and links of a profile."""

from __future__ import annotations

import platform
from pathlib import Path

from bot.sandbox.profile import Mount

_LOADERS = {"aarch64": "/usr/lib/ld-linux-aarch64.so.1"}


def system_libraries(root: Path = Path("/"), machine: str = platform.machine()) -> tuple[tuple[Mount, ...], tuple[tuple[str, str], ...]]:
    """Mounts and links (`target`, `at`) that let a dynamically linked program start; the rest of `/usr` stays unseen."""
    triple = f"/usr/lib/{machine}-linux-gnu"
    # Debian and Ubuntu have a folder per processor; elsewhere all libraries lie in /usr/lib64 or /usr/lib.
    shared = [folder for folder in (triple, "/usr/lib64") if (root / folder[1:]).is_dir()] or ["/usr/lib"]
    mounts = [Mount((root / folder[1:]).resolve(), folder) for folder in shared]
    loader = _LOADERS.get(machine)
    if loader and (root / loader[1:]).exists():
        mounts.append(Mount((root / loader[1:]).resolve(), loader))
    links = []
    for name in ("lib", "lib64"):
        place = root / name
        if place.is_symlink():
            links.append((str(place.readlink()), f"/{name}"))
        elif place.is_dir():
            mounts.append(Mount(place, f"/{name}"))
    return tuple(mounts), tuple(links)
