"""An App's private key, made once for all tests of the room."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def private_pem() -> str:
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return _key().private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


@cache
def public_pem() -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _key().public_key().public_bytes(serialization.Encoding.PEM, form).decode()
