import base64
import marshal
import pickle
import shelve
from pickle import loads

import dill
import jsonpickle
import numpy as np
import pandas as pd
import ruamel.yaml
import yaml
from celery import Celery
from flask import Flask, request
from yaml import load as read_yaml

app = Flask(__name__)
worker = Celery("reports")
worker.conf.accept_content = ["json", "pickle"]


@app.post("/restore")
def restore():
    blob = base64.b64decode(request.form["state"])
    return str(pickle.loads(blob))


def cached(path):
    with open(path, "rb") as handle:
        return pickle.load(handle)


def from_row(row):
    return loads(row["payload"])


def closure(path):
    with open(path, "rb") as handle:
        return dill.load(handle)


def frame(path):
    return pd.read_pickle(path)


def settings(path):
    with open(path) as handle:
        return yaml.load(handle)


def pipelines(text):
    first = yaml.load(text, Loader=yaml.Loader)
    second = list(yaml.load_all(text, Loader=yaml.UnsafeLoader))
    third = ruamel.yaml.YAML(typ="unsafe").load(text)
    fourth = read_yaml(text)
    return first, second, third, fourth


def embeddings(path):
    return np.load(path, allow_pickle=True)


def thaw(text):
    return jsonpickle.decode(text)


def bytecode(raw):
    return marshal.loads(raw)


def history(path):
    return shelve.open(path)
