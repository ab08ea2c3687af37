from django.views.decorators.csrf import csrf_exempt, csrf_protect
from flask import Flask
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
app = Flask(__name__)
csrf = CSRFProtect(app)
limiter = Limiter(app)
app.config["WTF_CSRF_ENABLED"] = True


@csrf_exempt
def payment_webhook(request):
    verify(request.headers["X-Signature"], request.body)


@csrf_protect
def transfer(request):
    request.user.account.send(request.POST["to"], request.POST["amount"])


@limiter.exempt
def status():
    return "well"


class Testing:
    TESTING = True
    WTF_CSRF_ENABLED = False
