"""What each observation means: its rule, its weight and its words. What the readers say is known by these codes alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.severity import Severity
from checks.model_artefact import limits
from checks.model_artefact.rules import (
    CONTAINER,
    EMBEDDED,
    EVASION,
    EXECUTION,
    FORMAT,
    GRAPH,
    HEADER,
    INSTRUCTION,
    NESTED,
    REMOTE,
    TEMPLATE,
    UNPARSED,
    UNREVIEWED,
)

if TYPE_CHECKING:
    from checks.core.rule import Rule

_C, _H, _M, _L = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW


@dataclass(frozen=True, slots=True)
class Reason:
    """`words` may hold `{}` for the subject."""

    rule: Rule
    severity: Severity
    words: str


REASONS = {
    "import-dangerous": Reason(EXECUTION, _C, "it imports `{}`"),
    "computed-call": Reason(EXECUTION, _C, "it calls an object that it has computed"),
    "import-disguised": Reason(EVASION, _C, "it reaches through `{}`, which is no plain name"),
    "computed-name": Reason(EVASION, _C, "it imports a name that it computes"),
    "changes-imported": Reason(EVASION, _C, "it changes the imported `{}`"),
    "changes-unknown": Reason(EVASION, _C, "it changes an object that it has not made"),
    "extension-code": Reason(EVASION, _C, "it imports by number (`{}`)"),
    "frame-straddle": Reason(EVASION, _C, "a frame ends in the middle of an instruction, where two unpicklers read different ones"),
    "stack-misuse": Reason(EVASION, _H, "it takes from its stack or memo what is not there"),
    "protocol-misplaced": Reason(EVASION, _H, "its protocol is announced twice, too late, or is none"),
    "broken-after-call": Reason(EVASION, _H, "it breaks off after a call that has run by then"),
    "import-unreviewed": Reason(UNREVIEWED, _M, "it imports `{}`"),
    "call-unreviewed": Reason(UNREVIEWED, _H, "it calls the function `{}`"),
    "call-framework": Reason(UNREVIEWED, _M, "it calls `{}` with arguments of its own"),
    "persistent-id": Reason(UNREVIEWED, _M, "it asks its loader for objects by persistent ids"),
    "nested-pickle": Reason(NESTED, _M, "a literal holds another pickle {}"),
    "nested-archive": Reason(NESTED, _M, "a literal holds an archive {}"),
    "pickle-inside": Reason(NESTED, _H, "a pickle stands among its other bytes"),
    "object-array": Reason(UNREVIEWED, _M, "an array holds pickled objects and not numbers"),
    "container-duplicates": Reason(CONTAINER, _H, "two members have the same name"),
    "container-traversal": Reason(CONTAINER, _H, "the member `{}` climbs out of the archive"),
    "container-link": Reason(CONTAINER, _H, "the member `{}` is a link"),
    "container-hidden-member": Reason(CONTAINER, _H, "the member `{}` is not in the directory"),
    "container-two-names": Reason(CONTAINER, _H, "the member `{}` has another name or method in the directory"),
    "container-encrypted-flag": Reason(CONTAINER, _H, "the member `{}` is said to be encrypted"),
    "container-crc": Reason(CONTAINER, _H, "the sum of `{}` is wrong"),
    "container-cut": Reason(CONTAINER, _H, "the member `{}` breaks off"),
    "container-method": Reason(CONTAINER, _H, "the member `{}` is compressed in a way that is not opened here"),
    "container-prefix": Reason(CONTAINER, _H, "other bytes stand in front of the archive"),
    "container-dangling": Reason(CONTAINER, _H, "the directory's member `{}` is not where it says"),
    "container-closed": Reason(CONTAINER, _H, "it is an archive of a kind that no framework writes, and was not opened"),
    "pickle-format": Reason(FORMAT, _L, "it is a pickle"),
    "safetensors-invalid": Reason(HEADER, _H, "not as the format has it: {}"),
    "safetensors-length": Reason(HEADER, _H, "the tensors do not fill the file exactly"),
    "gguf-invalid": Reason(HEADER, _H, "not as the format has it: {}"),
    "gguf-trailing": Reason(HEADER, _H, "other bytes stand behind its tensors"),
    "template-escape": Reason(TEMPLATE, _C, "its chat template reaches for `{}`, from where code is run"),
    "template-name": Reason(TEMPLATE, _H, "its chat template holds the name `{}`, whole or in parts"),
    "template-object": Reason(TEMPLATE, _H, "its chat template reaches into `{}`"),
    "template-computed": Reason(TEMPLATE, _H, "its chat template reaches into objects by names that it puts together"),
    "template-format": Reason(TEMPLATE, _H, "its chat template formats a text whose fields may reach into objects"),
    "template-include": Reason(TEMPLATE, _H, "its chat template loads other templates"),
    "template-instruction": Reason(INSTRUCTION, _M, "its chat template tells the model to conceal or to disregard something"),
    "template-trigger": Reason(INSTRUCTION, _M, "its chat template gives the model an order when the conversation holds a certain word"),
    "keras-bytecode": Reason(EMBEDDED, _C, "its configuration holds the code of a function"),
    "keras-module": Reason(EMBEDDED, _C, "its configuration names `{}`"),
    "keras-reaches": Reason(EMBEDDED, _H, "its configuration names `{}`, which fetches, loads or writes files"),
    "keras-code-layer": Reason(EMBEDDED, _H, "it has a `{}` layer, which runs code of the model's"),
    "keras-unregistered": Reason(EMBEDDED, _H, "its configuration names `{}`, which is no part of Keras and not registered"),
    "keras-foreign": Reason(UNREVIEWED, _M, "its configuration names `{}`, which is no part of Keras"),
    "graph-python": Reason(GRAPH, _H, "its operator `{}` calls Python"),
    "graph-reaches": Reason(GRAPH, _H, "its operator `{}` reads or writes files, or reaches the network"),
    "onnx-path": Reason(GRAPH, _H, "its weights are said to lie at `{}`, outside of its folder"),
    "onnx-shadows": Reason(GRAPH, _H, "it defines operators of the standard `{}` anew"),
    "onnx-domain": Reason(UNREVIEWED, _M, "it asks for operators of `{}`, which is another library"),
    "package-runs": Reason(EMBEDDED, _H, "its package holds Python that calls `{}`"),
    "package-path": Reason(CONTAINER, _H, "its manifest names `{}`, outside of the archive"),
    "package-requirements": Reason(EMBEDDED, _M, "its manifest has the server install what `{}` names"),
    "package-source": Reason(EMBEDDED, _M, "its package holds the Python source `{}`"),
    "target-dangerous": Reason(EMBEDDED, _C, "its settings have `{}` called"),
    "target-hidden": Reason(EMBEDDED, _H, "its settings spell names in escapes, or objects of Python"),
    "target-unknown": Reason(EMBEDDED, _H, "its settings have `{}` called, which no list of ours allows"),
    "script-files": Reason(EMBEDDED, _H, "its TorchScript calls `{}`, which reads or writes files"),
    "script-remote": Reason(EMBEDDED, _H, "its TorchScript calls `{}`, outside of itself"),
    "script-library": Reason(UNREVIEWED, _M, "its TorchScript calls `{}` of another library"),
    "skops-import": Reason(EMBEDDED, _C, "its schema names `{}`"),
    "skops-node": Reason(EMBEDDED, _H, "its schema has a node `{}`, which is no plain data"),
    "skops-foreign": Reason(UNREVIEWED, _M, "its schema names `{}`"),
    "r-promise": Reason(EMBEDDED, _H, "it holds a promise of R, whose expression is run when the object is looked at"),
    "r-calls": Reason(EMBEDDED, _H, "it holds calls of R that name `{}`"),
    "r-function": Reason(UNREVIEWED, _M, "it holds functions of R"),
    "xml-entities": Reason(EMBEDDED, _H, "its XML declares a document type or entities, or includes other files, and was not read further"),
    "xml-script": Reason(EMBEDDED, _H, "its extension `{}` holds a script or names one"),
    "xml-function": Reason(EMBEDDED, _H, "it applies the function `{}` of the program that loads it"),
    "xml-layer": Reason(UNREVIEWED, _M, "its layer `{}` comes from another library"),
    "remote-code": Reason(REMOTE, _M, "its key `{}` has code of the model's repository run"),
    "not-parsed": Reason(UNPARSED, _M, "it could not be read to its end ({})"),
}
# Limits: whoever meets one was not read to the end, and the file counts as not looked at.
GAPS = {
    "limit-members": f"it holds more than {limits.MEMBERS:,} members; the rest was not read",
    "limit-inflated": f"it inflates to more than {limits.INFLATED // limits.MEGABYTE} MiB in a member, or four times that in all",
    "limit-ratio": f"a member of it inflates to more than {limits.RATIO} times its size",
    "limit-depth": f"it holds containers more than {limits.DEPTH} deep",
    "limit-payload-depth": f"it holds pickles in literals more than {limits.PAYLOAD_DEPTH} deep",
    "limit-opcodes": f"its pickles have more than {limits.OPCODES:,} instructions",
    "limit-template": f"a chat template of it has more than {limits.TEMPLATE:,} characters",
    "limit-source": f"a source of it has more than {limits.TEMPLATE:,} bytes",
    "limit-document": f"a JSON document of it has more than {limits.DOCUMENT // limits.MEGABYTE} MiB",
    "limit-resyncs": f"it has more than {limits.RESYNCS:,} places that look like the start of a pickle",
}
