"""Official terms for the catalogue: the closed lists are shown too, though no source marks them for translation."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import IO, Any


def official_terms(
    fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Each `MEMBER = "key", "term"` of the classes of a file that are a `Term` (called by pybabel)."""
    for node in ast.walk(ast.parse(fileobj.read())):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in ("LABELS", "EXTRAS") and node.value:
            # Words of fields, kept as data: {name: words}.
            texts = (each for each in ast.walk(node.value) if isinstance(each, ast.Dict))
            for each in (value for dictionary in texts for value in dictionary.values):
                if isinstance(each, ast.Constant):
                    yield each.lineno, "gettext", str(each.value), []
        if not isinstance(node, ast.ClassDef) or "Term" not in [ast.unparse(base) for base in node.bases]:
            continue
        for line in node.body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple) and len(line.value.elts) == 2:
                yield line.lineno, "gettext", str(ast.literal_eval(line.value.elts[1])), []


def quality_checks(
    fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Title, reason and remedy of every check of data as shown, numbers put in (called by pybabel)."""
    from casework.services.quality import CHECKS

    for text in dict.fromkeys(text for check in CHECKS for text in (check.title, check.why, check.mend)):
        yield 1, "gettext", text, []
