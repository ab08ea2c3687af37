from flask import Flask, make_response

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = False
app.config.update(REMEMBER_COOKIE_HTTPONLY=False)


@app.get("/")
def index():
    response = make_response("ok")
    response.set_cookie("theme", "dark", secure=False)
    response.set_cookie("visitor", "1", httponly=False, secure=True)
    response.set_cookie("widget", "1", samesite="None")
    response.set_cookie("session_token", "abc")
    return response
