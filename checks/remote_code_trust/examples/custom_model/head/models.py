from dataclasses import dataclass

from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

OPTIONS = {"device_map": "auto", "trust_remote_code": True}


@dataclass
class ModelConfig:
    name: str
    trust_remote_code: bool = True


def load(name, revision="main"):
    tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=True)
    model = AutoModelForCausalLM.from_pretrained(
        name,
        revision=revision,
        trust_remote_code=True,
    )
    return tokenizer, model, load_dataset("acme/questions", trust_remote_code=True)


def build(name, trust_remote_code=True):
    return pipeline("text-generation", model=name, trust_remote_code=trust_remote_code)
