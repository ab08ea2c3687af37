import os

import torch
from torch.serialization import add_safe_globals


def weights(path):
    return torch.load(path, map_location="cpu")


def checkpoint(path):
    return torch.load(path, map_location="cpu", weights_only=True)


def narrow(model):
    add_safe_globals([model.Config])
    os.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "0"
