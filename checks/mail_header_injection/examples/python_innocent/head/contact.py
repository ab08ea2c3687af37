import smtplib
from email.message import EmailMessage

from flask import Flask, request

app = Flask(__name__)


@app.route("/contact", methods=["POST"])
def contact():
    message = EmailMessage()
    message["Subject"] = request.form["subject"]
    message.set_content(request.form["text"])
    with smtplib.SMTP("localhost") as server:
        server.sendmail("shop@example.com", ["team@example.com"], message.as_string())
    return "sent"


@app.route("/short", methods=["POST"])
def short():
    subject = request.form["subject"].replace("\n", " ").replace("\r", " ")
    with smtplib.SMTP("localhost") as server:
        server.sendmail("shop@example.com", ["team@example.com"], "Subject: " + subject + "\n\nA question")
    return "sent"
