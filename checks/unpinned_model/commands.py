"""Models that commands fetch or serve without saying which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.deployment.deployment_check import Sight
from checks.documents.dockerfile import is_dockerfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checks.core.place import RepoPath
    from checks.deployment.started import Command, Started, Word

_ENDINGS = r"\.(?:safetensors|gguf|ggml|pt|pth|ckpt|onnx|h5|hdf5|keras|pkl|pickle|joblib|tflite|bin)(?:\.(?:gz|zst|xz))?(?:[?#]\S*)?"
WORDS = re.compile(rb"huggingface|\bhf\b|ollama|vllm|sglang|text-(?:generation|embeddings)|https?://[^\s\"']+" + _ENDINGS.encode())
BRANCH = Rule(
    "unpinned-model-command",
    "A command takes a model from a moving branch",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Name the 40-digit commit that was reviewed with `--revision`.",
    "CWE-494",
)
WEIGHTS = Rule(
    "unpinned-model-unverified-file",
    "A command downloads weights without a digest check",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Compare the file with a digest that is written here, as with `sha256sum --check`, before anything reads it.",
    "CWE-494",
)
_BRANCH = "The hub gives whatever the branch holds at that moment, so a new upload changes what runs here without any change of this file."
_TAG = "The name behind the colon can be given to other weights at any time; nothing here says which were looked at."
_FILE = "Whoever answers for that address decides what is loaded, and nobody notices when it is something else."
_COMMIT = re.compile(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])|\$")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_ADDRESS = re.compile(r"https?://\S+" + _ENDINGS, re.IGNORECASE)
# An ending that firmware and archives have as well.
_ANY_BINARY = re.compile(r"\.bin(?:$|[.?#])", re.IGNORECASE)
_OF_MODELS = re.compile(r"huggingface|hf-mirror|model|weights|pytorch|ggml|whisper|llama|checkpoint", re.IGNORECASE)
_SERVER = re.compile(r"(?:.*/)?(?:vllm(?:[-.]\S*)?|sglang(?:\.\S*)?|text-(?:generation|embeddings)-\S+)")
_DIGESTS = ("sha256sum", "sha512sum", "shasum", "b2sum", "b3sum", "sha256", "cosign", "gpg", "Get-FileHash", "CertUtil")
_OF_A_COMMIT = re.compile(r"/(?:resolve|raw|blob)/[0-9a-f]{40}/")
_OF_THE_HUB = re.compile(r"(?:https://|git@)(?:huggingface\.co|hf\.co)[/:]")
_OF_A_HUB = re.compile(r"https://huggingface\.co/\S+/resolve/(?:main|master|HEAD)/")


def look(path: RepoPath, started: Started) -> Iterable[Sight]:
    """Each place. What an image fetches from the hub is told by the check for images."""
    image = is_dockerfile(path)
    # An image's next instruction may compare what the one before has fetched.
    scripts = [[command for commands in started.scripts for command in commands]] if image else started.scripts
    for commands in scripts:
        compared, switched = _last(commands, _compares), _last(commands, _switches)
        for index, command in enumerate(commands):
            if not image:
                yield from (Sight(BRANCH, word.line, _BRANCH) for word in _downloads(command))
            if index > switched:
                yield from (Sight(BRANCH, word.line, _BRANCH) for word in _cloned(command))
            yield from (Sight(BRANCH, word.line, _BRANCH) for word in _served(command))
            yield from (Sight(BRANCH, word.line, _TAG, Severity.LOW) for word in _tagged(command))
            if index > compared:
                yield from (Sight(WEIGHTS, word.line, _FILE) for word in _files(command, image=image))


def _last(commands: Sequence[Command], suits: Callable[[Command], bool]) -> int:
    return max((index for index, command in enumerate(commands) if suits(command)), default=-1)


def _switches(command: Command) -> bool:
    words = command.after("git") or ()
    return any(_COMMIT.search(word.text) for word in words)


def _compares(command: Command) -> bool:
    return command.after(*_DIGESTS) is not None or any(word.text.startswith("--checksum") or word.text == "dgst" for word in command.words)


def _downloads(command: Command) -> Iterator[Word]:
    words = command.after("huggingface-cli", "hf") or ()
    if words and words[0].text == "download" and len(words) > 1 and not _pinned(command):
        yield words[0]


def _cloned(command: Command) -> Iterator[Word]:
    words = command.after("git") or ()
    if words and words[0].text == "clone":
        yield from (word for word in words if _OF_THE_HUB.match(word.text))


def _served(command: Command) -> Iterator[Word]:
    if not any(_SERVER.fullmatch(word.text) for word in command.words) or _pinned(command):
        return
    model = command.option("--model", "--model-id", "--model-path", "--model_id", "serve")
    if model and _REPOSITORY.fullmatch(model.text):
        yield model


def _tagged(command: Command) -> Iterator[Word]:
    words = command.after("ollama") or ()
    named = next((word for word in words[1:] if not word.text.startswith("-")), None)
    if words and words[0].text in {"pull", "run"} and named and "$" not in named.text and "sha256" not in named.text:
        yield named


def _files(command: Command, *, image: bool) -> Iterator[Word]:
    words = command.after("curl", "wget", "aria2c", "ADD", "Invoke-WebRequest", "iwr") or ()
    for word in words:
        if not _ADDRESS.fullmatch(word.text) or _OF_A_COMMIT.search(word.text) or (image and _OF_A_HUB.match(word.text)):
            continue
        if not _ANY_BINARY.search(word.text) or _OF_MODELS.search(word.text):
            yield word


def _pinned(command: Command) -> bool:
    revision = command.option("--revision", "--code-revision")
    return revision is not None and _COMMIT.search(revision.text) is not None
