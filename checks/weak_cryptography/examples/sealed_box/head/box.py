import hashlib
import os
import ssl

from Crypto.Cipher import AES
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def seal(key, text):
    return AES.new(key, AES.MODE_GCM).encrypt_and_digest(text)


def fresh(key, text):
    nonce = os.urandom(16)
    return nonce + AES.new(key, AES.MODE_CBC, nonce).encrypt(text)


def stream(key, nonce):
    return Cipher(algorithms.AES(key), modes.CTR(nonce))


def keys():
    return RSA.generate(3072)


def channel(context):
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def fingerprint(data):
    return hashlib.sha256(data).hexdigest(), hashlib.md5(data, usedforsecurity=False).hexdigest()
