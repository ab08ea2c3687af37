from flask import Flask, request
from langchain.agents import AgentExecutor

app = Flask(__name__)


def improve(client, text):
    while True:
        answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": text}])
        text = answer.choices[0].message.content


def executor(agent, tools):
    return AgentExecutor(agent=agent, tools=tools, max_iterations=None)


def graph(flow, state):
    return flow.invoke(state, {"recursion_limit": 100000})


@app.post("/write")
def write(client):
    limit = int(request.json["limit"])
    return client.chat.completions.create(model="m", max_tokens=limit, messages=[])
