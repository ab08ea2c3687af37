"""Models, datasets and AI services are seen wherever files name them, and what only looks like one is not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.ai_text import inventory
from bot.review.permalink import NOWHERE
from bot.review.pipeline import review
from checks.ai_references.named import AiDelta, ai_delta, whole
from checks.ai_references.providers import PROVIDERS, by_host, by_import
from checks.core.change import Change, ChangedFile, FileStatus
from checks.core.place import RepoPath
from tests.fakes import FakeTree
from tests.review.scene import Stage

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def seen(files: dict[str, str]) -> list[str]:
    found = whole(FakeTree({path: text.encode() for path, text in files.items()}))
    told = [f"{each.kind} {each.hub}:{each.name}@{each.revision} {each.location}" for each in found.references]
    return [*told, *(f"{use.provider} {use.location}" for use in found.uses), *(f"unread {path}" for path in found.unread)]


def between(before: dict[str, str], after: dict[str, str]) -> AiDelta:
    files = tuple(ChangedFile(RepoPath(path), FileStatus.MODIFIED if path in before else FileStatus.ADDED) for path in after)
    files += tuple(ChangedFile(RepoPath(path), FileStatus.REMOVED) for path in before if path not in after)
    trees = (FakeTree({path: text.encode() for path, text in side.items()}) for side in (before, after))
    return ai_delta(Change("b" * 40, "a" * 40, files), *trees)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f'AutoModel.from_pretrained("acme/chat", revision="{COMMIT}")', f"model huggingface:acme/chat@{COMMIT}"),
        ('AutoModel.from_pretrained("bert-base-uncased")', "model huggingface:bert-base-uncased@"),
        ('pipeline("text-generation", model="acme/chat")', "model huggingface:acme/chat@"),
        ('SentenceTransformer("acme/embed", revision="v1")', "model huggingface:acme/embed@v1"),
        ('hf_hub_download(repo_id="acme/chat", filename="x.gguf")', "model huggingface:acme/chat@"),
        ('snapshot_download("acme/data", repo_type="dataset")', "dataset huggingface:acme/data@"),
        ('load_dataset("acme/data")', "dataset huggingface:acme/data@"),
        ('LLM(model="acme/served")', "model huggingface:acme/served@"),
        ('timm.create_model("hf_hub:timm/resnet")', "model huggingface:timm/resnet@"),
        ('torch.hub.load("pytorch/vision:v0.10.0", "resnet18")', "model github:pytorch/vision@v0.10.0"),
        ('kagglehub.dataset_download("acme/stuff/versions/3")', "dataset kaggle:acme/stuff@3"),
        ('kagglehub.model_download("acme/m/pyTorch/small/2")', "model kaggle:acme/m/pyTorch/small@2"),
        ('NAME = "acme/chat"; AutoModel.from_pretrained(NAME)', "model huggingface:acme/chat@"),
    ],
)
def test_models_and_datasets_in_python(line: str, expected: str) -> None:
    assert seen({"a.py": line}) == [f"{expected} a.py:1"]


@pytest.mark.parametrize(
    "line",
    [
        'AutoModel.from_pretrained("./model")',
        'AutoModel.from_pretrained("/srv/models/chat")',
        'AutoModel.from_pretrained("out/model.bin")',
        "AutoModel.from_pretrained(path)",
        'load_dataset("csv", data_files="x.csv")',
        'timm.create_model("resnet18")',
        'pipeline("sentiment-analysis")',
        'NAME = "acme/a"; NAME = "acme/b"; AutoModel.from_pretrained(NAME)',
        "client(bucket)",
    ],
)
def test_what_is_no_reference_is_left_alone(line: str) -> None:
    assert seen({"a.py": f"# model\n{line}\n"}) == []


def test_references_in_settings_commands_and_other_languages() -> None:
    files = {
        "Dockerfile": f"FROM python\nRUN hf download acme/x --revision {COMMIT}\nRUN ollama pull llama3:8b\n",
        "app.ts": 'const p = await pipeline("feature-extraction", "acme/embed", { revision: "main" });\n',
        "serve.sh": "vllm serve acme/served\n",
        "train.yaml": "model:\n  base_model: acme/base\n  revision: main\ndataset_name: acme/data\n",
    }

    assert seen(files) == [
        f"model huggingface:acme/x@{COMMIT} Dockerfile:2",
        "model ollama:llama3@8b Dockerfile:3",
        "model huggingface:acme/embed@main app.ts:1",
        "model huggingface:acme/served@ serve.sh:1",
        "dataset huggingface:acme/data@ train.yaml:4",
        "model huggingface:acme/base@main train.yaml:2",
    ]


def test_a_notebook_is_read_with_the_lines_of_its_file() -> None:
    source = ['AutoModel.from_pretrained("acme/chat")']
    cell: dict[str, object] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
    book = json.dumps({"cells": [cell], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}, indent=1)

    (told,) = seen({"a.ipynb": book})

    line = next(number for number, text in enumerate(book.split("\n"), 1) if "from_pretrained" in text)
    assert told == f"model huggingface:acme/chat@ a.ipynb:{line}"


@pytest.mark.parametrize(
    ("name", "text", "provider"),
    [
        ("a.py", "from openai import OpenAI\n", "OpenAI"),
        ("a.py", "import anthropic\n", "Anthropic"),
        ("a.py", "from google import genai\n", "Google"),
        ("a.py", 'boto3.client("bedrock-runtime")\n', "Amazon Bedrock"),
        ("a.ts", 'import OpenAI from "openai";\n', "OpenAI"),
        ("a.js", 'const a = require("@anthropic-ai/sdk");\n', "Anthropic"),
        ("a.go", 'import "github.com/sashabaranov/go-openai"\n', "OpenAI"),
        ("A.java", "import com.anthropic.client.AnthropicClient;\n", "Anthropic"),
        ("a.yaml", "url: https://api.mistral.ai/v1\n", "Mistral"),
        ("a.py", 'URL = "https://shop.openai.azure.com/openai"\n', "Azure OpenAI"),
    ],
)
def test_services_are_known_by_imports_and_addresses(name: str, text: str, provider: str) -> None:
    assert seen({name: text}) == [f"{provider} {name}:1"]


@pytest.mark.parametrize(
    "text", ["import openair\n", 'x = "api.openai.com.evil.example"\n', 'x = "myapi.openai.company"\n', "from . import openai\n"]
)
def test_what_only_sounds_like_a_service_is_none(text: str) -> None:
    assert seen({"a.py": f"# model\n{text}"}) == []


def test_each_provider_is_known_by_its_own_words() -> None:
    for provider in PROVIDERS:
        assert all(by_host(f"https://{host}/v1".encode()) == [provider] for host in provider.hosts)
        assert all(by_import(f"{name}.x", "python") == provider for name in provider.python)


def test_what_cannot_be_parsed_is_named() -> None:
    assert seen({"a.py": "model = (\n", "b.json": '{"model": '}) == ["unread a.py", "unread b.json"]


def test_a_change_is_told_by_what_comes_and_goes() -> None:
    before = {"a.py": 'import openai\nAutoModel.from_pretrained("acme/old")\n'}
    after = {"a.py": f'import anthropic\nAutoModel.from_pretrained("acme/new", revision="{COMMIT}")\nload_dataset("acme/data")\n'}

    told = inventory(between(before, after), NOWHERE)

    assert told == (
        "**AI**: models added: `acme/new` (huggingface) at `0123456789ab` (`a.py:2`); "
        "datasets added: `acme/data` (huggingface) at no revision (`a.py:3`); "
        "no longer named: `acme/old` (huggingface); services newly asked: Anthropic (`a.py:1`); asked no longer: OpenAI."
    )


def test_what_moves_to_another_file_is_no_news() -> None:
    text = 'import openai\nAutoModel.from_pretrained("acme/chat")\n'

    assert not between({"a.py": text}, {"b.py": text})


def test_the_check_run_tells_it() -> None:
    stage = Stage({"a.py": "import openai\n"})

    review("octo/chat", 12, stage.desk())

    assert "**AI**: services newly asked: OpenAI (" in stage.forge.completed[-1].report.summary


@given(st.binary(max_size=200))
def test_no_content_is_too_much(raw: bytes) -> None:
    names = ("a.py", "a.ts", "a.yaml", "a.json", "Dockerfile", "a.sh", "a.ipynb", "a.go")

    found = whole(FakeTree(dict.fromkeys(names, b"model openai hub " + raw)))

    assert set(found.unread) <= set(names)
