"""Serving the application: one process, a few threads, so that SQLite's single writer waits in one queue."""

from __future__ import annotations

import gc
import os
import threading
import webbrowser
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from casework.config import has_screen

THREADS = 4


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, host: str, port: int, beside: Callable[[Flask], object]) -> None:
        self._app = app
        self._bind = f"{host}:{port}"
        self._beside = beside
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": self._bind,
            "workers": 1,
            "threads": THREADS,
            "worker_class": "gthread",
            "timeout": 120,
            "graceful_timeout": 10,
            "accesslog": None,
            "loglevel": "warning",
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,
        }
        # Threads do not survive a fork: what runs beside the pages starts in the process that answers them.
        self.cfg.set("post_fork", lambda _arbiter, _worker: self._beside(self._app))
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def serve(app: Flask, host: str, port: int, beside: Callable[[Flask], object]) -> None:
    """Answer requests until told to stop.

    :param beside: started once in the serving process (the scheduler)
    """
    # What was loaded until now stays loaded: it need not be looked through each time that memory is tidied.
    gc.collect()
    gc.freeze()
    _Server(app, host, port, beside).run()


def open_browser(address: str) -> None:
    """Open the page on a machine that has a screen; on one without, the printed address is enough."""
    if has_screen():
        threading.Timer(2.0, webbrowser.open, [address]).start()
