"""The address of the page that confirms a certificate (trang xác nhận): signed, and unguessable."""

from __future__ import annotations

import hashlib
import secrets

from flask import current_app
from itsdangerous import BadSignature, Signer
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.errors import NotFound
from casework.records.paper import Paper

PATH = "/check/"


def new_token() -> str:
    """What a paper is found by: 128 random bits."""
    return secrets.token_urlsafe(16)


def check_path(paper: Paper) -> str:
    """Where the paper is confirmed, below the address of this system."""
    return PATH + _signer().sign(paper.token).decode()


def find_paper(session: Session, signed: str) -> Paper:
    """The paper that a code leads to; a forged code is refused before the database is asked.

    :raises NotFound: no paper has that code
    """
    try:
        token = _signer().unsign(signed).decode()
    except (BadSignature, UnicodeError):
        raise NotFound("Mã không đúng.") from None
    query = select(Paper).where(Paper.token == token).options(joinedload(Paper.unit))
    paper = session.scalar(query.options(joinedload(Paper.replaced_by)))
    if paper is None:
        raise NotFound("Mã không đúng.")
    return paper


def _signer() -> Signer:
    # The key that seals stored data, not the one that signs log-ins: a certificate outlives every log-in.
    return Signer(current_app.config["CASEWORK"].data_key, salt="paper", digest_method=hashlib.sha256)
