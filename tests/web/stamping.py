"""The stamp of the record that a form was opened on."""

import re


def stamp_in(page):
    """The stamp that the form of a page carries along."""
    return re.search(r'name="stamp"[^>]* value="([^"]+)"', page)[1]
