"""A real browser before the real application, served by a thread over the test's own database."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from casework.access.roles import Actor
from casework.records import db
from casework.records.account import Account

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without it these tests fail, for a skipped test proves nothing."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("The browser tests need Chromium: install the system package `chromium`.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page_as(app: Flask, chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """A page in which somebody of the cast is logged in, or nobody: `page_as(cast.officer).goto("/people")`.

    Commits the test's session first; commit again yourself after changing rows later in the test.
    `width` is PHONE or DESK; whatever the page's scripts complain about is in `page.complaints`.
    """
    contexts = []

    def open_page(actor: Actor | None = None, *, width: dict[str, int] = DESK, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport=width,
            java_script_enabled=scripts,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        contexts.append(context)
        if actor is not None:
            account = db.session().get_one(Account, actor.account_id)
            signer = app.session_interface.get_signing_serializer(app)
            cookie = signer.dumps({"_user_id": account.get_id(), "_fresh": True})
            context.add_cookies([{"name": app.config["SESSION_COOKIE_NAME"], "value": cookie, "url": address}])
        db.session().commit()
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
