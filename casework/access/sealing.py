"""Sealed national ids (số CMND/CCCD): encrypted at rest, found by a blind index, shown to those who may see them.

Sealed with keys of their own: what issued papers say, and the entries of the trail.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app


def _key(purpose: bytes) -> bytes:
    master: bytes = current_app.config["CASEWORK"].data_key
    return hmac.new(master, purpose, hashlib.sha256).digest()


def seal(national_id: str) -> bytes:
    """The national id, encrypted; the same id never looks the same twice."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_key(b"national-id")).encrypt(nonce, national_id.encode(), None)


def unseal(sealed: bytes) -> str:
    """The national id in clear.

    :raises cryptography.exceptions.InvalidTag: another key sealed it, or somebody altered it
    """
    return AESGCM(_key(b"national-id")).decrypt(sealed[:12], sealed[12:], None).decode()


def seal_content(content: bytes) -> bytes:
    """What an issued paper says, encrypted: it names the person and their national id."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_key(b"paper-content")).encrypt(nonce, content, None)


def unseal_content(sealed: bytes) -> bytes:
    """What an issued paper says, in clear.

    :raises cryptography.exceptions.InvalidTag: another key sealed it, or somebody altered it
    """
    return AESGCM(_key(b"paper-content")).decrypt(sealed[:12], sealed[12:], None)


def blind_index(national_id: str) -> str:
    """A value by which an id is found exactly, and from which it cannot be read."""
    return hmac.new(_key(b"national-id-index"), national_id.encode(), hashlib.sha256).hexdigest()


def trail_seal(previous: str, body: str) -> str:
    """The seal of a trail entry over its content and the seal before it."""
    return hmac.new(_key(b"trail"), (previous + body).encode(), hashlib.sha256).hexdigest()
