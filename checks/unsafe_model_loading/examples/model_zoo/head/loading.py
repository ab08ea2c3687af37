import os

import dill
import joblib
import keras
import onnxruntime
import skops.io as sio
import tensorflow as tf
import torch
from langchain_community.vectorstores import FAISS
from torch import load as load_tensor
from torch.package import PackageImporter

os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"


def weights(path):
    return torch.load(path, map_location="cpu")


def renamed(path):
    return load_tensor(path)


def checkpoint(path):
    return torch.load(path, map_location="cpu", weights_only=False)


def with_closures(path):
    return torch.load(path, pickle_module=dill)


def lightning(cls, path):
    return cls.load_from_checkpoint(path, weights_only=False)


def packaged(path):
    return PackageImporter(path).load_pickle("model", "model.pkl")


def classifier(path):
    return tf.keras.models.load_model(path, safe_mode=False)


def everything():
    keras.config.enable_unsafe_deserialization()


def regressor(path):
    return joblib.load(path)


def index(path, embeddings):
    return FAISS.load_local(path, embeddings, allow_dangerous_deserialization=True)


def forest(path):
    unknown = sio.get_untrusted_types(file=path)
    return sio.load(path, trusted=unknown)


def session(model_path, library_path):
    options = onnxruntime.SessionOptions()
    options.register_custom_ops_library(library_path)
    return onnxruntime.InferenceSession(model_path, options)
