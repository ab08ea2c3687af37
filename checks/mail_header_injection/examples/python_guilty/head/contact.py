import smtplib

from flask import Flask, request

app = Flask(__name__)


@app.route("/contact", methods=["POST"])
def contact():
    message = f"Subject: {request.form['subject']}\nFrom: shop@example.com\n\n{request.form['text']}"
    with smtplib.SMTP("localhost") as server:
        server.sendmail("shop@example.com", ["team@example.com"], message)
    return "sent"
