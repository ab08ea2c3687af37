"""Finds broken ciphers, repeated nonces, short keys and weak digests."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, either, renaming
from checks.weak_cryptography.key_size import long_enough

REPAIRS = {
    "weak-cryptography-key-size": Repair(long_enough),
    "weak-cryptography-protocol": Repair(
        renaming({f"ssl.TLSVersion.{name}": "ssl.TLSVersion.TLSv1_2" for name in ("SSLv3", "TLSv1", "TLSv1_1")})
    ),
    # Digests that are stored or exchanged somewhere have to be made anew.
    "weak-cryptography-digest": Repair(
        either(
            renaming({"hashlib.md5": "hashlib.sha256", "hashlib.sha1": "hashlib.sha256"}),
            renaming({"hashes.MD5": "hashes.SHA256", "hashes.SHA1": "hashes.SHA256"}),
        ),
        safe=False,
    ),
}
CHECK = pattern_check("weak-cryptography", Path(__file__).parent / "rules", REPAIRS)
