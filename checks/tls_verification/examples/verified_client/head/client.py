import ssl
import urllib.request

import aiohttp
import httpx
import paramiko
import requests

AUTHORITY = "/etc/ssl/company.pem"


def fetch(url):
    first = requests.get(url, verify=AUTHORITY, timeout=5)
    session = requests.Session()
    session.verify = AUTHORITY
    client = httpx.Client(verify=True)
    return first, session.get(url), client


def raw(url):
    return urllib.request.urlopen(url, context=ssl.create_default_context())


def context():
    ctx = ssl.create_default_context()
    ctx.check_hostname = True
    ctx.verify_mode = ssl.CERT_REQUIRED
    return ctx


async def page(url):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context())) as session:
        return await session.get(url)


def shell(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.connect(host)
