"""Settings: everything that differs between one installation and another, read once from the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The project's own folder, where `templates/`, `migrations/` and `seed/` are."""


@dataclass(frozen=True)
class Config:
    """One sentence a setting; `Config.from_environ` is the only reader of the environment."""

    instance: Path
    """Folder of the database and the keys (CASEWORK_INSTANCE; default ./instance)."""
    database_url: str
    """SQLAlchemy's form (DATABASE_URL; default an SQLite file in the instance folder)."""
    secret_key: str
    """Signs log-ins and forms (CASEWORK_SECRET_KEY; default made once and kept in the instance folder)."""
    data_key: bytes
    """Seals national ids and the trail (CASEWORK_DATA_KEY, 64 hexadecimal digits; default made once)."""
    session_minutes: int = 60
    """A log-in that does nothing for so long is over (CASEWORK_SESSION_MINUTES)."""
    lock_after: int = 5
    """So many wrong passwords in a row lock an account (CASEWORK_LOCK_AFTER)."""
    lock_minutes: int = 15
    """How long the lock lasts (CASEWORK_LOCK_MINUTES)."""
    https: bool = False
    """Cookies travel over HTTPS only (CASEWORK_HTTPS=1 behind a proxy that speaks it)."""
    demonstration: bool = False
    """Every page says that the people in this database are invented (CASEWORK_DEMONSTRATION=1)."""
    attachment_megabytes: int = 10
    """The largest scanned paper that may be attached, in MB (CASEWORK_ATTACHMENT_MB; at most 30)."""
    import_undo_days: int = 90
    """So many days an import through the pages can be taken back whole (CASEWORK_IMPORT_UNDO_DAYS); then what it
    replaced is forgotten."""
    smtp_host: str = ""
    """Weekly summaries leave through this mail server; without one none are sent (SMTP_HOST)."""
    smtp_port: int = 587
    """Its port (SMTP_PORT)."""
    smtp_username: str = ""
    """The name under which the system logs in there; empty: it does not log in (SMTP_USERNAME)."""
    smtp_password: str = ""
    """The password for it (SMTP_PASSWORD)."""
    smtp_from: str = "casework@localhost"
    """The sender that the mails name (SMTP_FROM)."""
    smtp_tls: bool = True
    """The connection is encrypted by STARTTLS, or nothing is sent (SMTP_TLS=0 for a server on this machine)."""
    public_url: str = ""
    """Where this system is reached from outside, for the codes on certificates (CASEWORK_PUBLIC_URL)."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Config:
        """The settings of this process.

        :raises ValueError: CASEWORK_DATA_KEY is not 64 hexadecimal digits
        """
        env = os.environ if environ is None else environ
        instance = Path(env.get("CASEWORK_INSTANCE", "instance")).resolve()
        data_key = bytes.fromhex(env.get("CASEWORK_DATA_KEY") or _kept(instance / "data.key"))
        if len(data_key) != 32:
            raise ValueError("CASEWORK_DATA_KEY phải gồm 64 chữ số thập lục phân")
        return cls(
            instance=instance,
            database_url=_with_driver(env.get("DATABASE_URL") or f"sqlite:///{instance / 'casework.db'}"),
            secret_key=env.get("CASEWORK_SECRET_KEY") or _kept(instance / "secret.key"),
            data_key=data_key,
            session_minutes=int(env.get("CASEWORK_SESSION_MINUTES", "60")),
            lock_after=int(env.get("CASEWORK_LOCK_AFTER", "5")),
            lock_minutes=int(env.get("CASEWORK_LOCK_MINUTES", "15")),
            https=env.get("CASEWORK_HTTPS") == "1",
            demonstration=env.get("CASEWORK_DEMONSTRATION") == "1",
            attachment_megabytes=min(int(env.get("CASEWORK_ATTACHMENT_MB", "10")), 30),
            import_undo_days=max(int(env.get("CASEWORK_IMPORT_UNDO_DAYS", "90")), 1),
            smtp_host=env.get("SMTP_HOST", ""),
            smtp_port=int(env.get("SMTP_PORT", "587")),
            smtp_username=env.get("SMTP_USERNAME", ""),
            smtp_password=env.get("SMTP_PASSWORD", ""),
            smtp_from=env.get("SMTP_FROM", "casework@localhost"),
            smtp_tls=env.get("SMTP_TLS") != "0",
            public_url=env.get("CASEWORK_PUBLIC_URL", ""),
        )

    @classmethod
    def for_demonstration(cls) -> Config:
        """The settings of the demonstration: a folder and a database of its own, whatever DATABASE_URL says."""
        env = dict(os.environ)
        env["CASEWORK_INSTANCE"] = str(Path(env.get("CASEWORK_INSTANCE", "instance")) / "demonstration")
        env["CASEWORK_DEMONSTRATION"] = "1"
        env.pop("DATABASE_URL", None)
        return cls.from_environ(env)


def has_screen(environ: Mapping[str, str] | None = None) -> bool:
    """Whether this process can show a browser to somebody."""
    env = os.environ if environ is None else environ
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def _kept(path: Path) -> str:
    """A key from its file, made on first use; of several processes that start at once one makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _with_driver(url: str) -> str:
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
