"""The entry point: puts the application and the command line together, and is imported by nobody."""

from __future__ import annotations

from casework.app import create_app
from casework.cli import build


def main() -> None:
    """Run the command that the arguments name."""
    build(create_app)()


if __name__ == "__main__":
    main()
