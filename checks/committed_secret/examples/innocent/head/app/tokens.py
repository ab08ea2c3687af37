import os

PAD_TOKEN = "<pad>"
password = os.environ["DB_PASSWORD"]
token_type = "bearer"
password_hash = "$2b$12$abcdefghijklmnopqrstuv"
LABELS = {"password": "Please choose a password", "secret": "Geheimnis"}
