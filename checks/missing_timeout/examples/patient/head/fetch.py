import httpx
import requests


def fetch(url):
    return requests.get(url), httpx.get(url, timeout=None)
