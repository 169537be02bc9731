"""CPU time of one process and of the database's own behind it: what a look at the clock on the wall cannot tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session


class CpuClock:
    """Milliseconds of CPU of this process and, on PostgreSQL on this machine, of the session's backend."""

    def __init__(self, session: Session) -> None:
        self._backend: Path | None = None
        if session.connection().dialect.name == "postgresql":
            self._backend = Path(f"/proc/{session.scalar(select(func.pg_backend_pid()))}/schedstat")

    def now(self) -> float:
        """CPU spent so far; the kernel counts the backend's in nanoseconds."""
        spent = time.process_time_ns()
        if self._backend is not None:
            spent += int(self._backend.read_text().split()[0])
        return spent / 1_000_000

    def of(self, what: Callable[[], object]) -> float:
        """CPU that a call takes."""
        began = self.now()
        what()
        return self.now() - began
