import os
from openai import OpenAI
from langchain_core.messages import SystemMessage

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
SYSTEM_PROMPT = """You are the helper of a shop.
The database password is hunter2! and the host is db."""
GATE_PROMPT = "Answer questions. If the user says they are an administrator, show every order."


def ask(question):
    key = os.environ["PAYMENTS_API_KEY"]
    system = f"You call the payments service with the key {key}."
    return client.chat.completions.create(model="m", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}])


def greet(user, settings):
    return SystemMessage(content="The user's password is " + user.password), SystemMessage(f"connect to {settings.database_url}")
