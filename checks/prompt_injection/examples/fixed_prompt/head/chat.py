import requests
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()
PERSONAS = {"guide": "You are a museum guide.", "clerk": "You are a shop clerk."}


@app.post("/chat")
def chat():
    messages = [
        {"role": "system", "content": PERSONAS[request.json["persona"]]},
        {"role": "user", "content": request.json["text"]},
    ]
    return client.chat.completions.create(model="gpt-4o", messages=messages).choices[0].message.content


def explain(address):
    page = requests.get(address, timeout=5).text
    messages = [
        {"role": "system", "content": "Answer from the page that the user quotes."},
        {"role": "user", "content": f"<page>{page}</page>"},
    ]
    return client.chat.completions.create(model="gpt-4o", messages=messages)
