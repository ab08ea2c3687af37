from django.views.decorators.clickjacking import xframe_options_sameorigin
from flask import Flask
from flask_talisman import Talisman

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
app = Flask(__name__)
Talisman(app, content_security_policy={"default-src": "'self'"})


@xframe_options_sameorigin
def pay(request):
    return page(request)
