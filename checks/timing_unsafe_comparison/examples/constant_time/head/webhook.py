import hashlib
import hmac


def webhook(body, key, provided):
    signature = hmac.new(key, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature, provided)


def unchanged(old, new):
    return old.checksum == new.checksum and new.token_type == "bearer"


def empty(settings):
    return settings.api_key == "" or settings.api_key is None
