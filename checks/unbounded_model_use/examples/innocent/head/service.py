from flask import Flask, request
from langchain.agents import AgentExecutor

app = Flask(__name__)


def improve(client, text):
    for _ in range(5):
        answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": text}])
        text = answer.choices[0].message.content


def talk(client):
    while True:
        text = input("> ")
        print(client.chat.completions.create(model="m", messages=[{"role": "user", "content": text}]))


def until(client, text):
    while True:
        answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": text}])
        if not answer.choices[0].message.tool_calls:
            break


def executor(agent, tools):
    return AgentExecutor(agent=agent, tools=tools, max_iterations=10)


def graph(flow, state):
    return flow.invoke(state, {"recursion_limit": 50})


@app.post("/write")
def write(client):
    limit = min(int(request.json["limit"]), 500)
    return client.chat.completions.create(model="m", max_tokens=limit, messages=[])
