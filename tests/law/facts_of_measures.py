"""Reads `given` and `with` of a law case into the facts of after-care, compulsory rehabilitation or a dossier."""

from dataclasses import fields, replace
from datetime import datetime

from casework.law import aftercare_facts as aftercare
from casework.law import compulsory_facts as compulsory
from casework.law import dossier_facts as dossier
from casework.law.facts import EpisodeFacts
from casework.law.procedures import aftercare_procedure, compulsory_procedure, dossier_procedure
from casework.law.vocabulary import DeclaredBy, EpisodeForm, EpisodeOutcome

PROCEDURES = {
    "aftercare": aftercare_procedure,
    "compulsory": compulsory_procedure,
    "dossier": dossier_procedure,
}
COURSE = {field.name for field in fields(EpisodeFacts)}


def facts_of(measure, given):
    """The facts of a mapping."""
    empty = {
        "aftercare": lambda: aftercare.AftercareFacts(aftercare.CompletionKind(given.get("kind", "voluntary"))),
        "compulsory": lambda: compulsory.CompulsoryFacts(EpisodeFacts(EpisodeForm.COMMUNITY_COMPULSORY)),
        "dossier": dossier.DossierFacts,
    }
    return with_values(measure, empty[measure](), given)


def with_values(measure, facts, values):
    """The facts with the values of an act filled in."""
    return {"aftercare": _aftercare, "compulsory": _compulsory, "dossier": _dossier}[measure](facts, values)


def _aftercare(facts, values):
    read = dict(values)
    lists = {
        "kind": aftercare.CompletionKind,
        "outcome": aftercare.AftercareOutcome,
        "exemption_ground": aftercare.ExemptionGround,
    }
    read |= {key: lists[key](read[key]) for key in lists if key in read}
    if "reviews" in read:
        read["reviews"] = tuple(aftercare.Review(day, aftercare.DrugTest(test)) for day, test in read["reviews"])
    if "absences" in read:
        read["absences"] = tuple(aftercare.Absence(*each) for each in read["absences"])
    if "moves" in read:
        read["moves"] = tuple(_move(*each) for each in read["moves"])
    if "suspensions" in read:
        read["suspensions"] = tuple(
            aftercare.Suspension(first, aftercare.SuspensionReason(reason), *rest)
            for first, reason, *rest in read["suspensions"]
        )
    return replace(facts, **read)


def _compulsory(facts, values):
    read = dict(values)
    course = {key: read.pop(key) for key in list(read) if key in COURSE}
    lists = {"declared_by": DeclaredBy, "outcome": EpisodeOutcome}
    course |= {key: lists[key](course[key]) for key in lists if key in course}
    if "session" in read:
        session = dict(read["session"])
        present = session.get("present", [])
        members = list(compulsory.SessionMember) if present == "all" else present
        session["present"] = frozenset(compulsory.SessionMember(each) for each in members)
        read["session"] = compulsory.ReviewSession(**session)
    return replace(facts, course=replace(facts.course, **course), **read)


def _dossier(facts, values):
    read = dict(values)
    if "ground" in read:
        read["ground"] = dossier.DossierGround(read["ground"])
    if "papers" in read:
        read["papers"] = frozenset(dossier.DossierPaper(each) for each in read["papers"])
    return replace(facts, **read)


def _move(moved_on, notified_on=None, left_at=None, notified_at=None):
    def instant(text):
        return datetime.fromisoformat(text) if text else None

    return aftercare.Move(moved_on, notified_on, instant(left_at), instant(notified_at))
