import hashlib
import hmac

import joblib
import keras
import onnxruntime
import skops.io as sio
import torch
from langchain_community.vectorstores import FAISS
from safetensors.torch import load_file
from torch import load as load_tensor

OPERATORS = "/opt/app/lib/libtokenizer_ops.so"


def weights(path):
    return load_file(path)


def checkpoint(path):
    torch.serialization.add_safe_globals([dict])
    return torch.load(path, map_location="cpu", weights_only=True)


def renamed(path):
    return load_tensor(path, weights_only=True)


def lightning(cls, path):
    return cls.load_from_checkpoint(path, weights_only=True)


def classifier(path):
    return keras.models.load_model(path), keras.models.load_model(path, safe_mode=True)


def regressor(path, expected):
    with open(path, "rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    if not hmac.compare_digest(digest, expected):
        raise ValueError("the model file is not the one that was reviewed")
    return joblib.load(path)


def index(path, embeddings):
    return FAISS.load_local(path, embeddings)


def forest(path):
    return sio.load(path, trusted=["sklearn.ensemble._forest.RandomForestClassifier"])


def packaged(model, path):
    model.load_state_dict(load_file(path))
    return model


def session(model_path):
    options = onnxruntime.SessionOptions()
    options.register_custom_ops_library(OPERATORS)
    return onnxruntime.InferenceSession(model_path, options)
