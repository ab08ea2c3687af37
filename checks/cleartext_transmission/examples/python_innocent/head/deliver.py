import ftplib
import smtplib
import ssl

import ldap
import requests


def upload(path, password):
    ftp = ftplib.FTP_TLS("files.example.com")
    ftp.login("shop", password)
    ftp.prot_p()
    ftp.storbinary("STOR list.csv", open(path, "rb"))


def fetch():
    ftp = ftplib.FTP("mirror.example.com")
    ftp.login()
    return ftp.nlst()


def mail(text, user, password):
    server = smtplib.SMTP("mail.example.com", 587)
    server.starttls(context=ssl.create_default_context())
    server.login(user, password)
    server.sendmail("shop@example.com", ["all@example.com"], text)


def bind(user, password):
    directory = ldap.initialize("ldaps://directory.example.com")
    directory.simple_bind_s(user, password)


def report(numbers, user, password):
    requests.post("http://localhost:8000/report", json=numbers, auth=(user, password))
    return requests.post("https://billing.example.com/report", json=numbers, auth=(user, password))
