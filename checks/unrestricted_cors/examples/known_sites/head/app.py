from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask, make_response, request
from flask_cors import CORS

api = FastAPI()
api.add_middleware(CORSMiddleware, allow_origins=["https://app.example"], allow_credentials=True)
app = Flask(__name__)
CORS(app, origins=["https://app.example"], supports_credentials=True)
ORIGINS = {"https://app.example"}


@app.get("/")
def index():
    response = make_response("ok")
    origin = request.headers.get("Origin")
    if origin in ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
    return response


@app.get("/other")
def other():
    response = make_response("ok")
    origin = request.headers.get("Origin")
    if origin not in ORIGINS:
        return response
    response.headers["Access-Control-Allow-Origin"] = origin
    return response
