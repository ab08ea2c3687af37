import os
from urllib.request import urlretrieve

import torch
from datasets import load_dataset
from huggingface_hub import hf_hub_download, snapshot_download
from peft import PeftModel
from sentence_transformers import SentenceTransformer
from transformers import AutoModel, AutoTokenizer, pipeline

MODEL = "acme/support-7b"


def load():
    tokenizer = AutoTokenizer.from_pretrained(MODEL)
    model = AutoModel.from_pretrained("bert-base-uncased", torch_dtype="auto")
    tagged = AutoModel.from_pretrained(MODEL, revision="v1.2")
    branch = AutoModel.from_pretrained(MODEL, revision="main")
    adapter = PeftModel.from_pretrained(model, "acme/support-lora")
    return tokenizer, tagged, branch, adapter


def fetch():
    weights = hf_hub_download(repo_id=MODEL, filename="model.safetensors")
    folder = snapshot_download("acme/support-7b")
    questions = load_dataset("acme/questions", split="train")
    return weights, folder, questions


def others():
    classify = pipeline("sentiment-analysis", model="acme/sentiment")
    encode = SentenceTransformer("all-MiniLM-L6-v2")
    vision = torch.hub.load("pytorch/vision:v0.10.0", "resnet18")
    state = torch.hub.load_state_dict_from_url("https://models.example/resnet.pth")
    urlretrieve("https://models.example/detector.onnx", "detector.onnx")
    return classify, encode, vision, state


def configured():
    model_name = os.environ["MODEL_NAME"]
    return AutoModel.from_pretrained(model_name)
