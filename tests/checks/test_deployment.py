from __future__ import annotations

import json

import pytest

from checks.core.finding import Finding
from checks.core.place import RepoPath
from checks.core.severity import Severity
from checks.deployment.reading import MAX_SCRIPT, started, starts
from checks.documents.nodes import NotRead
from checks.remote_code_trust.check import CHECK as TRUST
from checks.unpinned_model.check import CHECK as UNPINNED
from checks.unsafe_model_loading.check import CHECK as LOADING
from tests.checks.looked import looked, told

COMMIT = "8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706"
COMPOSE = "services:\n  llm:\n    image: vllm/vllm-openai:v0.6.3\n"
POD = """
apiVersion: v1
kind: Pod
spec:
  containers:
    - name: llm
      image: registry.example/vllm-openai:1
"""


def notebook(*lines: str) -> str:
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": "\n".join(lines).splitlines(keepends=True)}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("serve.sh", "vllm serve acme/support \\\n  --trust-remote-code\n"),
        ("serve.sh", "python -m vllm.entrypoints.openai.api_server --trust_remote_code --model acme/support\n"),
        ("serve.sh", "lm_eval --model hf --model_args pretrained=acme/x,trust_remote_code=True\n"),
        ("serve.sh", "bash -lc 'cd /srv && vllm serve acme/x --trust-remote-code'\n"),
        ("Makefile", "serve:\n\t@vllm serve acme/x --trust-remote-code\n"),
        ("Dockerfile", "FROM x\nRUN true \\\n && vllm serve acme/x --trust-remote-code\n"),
        ("Dockerfile", 'FROM x\nCMD ["vllm", "serve", "acme/x", "--trust-remote-code"]\n'),
        ("compose.yaml", COMPOSE + "    command: --model acme/x --trust-remote-code\n"),
        ("compose.yaml", COMPOSE + "    command: >\n      --model acme/x\n\n      --trust-remote-code --port 1\n    ports: []\n"),
        ("compose.yaml", COMPOSE + "    command: --model acme/x\n      --trust-remote-code\n    ports: []\n"),
        ("compose.yaml", COMPOSE + "    command: '--model acme/x --trust-remote-code'\n"),
        ("compose.yaml", COMPOSE + "    command:\n      - --model=acme/x\n      - --trust-remote-code\n"),
        ("pod.yaml", POD + '      args: ["--model", "acme/x", "--trust-remote-code"]\n'),
        (".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - run: |\n          ls\n          vllm serve x --trust-remote-code\n"),
        ("package.json", '{"scripts": {"serve": "vllm serve acme/x --trust-remote-code"}}'),
        ("a.ipynb", notebook("!vllm serve acme/x --trust-remote-code")),
        ("a.ipynb", notebook("%%bash", "vllm serve acme/x --trust-remote-code")),
    ],
)
def test_a_flag_that_trusts_code_is_told_on_its_line(path: str, text: str) -> None:
    (found,) = looked(TRUST, {path: text})

    assert isinstance(found, Finding)
    assert found.rule.id == "remote-code-trust-flag"
    assert "trust" in text.split("\n")[found.line - 1]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("serve.sh", f"vllm serve acme/support --trust-remote-code --revision {COMMIT}\n"),
        ("serve.sh", "vllm serve acme/support --trust-remote-code --code-revision $COMMIT\n"),
        ("serve.sh", "vllm serve /models/support --trust-remote-code\n"),
        ("serve.sh", "vllm serve acme/support --trust-remote-code=false\n"),
        ("serve.sh", "run --trust-remote-code False\n"),
        ("serve.sh", "# vllm serve acme/support --trust-remote-code\n"),
        ("serve.sh", "echo vllm serve acme/support --trust-remote-code\n"),
        ("serve.sh", "TRUST_REMOTE_CODE=0\nexport HF_DATASETS_TRUST_REMOTE_CODE=false\n"),
        ("a.yaml", "model:\n  name: acme/x\n  trust_remote_code: false\n"),
        ("a.yaml", f"model:\n  name: acme/x\n  trust_remote_code: true\n  revision: {COMMIT}\n"),
        ("a.yaml", "model:\n  model_path: ./models/x\n  trust_remote_code: true\n"),
        ("a.yaml", "description: never pass --trust-remote-code here\n"),
        ("a.json", '{"trust_remote_code": null}'),
        ("a.ipynb", notebook("# !vllm serve acme/x --trust-remote-code")),
        ("notes.md", "vllm serve acme/x --trust-remote-code\n"),
    ],
)
def test_trust_that_is_pinned_local_off_or_only_said_is_no_matter(path: str, text: str) -> None:
    assert told(TRUST, path, text) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("train.yaml", "model:\n  name: acme/x\n  trust_remote_code: true\n"),
        ("train.yml", "trustRemoteCode: yes\n"),
        ("train.json", '{\n "tokenizer_trust_remote_code": true\n}'),
        ("train.toml", "[model]\ntrust_remote_code = true\n"),
        ("compose.yaml", COMPOSE + "    environment:\n      TRUST_REMOTE_CODE: 'true'\n"),
        ("compose.yaml", COMPOSE + "    environment:\n      - HF_DATASETS_TRUST_REMOTE_CODE=1\n"),
        ("pod.yaml", POD + "      env:\n        - name: TRUST_REMOTE_CODE\n          value: 'true' # trust_remote_code\n"),
        ("Dockerfile", "FROM x\nENV A=b \\\n    TRUST_REMOTE_CODE=true\n"),
        (".env", "TRUST_REMOTE_CODE=true\n"),
        ("run.sh", "export HF_DATASETS_TRUST_REMOTE_CODE=1\n"),
        ("run.sh", "docker run -e TRUST_REMOTE_CODE=true image\n"),
        ("a.ipynb", notebook("%env TRUST_REMOTE_CODE=1")),
    ],
)
def test_a_setting_that_trusts_code_is_told_on_its_line(path: str, text: str) -> None:
    (found,) = looked(TRUST, {path: text})

    assert isinstance(found, Finding)
    assert found.rule.id == "remote-code-trust-configured"
    assert "trust" in text.split("\n")[found.line - 1].lower()


@pytest.mark.parametrize(
    ("path", "text", "rules"),
    [
        ("a.sh", "huggingface-cli download acme/x --local-dir m\n", ["command"]),
        ("a.sh", "hf download acme/x --revision main\n", ["command"]),
        ("a.sh", "uvx hf download acme/x\n", ["command"]),
        ("a.sh", f"hf download acme/x --revision {COMMIT}\n", []),
        ("a.sh", 'hf download acme/x --revision="$COMMIT"\n', []),
        ("a.sh", "hf upload acme/x .\n", []),
        ("Dockerfile", "FROM x\nRUN hf download acme/x\n", []),
        ("a.sh", "git clone https://huggingface.co/acme/x\n", ["command"]),
        ("a.sh", f"git clone https://huggingface.co/acme/x && git -C x checkout {COMMIT}\n", []),
        ("a.sh", "git clone https://code.example/acme/x\n", []),
        ("a.sh", "ollama pull llama3:8b\n", ["command"]),
        ("a.sh", "ollama pull $MODEL\nollama list\n", []),
        ("compose.yaml", COMPOSE + "    command: --model acme/x\n", ["command"]),
        ("compose.yaml", COMPOSE + f"    command: --model acme/x --revision {COMMIT}\n", []),
        ("compose.yaml", COMPOSE + "    command: --model /models/x\n", []),
        ("a.sh", "train --model acme/x # vllm\n", []),
        ("a.sh", "wget https://cdn.example/model.safetensors\n", ["unverified-file"]),
        ("a.sh", "curl -L -o m.gguf 'https://cdn.example/m.gguf?download=1'\n", ["unverified-file"]),
        ("a.sh", "wget https://cdn.example/m.pt\necho '0a m.pt' | sha256sum --check\n", []),
        ("a.sh", "sha256sum old.pt\nwget https://cdn.example/m.pt\n", ["unverified-file"]),
        ("a.sh", f"wget https://huggingface.co/acme/x/resolve/{COMMIT}/m.safetensors\n", []),
        ("a.sh", "wget https://cdn.example/firmware.bin\n", []),
        ("a.sh", "wget https://cdn.example/pytorch_model.bin\n", ["unverified-file"]),
        ("Dockerfile", "FROM x\nRUN wget https://cdn.example/m.pt\nRUN sha256sum -c m.sha\n", []),
        ("Dockerfile", "FROM x\nADD https://cdn.example/m.pt /m.pt\n", ["unverified-file"]),
        ("Dockerfile", "FROM x\nADD --checksum=sha256:0a https://cdn.example/m.pt /m.pt\n", []),
        ("Dockerfile", "FROM x\nRUN wget https://huggingface.co/acme/x/resolve/main/m.safetensors\n", []),
        ("a.ipynb", notebook("!wget https://cdn.example/m.pt"), ["unverified-file"]),
        (".gitlab-ci.yml", "a:\n  script:\n    - hf download acme/x\n", ["command"]),
    ],
)
def test_what_commands_fetch_is_told_unless_it_is_pinned_or_compared(path: str, text: str, rules: list[str]) -> None:
    assert told(UNPINNED, path, text) == rules


def test_a_tag_weighs_less_than_a_branch() -> None:
    (found,) = looked(UNPINNED, {"a.sh": "ollama pull llama3:8b\n"})

    assert isinstance(found, Finding)
    assert found.severity is Severity.LOW


@pytest.mark.parametrize(
    ("path", "text", "rules"),
    [
        ("Dockerfile", "FROM x\nENV TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD 1\n", ["configured"]),
        ("a.sh", "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1 python train.py\n", ["configured"]),
        ("a.sh", "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=0 python train.py\n", []),
        (".env.production", "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=true\n", ["configured"]),
        ("compose.yaml", COMPOSE + "    environment: [TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1]\n", ["configured"]),
        ("train.yaml", "loader:\n  weights_only: false\n", ["configured"]),
        ("train.yaml", "loader:\n  weights_only: true\n", []),
        ("a.ipynb", notebook("%env TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD 1"), ["configured"]),
    ],
)
def test_protection_that_is_switched_off_from_outside_is_told(path: str, text: str, rules: list[str]) -> None:
    assert told(LOADING, path, text) == rules


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.yaml", "a: [\ntrust_remote_code: true\n", True),
        ("a.yaml", "{{ if x }}\ntrust_remote_code: true\n", False),
        ("a.json", '{"trust_remote_code": ', False),
        ("a.sh", "trust_remote_code\n" + "x" * MAX_SCRIPT, True),
    ],
)
def test_what_cannot_be_read_is_a_gap_only_where_settings_are_expected(path: str, text: str, expected: bool) -> None:  # noqa: FBT001 - a table
    (gap,) = looked(TRUST, {path: text})

    assert not isinstance(gap, Finding)
    assert gap.expected is expected


def test_a_file_without_the_words_is_not_read() -> None:
    assert looked(TRUST, {"a.yaml": "a: [\n"}) == []


def test_scripts_within_scripts_end_somewhere() -> None:
    text = "run"
    for _ in range(6):
        text = f"sh -c {json.dumps(text + ' x')}"

    found = started(RepoPath("a.sh"), text.encode())

    assert 1 < len(found.scripts[0]) < 6


def test_quotes_that_nobody_closes_hide_nothing_behind_them() -> None:
    found = started(RepoPath("a.sh"), b'a "b\nhf download x\n')

    assert [command.texts for command in found.scripts[0]] == [["a", "b"], ["hf", "download", "x"]]


@pytest.mark.parametrize("name", ["a.py", "README.md", "x.csv"])
def test_code_and_prose_start_nothing(name: str) -> None:
    assert not starts(RepoPath(name))


def test_an_image_file_with_too_many_instructions_is_not_read() -> None:
    with pytest.raises(NotRead, match="instructions"):
        started(RepoPath("Dockerfile"), b"RUN a\n" * 3000)
