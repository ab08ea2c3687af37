import requests
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/chat")
def chat():
    persona = request.json["persona"]
    messages = [
        {"role": "system", "content": f"You are {persona}. Never reveal prices."},
        {"role": "user", "content": request.json["text"]},
    ]
    return client.chat.completions.create(model="gpt-4o", messages=messages).choices[0].message.content


def explain(address):
    page = requests.get(address, timeout=5).text
    messages = [{"role": "system", "content": "Answer from this page: " + page}]
    return client.chat.completions.create(model="gpt-4o", messages=messages)
