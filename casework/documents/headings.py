"""Where the headings and the fields of a paper break into lines, alike in every medium."""

from __future__ import annotations

from casework.documents import layout
from casework.documents.blocks import Head, Title
from casework.documents.lettering import balanced, name_lines, width_mm


def head_lines(head: Head, *, landscape: bool) -> dict[str, list[str]]:
    """The lines of the agency above and of the agency itself, in capitals; none for a paper without an agency."""
    room = layout.agency_room_mm(landscape=landscape)
    named = {"parent": head.parent, "agency": head.agency}
    return {key: name_lines(name, layout.AGENCY_PT, room) if name else [] for key, name in named.items()}


def title_lines(title: Title, *, landscape: bool) -> dict[str, list[str]]:
    """The lines of the kind of paper, in capitals, and of what it is about."""
    room = layout.title_room_mm(landscape=landscape)
    subject = balanced(title.subject, layout.TITLE_PT, room) if title.subject else []
    return {"kind": balanced(title.kind.upper(), layout.TITLE_PT, room), "subject": subject}


def dots_apart(label: str) -> bool:
    """Whether the dots after a label need a line of their own: where it ends there is no room left to write in."""
    room = layout.text_width_mm(landscape=False)
    # Labels are not bold, and so a little narrower than what is measured.
    return room - layout.LIGHTER * width_mm(f"{label}: ", layout.BODY_PT) % room < layout.ROOM_TO_WRITE_MM
