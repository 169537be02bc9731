"""The public page that confirms a certificate (trang xác nhận giấy): number, day and validity, nothing else."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from casework.errors import NotFound
from casework.records import db
from casework.services.paper_tokens import find_paper
from casework.web.routing import Pages
from casework.web.security import limiter

pages = Pages("paper_checks", "/check")


@pages.public("/<string:signed>", ["GET"])
@limiter.limit("30 per minute; 300 per hour")
def check(signed: str) -> ResponseReturnValue:
    """What the code on a certificate leads to; an unknown code and a forged one get the same answer."""
    try:
        paper = find_paper(db.session(), signed)
    except NotFound:
        return render_template("public/check.html", paper=None), 404
    return render_template("public/check.html", paper=paper)
