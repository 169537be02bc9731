"""Backgrounds in the files of an episode, an after-care, a dossier, a determination (lý lịch, tóm tắt lý lịch)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casework.documents.background import background
from casework.documents.facts import Office
from casework.documents.form import PaperForm, Source, Subject


def _form(
    kind: str,
    name: str,
    subject: Subject,
    title: Source,
    issuer: Source | Office = Office.POLICE,
    ready: Callable[[Any], bool] = lambda facts: True,
) -> PaperForm[Any]:
    return PaperForm(
        kind=kind, name=name, subject=subject, titles=(title,), issuer=issuer, build=background, ready=ready
    )


EPISODE = _form("background", "Lý lịch người cai nghiện", Subject.EPISODE, ("forms", "background"))
AFTERCARE = _form(
    "aftercare-background", "Lý lịch người sau cai nghiện", Subject.AFTERCARE, ("orders", "aftercare_background")
)
DOSSIER = _form(
    "dossier-background",
    "Tóm tắt lý lịch người bị đề nghị",
    Subject.DOSSIER,
    ("dossier", "summary_form"),
    ("dossier", "dossier_authority"),
)
DETERMINATION = _form(
    "determination-background",
    "Tóm tắt lý lịch người được đề nghị xác định tình trạng nghiện",
    Subject.DETERMINATION,
    ("determination", "summary_form"),
    ready=lambda facts: facts.of_police,
)
FORMS = (EPISODE, AFTERCARE, DOSSIER, DETERMINATION)
