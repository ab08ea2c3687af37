import hashlib
import os
from urllib.request import urlretrieve

import torch
from datasets import load_dataset
from huggingface_hub import hf_hub_download, snapshot_download
from sentence_transformers import SentenceTransformer
from transformers import AutoModel, AutoTokenizer, pipeline

MODEL = "acme/support-7b"
COMMIT = "8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706"
LOCAL = "./weights/support"


def load(output_dir):
    tokenizer = AutoTokenizer.from_pretrained(MODEL, revision=COMMIT)
    model = AutoModel.from_pretrained(MODEL, revision="8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706")
    return tokenizer, model, AutoModel.from_pretrained(LOCAL), AutoModel.from_pretrained(output_dir)


def fetch():
    weights = hf_hub_download(repo_id=MODEL, filename="model.safetensors", revision=COMMIT)
    folder = snapshot_download(MODEL, revision=COMMIT)
    questions = load_dataset("acme/questions", revision=COMMIT)
    table = load_dataset("csv", data_files="questions.csv")
    cached = AutoModel.from_pretrained("acme/support-7b", local_files_only=True)
    return weights, folder, questions, table, cached


def others():
    classify = pipeline("sentiment-analysis", model="acme/sentiment", revision=COMMIT)
    encode = SentenceTransformer("all-MiniLM-L6-v2", revision=COMMIT)
    vision = torch.hub.load("pytorch/vision:8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706", "resnet18")
    vendored = torch.hub.load("vendor/vision", "resnet18", source="local")
    state = torch.hub.load_state_dict_from_url("https://models.example/resnet-a1b2c3d4.pth", check_hash=True)
    return classify, encode, vision, vendored, state


def download(expected):
    urlretrieve("https://models.example/detector.onnx", "detector.onnx")
    with open("detector.onnx", "rb") as handle:
        if hashlib.sha256(handle.read()).hexdigest() != expected:
            raise ValueError("the download is not the reviewed file")


def configured():
    model_name = os.environ["MODEL_NAME"]
    return AutoModel.from_pretrained(model_name, revision=os.environ["MODEL_COMMIT"])
