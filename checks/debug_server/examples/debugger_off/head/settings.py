import os

DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["shop.example"]
INSTALLED_APPS = ["shop"]
