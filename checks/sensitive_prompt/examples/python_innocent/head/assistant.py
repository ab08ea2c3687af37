import os
from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
FORM_PROMPT = "Tell people that the password is required, that it must be long, and never reveal yours."
TONE_PROMPT = "Be short. Do not give advice on medicine without naming a doctor. Tokens and keys are none of your business."


def fine(user):
    system = f"You talk to {user.name}; limit {os.environ.get('MAX_TOKENS')}"
    key = os.environ["PAYMENTS_API_KEY"]
    answer = client.chat.completions.create(model="m", messages=[{"role": "system", "content": system}])
    return pay(key, answer)
