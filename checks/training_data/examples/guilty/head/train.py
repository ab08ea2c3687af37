import pandas as pd
from flask import Flask, request
from sklearn.linear_model import SGDClassifier

app = Flask(__name__)
model = SGDClassifier()


def train():
    frame = pd.read_csv("https://data.shop.example/latest.csv")
    model.fit(frame[["age", "spent"]], frame["left"])


@app.post("/feedback")
def feedback():
    model.partial_fit([request.json["features"]], [request.json["label"]])
    return "thanks"


def persons(frame):
    features = frame[["email", "spent"]]
    model.fit(features, frame["left"])
