import os
from pathlib import Path


def lookup(root, name):
    full = os.path.realpath(os.path.join(root, name))
    if os.path.commonpath([full, root]) != root:
        raise PermissionError(name)
    return full


def lookup_again(root, name):
    full = os.path.abspath(os.path.join(root, name))
    if not full.startswith(root + os.sep):
        raise PermissionError(name)
    return full


def lookup_by_path(root, name):
    full = (Path(root) / name).resolve()
    if not full.is_relative_to(root):
        raise PermissionError(name)
    return full


def is_absolute(name):
    return os.path.normpath(name).startswith("/")


def shared_start(names):
    return os.path.commonprefix(names)
