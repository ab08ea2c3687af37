import os
import sqlite3
import subprocess

import anthropic
import pickle
import requests
from flask import Flask, render_template_string
from langchain_openai import ChatOpenAI
from markupsafe import Markup
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()
claude = anthropic.Anthropic()
llm = ChatOpenAI(model="gpt-4o")


def ask(question):
    response = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": question}])
    return response.choices[0].message.content


def compute(question):
    return eval(ask(question))


def plot(question):
    response = client.responses.create(model="gpt-4o", input=question)
    code = response.output_text.strip().removeprefix("```python")
    exec(code, {})


def operate(task):
    reply = claude.messages.create(model="claude-sonnet-4-5", max_tokens=200, messages=[])
    command = reply.content[0].text
    return subprocess.run(command, shell=True, capture_output=True)


def tidy(task):
    os.system(llm.invoke(task).content)


def report(question):
    sql = llm.invoke(f"Write SQL for: {question}").content
    return sqlite3.connect("sales.db").cursor().execute(sql).fetchall()


@app.get("/summary")
def summary():
    return Markup(ask("Summarise today's sales."))


@app.get("/letter")
def letter():
    return render_template_string(ask("Write a letter."))


def save(topic):
    name = ask("Suggest a file name for " + topic)
    with open(name, "w") as handle:
        handle.write(topic)


def look_up(topic):
    url = ask("Which page explains " + topic)
    return requests.get(url, timeout=5).text


def restore(topic):
    return pickle.loads(bytes.fromhex(ask(topic)))
