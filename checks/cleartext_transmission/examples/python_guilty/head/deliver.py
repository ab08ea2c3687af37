import ftplib
import smtplib
import telnetlib

import ldap
import requests


def upload(path, password):
    ftp = ftplib.FTP("files.example.com")
    ftp.login("shop", password)
    ftp.storbinary("STOR list.csv", open(path, "rb"))


def mail(text, user, password):
    server = smtplib.SMTP("mail.example.com", 25)
    server.login(user, password)
    server.sendmail("shop@example.com", ["all@example.com"], text)


def switch(host):
    return telnetlib.Telnet(host)


def bind(user, password):
    directory = ldap.initialize("ldap://directory.example.com")
    directory.simple_bind_s(user, password)


def report(numbers, user, password):
    return requests.post("http://billing.example.com/report", json=numbers, auth=(user, password))
