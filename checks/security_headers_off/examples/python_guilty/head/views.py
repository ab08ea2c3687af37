from django.views.decorators.clickjacking import xframe_options_exempt
from flask import Flask
from flask_talisman import Talisman

X_FRAME_OPTIONS = "ALLOWALL"
SECURE_CONTENT_TYPE_NOSNIFF = False
app = Flask(__name__)
Talisman(app, content_security_policy=None)


@xframe_options_exempt
def pay(request):
    return page(request)
