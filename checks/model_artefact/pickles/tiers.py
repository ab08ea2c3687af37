"""How much an imported name is trusted: by exact pair, by framework, or not at all."""

from __future__ import annotations

import re
import sys
from enum import Enum
from typing import TYPE_CHECKING

from checks.model_artefact.pickles.allowed import ALLOWED

if TYPE_CHECKING:
    from checks.model_artefact.pickles.values import Global


class Tier(Enum):
    """From what needs no word to what runs code."""

    INERT = "on the list of exact pairs"
    FRAMEWORK = "a class of a known framework"
    UNREVIEWED = "a name of a package nobody has looked at"
    DANGEROUS = "a name of the standard library, or a function of a framework"
    DISGUISED = "a name that is no plain identifier, by which attributes are reached"


# Modules that were in the standard library of 3.8 or later and no longer are, or are there on other systems; and Python 2's names.
_GONE = (
    "__builtin__ aifc asynchat asyncore audioop binhex cgi cgitb chunk commands copy_reg cPickle crypt distutils dummy_threading formatter"
    " imghdr imp lib2to3 macpath macurl2path mailcap msilib msvcrt nis nntplib nt ntpath os2 ossaudiodev parser pipes popen2 posix smtpd"
    " sndhdr spwd sunau symbol telnetlib urllib2 uu winreg winsound xdrlib compression annotationlib concurrent"
)
_STANDARD = frozenset(sys.stdlib_module_names) | frozenset(_GONE.split())
# Packages whose functions are known to load, build or run something.
_POWERFUL_NAMES = (
    "numpy torch pandas joblib dill cloudpickle tensorflow keras scipy pip setuptools pkg_resources jinja2 IPython onnx requests fsspec"
)
_FRAMEWORK_NAMES = (
    "sklearn scipy.sparse torch.nn torch.optim torchvision.models xgboost lightgbm catboost transformers tokenizers pandas imblearn"
    " statsmodels category_encoders sentence_transformers numpy.polynomial keras.src.models keras.src.layers"
)
_TELLING_NAMES = "os sys subprocess posix nt shutil importlib runpy ctypes socket builtins pickle marshal pty"
_POWERFUL, _FRAMEWORKS, _TELLING = (frozenset(names.split()) for names in (_POWERFUL_NAMES, _FRAMEWORK_NAMES, _TELLING_NAMES))
_CLASS = re.compile(r"_{0,2}[A-Z][A-Z0-9]*[a-z][A-Za-z0-9]*|[A-Z]{2,6}")
_CALLABLE_LOOKING = re.compile(r"Call|Exec|Eval|Command|Process|Popen|Loader|Import|Lambda|Script|Subprocess|Shell|Runner|Worker")


def tier_of(imported: Global) -> Tier:
    """Where the name stands. Every part of both halves is looked at, since protocol 4 walks along dots."""
    if imported.pair in ALLOWED:
        return Tier.INERT
    parts = imported.module.split(".")
    if not imported.name.isidentifier() or _dunder(imported.name) or not all(part.isidentifier() for part in parts):
        return Tier.DISGUISED
    if parts[0] in _STANDARD or (parts[0].startswith("_") and parts[0] != "__main__"):
        return Tier.DANGEROUS
    if _within_framework(parts) and _CLASS.fullmatch(imported.name) and not _CALLABLE_LOOKING.search(imported.name):
        return Tier.FRAMEWORK
    # Attribute chains such as `package.os` meet the standard library in any component.
    if parts[0] in _POWERFUL or _TELLING.intersection((*parts[1:], imported.name)):
        return Tier.DANGEROUS
    return Tier.UNREVIEWED


def dangerous_root(root: str) -> bool:
    """Whether it is a top-level package from which hardly anything is harmless."""
    return root in _STANDARD or root in _POWERFUL or root.startswith("_")


def _dunder(name: str) -> bool:
    return name.startswith("__")


def _within_framework(parts: list[str]) -> bool:
    return any(".".join(parts[:count]) in _FRAMEWORKS for count in range(1, len(parts) + 1))
