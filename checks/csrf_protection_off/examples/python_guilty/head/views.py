from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from flask import Flask
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect

app = Flask(__name__)
csrf = CSRFProtect(app)
app.config["WTF_CSRF_ENABLED"] = False


@csrf_exempt
def transfer(request):
    request.user.account.send(request.POST["to"], request.POST["amount"])


@method_decorator(csrf_exempt, name="dispatch")
class Settings(View):
    pass


@csrf.exempt
@app.route("/delete", methods=["POST"])
def delete():
    return "gone"


class Profile(FlaskForm):
    class Meta:
        csrf = False
