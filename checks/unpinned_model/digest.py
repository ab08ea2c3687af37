"""Downloads whose name carries their digest."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from checks.semgrep.repair import adding

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes

# torch compares the file with the digits between the last hyphen and the ending: `name-0123abcd.pth`.
_DIGEST = re.compile(r"-[0-9a-f]{8,64}\.[a-z]+$")


def digest_checked(code: Fragment) -> Changes:
    """`check_hash=True`, for torch's loaders and an address that ends with a digest."""
    match code.value:
        case ast.Call(func=ast.Attribute(attr="load_state_dict_from_url" | "load_url"), args=[ast.Constant(value=str(address)), *_]):
            return adding("check_hash=True")(code) if _DIGEST.search(address) else None
        case _:
            return None
