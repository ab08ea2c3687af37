from fastapi import APIRouter, FastAPI
from flask import Flask
from markupsafe import Markup, escape

site = Flask(__name__)
api = FastAPI()
router = APIRouter()


@site.route("/hello/<name>")
def hello(name):
    return {"html": Markup("<b>{}</b>").format(name), "text": str(escape(name))}


@api.get("/echo/{text}")
def echo(text: str):
    return text


@router.get("/again/{text}")
async def again(text: str):
    return f"<{text}>"
