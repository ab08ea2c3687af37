from flask import Flask, request
from models import Profile, User, db

app = Flask(__name__)


@app.route("/users", methods=["POST"])
def create():
    user = User(**request.get_json())
    db.session.add(user)
    db.session.commit()
    return "made"


@app.route("/users/<int:number>", methods=["PUT"])
def change(number):
    user = db.session.get(User, number)
    for name, value in request.json.items():
        setattr(user, name, value)
    db.session.commit()
    return "changed"


@app.route("/profiles", methods=["POST"])
def profile():
    fields = request.form.to_dict()
    Profile.objects.create(**fields)
    return "made"
