import pandas as pd
from flask import Flask, request
from sklearn.linear_model import SGDClassifier

app = Flask(__name__)
model = SGDClassifier()


def train():
    frame = pd.read_csv("data/customers-2025.csv")
    model.fit(frame[["age", "spent"]], frame["left"])


@app.post("/feedback")
def feedback():
    waiting.append((request.json["features"], request.json["label"]))
    return "thanks"


def show():
    return pd.read_csv("https://data.shop.example/latest.csv").describe()


def persons(frame):
    known = frame["email"].map(hash_value)
    model.fit(known, frame["left"])
