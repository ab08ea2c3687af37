from django import forms
from flask import Flask, request
from models import Account, User, db

app = Flask(__name__)
EDITABLE = ("name", "email")


@app.route("/users", methods=["POST"])
def create():
    user = User(name=request.json["name"], email=request.json["email"])
    db.session.add(user)
    return "made"


@app.route("/users/<int:number>", methods=["PUT"])
def change(number):
    user = db.session.get(User, number)
    for name in EDITABLE:
        setattr(user, name, request.json[name])
    return "changed"


@app.route("/search")
def search():
    return Filter(**request.args).render()


class AccountForm(forms.ModelForm):
    class Meta:
        model = Account
        fields = ["name", "email"]
