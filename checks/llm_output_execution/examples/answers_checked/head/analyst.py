import ast
import html
import json
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import urlparse

import anthropic
import requests
from flask import Flask, render_template_string
from langchain_openai import ChatOpenAI
from markupsafe import Markup
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()
claude = anthropic.Anthropic()
llm = ChatOpenAI(model="gpt-4o")
COMMANDS = {"disk": ["df", "-h"], "load": ["uptime"]}
HOSTS = {"docs.example"}
NOTES = Path("notes").resolve()


def ask(question):
    response = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": question}])
    return response.choices[0].message.content


def compute(question):
    return ast.literal_eval(ask(question))


def plot(question):
    return json.loads(ask(question))["points"]


def operate(task):
    reply = claude.messages.create(model="claude-sonnet-4-5", max_tokens=200, messages=[])
    return subprocess.run(COMMANDS[reply.content[0].text], capture_output=True)


def speak(task):
    text = llm.invoke(task).content
    return subprocess.run(["espeak", "--", text], check=True)


def report(question):
    city = llm.invoke(f"Which city is meant: {question}").content
    return sqlite3.connect("sales.db").cursor().execute("SELECT * FROM sales WHERE city = ?", (city,)).fetchall()


@app.get("/summary")
def summary():
    return Markup("<p>" + html.escape(ask("Summarise today's sales.")) + "</p>")


@app.get("/letter")
def letter():
    return render_template_string("<p>{{ text }}</p>", text=ask("Write a letter."))


def save(topic):
    text = ask("Write about " + topic)
    with open("notes/today.txt", "w") as handle:
        handle.write(text)


def note(topic):
    path = (NOTES / ask("Suggest a file name for " + topic)).resolve()
    if not path.is_relative_to(NOTES):
        raise ValueError("outside the notes")
    return open(path).read()


def look_up(topic):
    url = ask("Which page explains " + topic)
    if urlparse(url).hostname not in HOSTS:
        raise ValueError("unknown host")
    return requests.get(url, timeout=5).text


def notify(topic):
    return requests.post("https://hooks.example/notes", json={"text": ask(topic)}, timeout=5)


def restore(topic):
    return json.loads(ask(topic))
