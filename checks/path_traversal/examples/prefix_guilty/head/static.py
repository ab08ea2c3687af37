import os


def lookup(root, name):
    full = os.path.realpath(os.path.join(root, name))
    if os.path.commonprefix([full, root]) != root:
        raise PermissionError(name)
    return full


def lookup_again(root, name):
    full = os.path.abspath(os.path.join(root, name))
    if not full.startswith(root):
        raise PermissionError(name)
    return full
