"""How an ID number lies in the book: sealed, and as a hash that finds the same number again; and how the key is wrapped.

A key is 32 random bytes. HKDF-SHA256 makes three of it: one to seal (AES-256-GCM, bound to the person and the column, so
that a sealed value that was moved to somebody else does not open), one to hash (HMAC-SHA256, cut to 16 bytes: without the
key nobody can try all numbers, of which there are few enough), and one that draws the nonce from person and number: the
same number of the same person is sealed alike on every PC, so two copies that noted it apart have nothing to settle, and
a nonce comes twice only with the very same content. The book also has the key itself, wrapped under the code on
the printed sheet; that code has 120 random bits, which is why HKDF does and no slow hash is needed. `cryptography` is
imported here only, and only where a place keeps whole numbers.
"""

import hmac
import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32  # bytes
_NONCE, _MARK, _HASH = 12, 8, 16
_FORMAT = "1"


class Broken(Exception):
    """What was to be opened is not what was sealed, or another key sealed it."""


def fresh_key() -> bytes:
    """Return a new key."""
    return os.urandom(KEY)


class Vault:
    """One key at work; `id_` is its record's id, the end of which stands with every value that it sealed."""

    def __init__(self, id_: str, key: bytes) -> None:
        self.mark = id_[-_MARK:]
        self._sealing = AESGCM(_derived(key, b"yishi id seal"))
        self._hashing, self._drawing = _derived(key, b"yishi id hash"), _derived(key, b"yishi id nonce")

    def seal(self, person_id: str, number: str) -> str:
        """Return what the book keeps of a number of this person."""
        nonce = hmac.digest(self._drawing, f"{person_id}\x1f{number}".encode(), "sha256")[:_NONCE]
        return f"{_FORMAT}.{self.mark}.{_closed(self._sealing, number.encode(), person_id, nonce)}"

    def open(self, person_id: str, sealed: str) -> str:
        """Return the number; Broken where it is not this person's, or not whole."""
        form, mark, text = (*sealed.split("."), "", "")[:3]
        if (form, mark) != (_FORMAT, self.mark):
            raise Broken
        return _opened(self._sealing, text, person_id).decode()

    def hash(self, number: str) -> str:
        """Return what finds the same number again, 32 hex."""
        return hmac.digest(self._hashing, number.encode(), "sha256")[:_HASH].hex()


def mark_of(sealed: str) -> str:
    """Return by which key a value was sealed: the end of that key's id."""
    return (*sealed.split("."), "")[1]


def wrapped(id_: str, key: bytes, secret: bytes) -> str:
    """Return a key as the book keeps it: it opens with the secret of the printed sheet only."""
    return _closed(AESGCM(_derived(secret, b"yishi id wrap", id_.encode())), key, id_, os.urandom(_NONCE))


def unwrapped(id_: str, text: str, secret: bytes) -> bytes:
    """Return the key that was wrapped; Broken under another secret."""
    return _opened(AESGCM(_derived(secret, b"yishi id wrap", id_.encode())), text, id_)


def _derived(secret: bytes, purpose: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(SHA256(), KEY, salt, purpose).derive(secret)


def _closed(cipher: AESGCM, content: bytes, bound_to: str, nonce: bytes) -> str:
    return b64encode(nonce + cipher.encrypt(nonce, content, _bound(bound_to))).decode()


def _opened(cipher: AESGCM, text: str, bound_to: str) -> bytes:
    try:
        held = b64decode(text, validate=True)
        return cipher.decrypt(held[:_NONCE], held[_NONCE:], _bound(bound_to))
    except (InvalidTag, ValueError) as error:
        raise Broken from error


def _bound(to: str) -> bytes:
    return f"{to}\x1fid_sealed".encode()
