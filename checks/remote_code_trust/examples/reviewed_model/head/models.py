from dataclasses import dataclass

from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

REVIEWED = "8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706"
OPTIONS = {"device_map": "auto", "trust_remote_code": False}


@dataclass
class ModelConfig:
    name: str
    trust_remote_code: bool = False


def load(name):
    tokenizer = AutoTokenizer.from_pretrained(name, revision=REVIEWED)
    model = AutoModelForCausalLM.from_pretrained(name, revision=REVIEWED, trust_remote_code=True)
    return tokenizer, model


def bundled():
    return AutoModelForCausalLM.from_pretrained("./weights/reviewed", trust_remote_code=True)


def build(name, trust_remote_code=False):
    return pipeline("text-generation", model=name, trust_remote_code=trust_remote_code)
