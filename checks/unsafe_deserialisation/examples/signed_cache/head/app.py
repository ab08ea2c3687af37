import copyreg
import hashlib
import hmac
import json
import pickle
import sqlite3

import jsonpickle
import numpy as np
import pandas as pd
import ruamel.yaml
import yaml
from celery import Celery
from flask import Flask, request

app = Flask(__name__)
worker = Celery("reports")
worker.conf.accept_content = ["json"]


@app.post("/restore")
def restore():
    return str(json.loads(request.form["state"]))


def cached(raw, signature, key):
    expected = hmac.new(key, raw, hashlib.sha256).digest()
    if not hmac.compare_digest(expected, signature):
        raise ValueError("the cache entry was changed")
    return pickle.loads(raw)


def deep_copy(thing):
    return pickle.loads(pickle.dumps(thing))


def frame(path):
    return pd.read_parquet(path)


def settings(path):
    with open(path) as handle:
        return yaml.safe_load(handle)


def pipelines(text):
    first = yaml.load(text, Loader=yaml.SafeLoader)
    second = list(yaml.safe_load_all(text))
    third = ruamel.yaml.YAML(typ="safe").load(text)
    return first, second, third


def embeddings(path):
    return np.load(path), np.load(path, allow_pickle=False)


def freeze(thing):
    return jsonpickle.encode(thing), pickle.dumps(thing), copyreg.dispatch_table


def history(path):
    return sqlite3.connect(path)
