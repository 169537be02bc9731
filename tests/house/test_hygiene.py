"""Text: nothing in the repository depends on the machine on which it was written."""

import re
from collections.abc import Iterator

from tests.house.source import Offence, committed, none_of

# Put together from halves, so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wo" + r"rk/(?:main|shared|\.)|tm" + r"p/|ro" + r"ot/|ho" + r"me/)[\w.]*")
REGISTRY = re.compile(
    r"py" + r"pi\.org|python" + r"hosted|registry\.npm" + r"js|--(?:extra-)?index" + r"-url[= ]\s*\S*://", re.IGNORECASE
)
BINARY = {".png", ".ico", ".mo", ".xlsx", ".docx", ".pdf", ".zip", ".woff2", ".gz"}


def lines() -> Iterator[tuple]:
    for path in committed():
        if path.suffix not in BINARY and path.parent.name != "seed":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                yield path, number, line


def test_nothing_is_left_for_later():
    none_of(Offence(path, number, "do it, or take it out") for path, number, line in lines() if UNFINISHED.search(line))


def test_no_file_names_a_folder_of_one_machine():
    none_of(
        Offence(path, number, "use a path relative to the project or a setting")
        for path, number, line in lines()
        if MACHINE_PATH.search(line)
    )


def test_no_file_names_a_package_registry():
    none_of(
        Offence(path, number, "whoever installs chooses the registry")
        for path, number, line in lines()
        if REGISTRY.search(line)
    )


def test_every_text_is_utf_8_with_unix_line_ends():
    none_of(
        Offence(path, 1, "save with line ends of one character")
        for path in committed()
        if path.suffix not in BINARY and path.parent.name != "seed" and b"\r\n" in path.read_bytes()
    )
