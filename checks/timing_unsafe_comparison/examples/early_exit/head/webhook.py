import hashlib
import hmac


def webhook(body, key, provided):
    signature = hmac.new(key, body, hashlib.sha256).hexdigest()
    return signature == provided


def allowed(request, settings):
    return request.api_key == settings.api_key
