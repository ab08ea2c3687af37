from flask import Flask, make_response

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = True
app.config.update(REMEMBER_COOKIE_HTTPONLY=True, DEBUG=False)
OPTIONS = {"secure": True}


@app.get("/")
def index():
    response = make_response("ok")
    response.set_cookie("theme", "dark")
    response.set_cookie("visitor", "1", httponly=True, secure=True)
    response.set_cookie("csrftoken", "1", httponly=False, secure=True)
    response.set_cookie("widget", "1", samesite="None", secure=True)
    response.set_cookie("session_token", "abc", secure=app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie("auth_token", "abc", **OPTIONS)
    response.set_cookie("session_token", "", max_age=0)
    return response
