"""A progress bar (thanh tiến độ) on stderr, so that stdout holds nothing but the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[str, int], None]]:
    """A function that is told the table and how many more of its rows are done; quiet without a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)

        def advance(table: str, rows: int) -> None:
            bar.update(task, description=f"{title}: {table}", advance=rows)

        yield advance
