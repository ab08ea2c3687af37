"""The servers that are known: how each is started, where it listens, and what makes it ask who is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.model_server import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checks.core.rule import Rule

_ANYWHERE = re.compile(r"^(?:https?://|tcp://)?(?:0\.0\.0\.0|\[?::\]?|\*)?(?::\d+)?/?$")
_TOKEN = re.compile(r"^--(?:\w+\.)?(token|password|hashed_password)(?:=(.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Server:
    """`guards` are options, `keys` variables that make it demand a credential. `everywhere`: where it listens unless told otherwise."""

    name: str
    starts: re.Pattern[str]
    hosts: tuple[str, ...] = ("--host",)
    guards: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    rule: Rule = rules.OPEN
    everywhere: bool = False

    def opened(self, words: Sequence[str], *, container: bool) -> bool:
        """Whether it listens on every address. On a host that must be said; in a container the server's own default counts."""
        told = option(words, self.hosts)
        return self.everywhere and container if told is None else bool(_ANYWHERE.match(told))

    def guarded(self, words: Sequence[str], text: str) -> bool:
        """Whether the command, or a variable that the file names, makes it demand a credential."""
        return option(words, self.guards) is not None or any(key in text for key in self.keys)


def _starts(*programs: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s/=])(?:{'|'.join(programs)})(?=\s|$)")


_KEY = ("--api-key", "--api_key", "--api-keys", "--api-key-file", "--ssl-ca-certs")
_VLLM = _starts(r"vllm serve", r"vllm\.entrypoints\.(?:openai\.)?api_server")
SERVERS = (
    Server("vLLM", _VLLM, ("--host",), _KEY, ("VLLM_API_KEY",), everywhere=True),
    Server("SGLang", _starts(r"sglang\.launch_server", "sglang serve"), ("--host",), _KEY),
    Server("llama.cpp", _starts("llama-server", r"llama_cpp\.server"), ("--host",), _KEY, ("LLAMA_API_KEY",)),
    Server("text-generation-inference", _starts("text-generation-launcher"), ("--hostname",), _KEY, ("API_KEY",), everywhere=True),
    Server("text-embeddings-inference", _starts("text-embeddings-router"), ("--hostname",), _KEY, ("API_KEY",), everywhere=True),
    Server("Triton", _starts("tritonserver"), ("--http-address", "--grpc-address"), ("--http-restricted-api",), everywhere=True),
    Server("MLflow", _starts("mlflow (?:server|ui)", "mlflow models serve"), ("--host", "-h"), ("--app-name",)),
    Server("TensorBoard", _starts("tensorboard", r"tensorboard\.main"), ("--host", "--bind_all")),
    Server("Chroma", _starts("chroma run"), ("--host",), (), ("CHROMA_SERVER_AUTH",)),
    Server("Xinference", _starts("xinference-local", "xinference launch"), ("--host", "-H"), ("--auth-config",)),
    Server("Ray", _starts("ray start"), ("--dashboard-host",), rule=rules.RUNS_CODE),
)
# What asks nobody in its own image, unless an option or a variable says so.
IMAGES = {
    "vllm-openai": ("vLLM", _KEY, ("VLLM_API_KEY",)),
    "ollama": ("Ollama", (), ()),
    "text-generation-inference": ("text-generation-inference", _KEY, ("API_KEY",)),
    "text-embeddings-inference": ("text-embeddings-inference", _KEY, ("API_KEY",)),
    "tritonserver": ("Triton", ("--http-restricted-api",), ()),
    "sglang": ("SGLang", _KEY, ()),
    "llama.cpp": ("llama.cpp", _KEY, ("LLAMA_API_KEY",)),
    "mlflow": ("MLflow", ("--app-name",), ()),
}
_NOTEBOOK = _starts(
    r"jupyter[ -](?:notebook|lab|server)", r"start-(?:notebook|singleuser)\.(?:sh|py)", r"jupyterlab", r"marimo (?:edit|new)"
)


def option(words: Sequence[str], names: Sequence[str]) -> str | None:
    """What an option is given, an empty string for one that stands alone; None when it is not there. The last counts."""
    found = None
    for index, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in names:
            following = words[index + 1] if index + 1 < len(words) else ""
            found = value if equals else "" if following.startswith("-") else following
    return found


def known(words: Sequence[str]) -> Server | None:
    """The server that a command starts."""
    text = " ".join(words)
    return next((server for server in SERVERS if server.starts.search(text)), None)


def open_notebook(words: Sequence[str]) -> str | None:
    """The notebook that a command starts with its token switched off and no password instead."""
    text = " ".join(words)
    started = _NOTEBOOK.search(text)
    if started is None:
        return None
    given: dict[str, str] = {}
    for index, word in enumerate(words):
        if (told := _TOKEN.match(word)) is not None:
            following = words[index + 1] if index + 1 < len(words) else ""
            given[told[1]] = (told[2] if told[2] is not None else "" if following.startswith("-") else following).strip("'\"")
    if "marimo" in started[0]:
        return "marimo" if "--no-token" in words else None
    passwords = given.get("password") or given.get("hashed_password")
    return "Jupyter" if given.get("token") == "" and not passwords else None


def anywhere(address: str) -> bool:
    """Whether it stands for every address of the host."""
    return bool(address) and _ANYWHERE.match(address) is not None
