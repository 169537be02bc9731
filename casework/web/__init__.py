"""Floor 8, for officers."""

from __future__ import annotations

from importlib import import_module

from flask import Flask
from flask_bootstrap import Bootstrap5

from casework.web import errors, language, naming, navigation, routing, security, session

MODULES: tuple[str, ...] = (
    "accounts",
    "start",
    "calendar",
    "quality",
    "weekly_mail",
    "units",
    "people",
    "saved_lists",
    "duplicates",
    "merges",
    "corrections",
    "removals",
    "attachments",
    "arrivals",
    "allocations",
    "episodes",
    "decisions",
    "starts",
    "phases",
    "completions",
    "endings",
    "transfers",
    "assignments",
    "course",
    "violations",
    "restarts",
    "registrations",
    "compulsory",
    "local_days",
    "aftercares",
    "aftercare_acts",
    "aftercare_closings",
    "aftercare_corrections",
    "trail",
    "staff",
    "teams",
    "points",
    "consultations",
    "trainings",
    "employers",
    "jobs",
    "loans",
    "methadone",
    "books",
    "listings",
    "determinations",
    "evaluations",
    "clubs",
    "club_members",
    "events",
    "materials",
    "directives",
    "budget",
    "officer_trainings",
    "programme_models",
    "targets",
    "hotline",
    "proceedings_acts",
    "proceedings",
    "imports",
    "import_columns",
    "report_periods",
    "report_steps",
    "report_checks",
    "report_overview",
    "report_dashboards",
    "report_obligations",
    "report_comparisons",
    "report_explanations",
    "reports",
    "report_files",
    "law",
    "papers",
    "paper_settings",
    "paper_checks",
    "paper_copies",
    "paper_replacements",
    "guardians",
)
"""The modules with pages, each with a `pages` of its own; whoever adds one adds its name here."""


def init_app(app: Flask) -> None:
    """Hang the pages into the application."""
    app.config.setdefault("BOOTSTRAP_SERVE_LOCAL", True)
    language.init_app(app)
    Bootstrap5(app)
    security.init_app(app)
    session.init_app(app)
    navigation.init_app(app)
    naming.init_app(app)
    errors.init_app(app)
    app.add_template_global(routing.here)
    for name in MODULES:
        app.register_blueprint(import_module(f"casework.web.{name}").pages.blueprint)
