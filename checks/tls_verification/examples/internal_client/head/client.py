import ssl
import urllib.request

import aiohttp
import httpx
import paramiko
import requests
import urllib3

urllib3.disable_warnings()


def fetch(url):
    first = requests.get(url, verify=False, timeout=5)
    session = requests.Session()
    session.verify = False
    client = httpx.Client(verify=False)
    return first, session.get(url), client


def raw(url):
    return urllib.request.urlopen(url, context=ssl._create_unverified_context())


def context():
    ctx = ssl.create_default_context()
    ctx.check_hostname = False
    ctx.verify_mode = ssl.CERT_NONE
    return ctx


async def page(url):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False)) as session:
        return await session.get(url)


def shell(host):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(host)
