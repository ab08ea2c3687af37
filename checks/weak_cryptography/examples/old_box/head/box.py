import hashlib
import ssl

from Crypto.Cipher import AES, DES
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def seal(key, text):
    return DES.new(key, DES.MODE_CBC).encrypt(text)


def blocks(key, text):
    return AES.new(key, AES.MODE_ECB).encrypt(text)


def repeated(key, text):
    return AES.new(key, AES.MODE_CBC, b"0000000000000000").encrypt(text)


def stream(key):
    return Cipher(algorithms.AES(key), modes.CBC(b"0000000000000000"))


def keys():
    return RSA.generate(1024)


def channel(context):
    context.minimum_version = ssl.TLSVersion.TLSv1
    return context


def fingerprint(data):
    return hashlib.sha1(data).hexdigest()
