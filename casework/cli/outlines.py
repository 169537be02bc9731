"""Written reports: outline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from casework.access.scope import Scope
from casework.cli.command import AppFactory, commands, database
from casework.cli.reports import deliver, windows_of
from casework.i18n import VIETNAM
from casework.reports.forms import find_form
from casework.reports.outlines import OUTLINES, find_outline
from casework.reports.periods import CutRule
from casework.services.report_files import FileKind, drawn
from casework.services.report_outlines import draft_outline

_SEEDS = ", ".join(f"{code} ({outline.name})" for code, outline in OUTLINES.items())


@commands.command(
    help=f"Dự thảo báo cáo viết theo đề cương: đề mục chính thức, số liệu thành câu, so với kỳ trước. SEED: {_SEEDS}."
)
@click.argument("seed", metavar="SEED")
@click.option("--unit", "unit_text", required=True, metavar="CODE[@DATE]")
@click.option("--window", "window_texts", multiple=True, metavar="A..B")
@click.option("--period", metavar="2020H1")
@click.option("--rule", type=click.Choice([rule.value for rule in CutRule]), help="Cách cắt kỳ.")
@click.option("--variant", "variants", multiple=True, help="Cách hiểu khác của chỉ tiêu.")
@click.option("--format", "format_", type=click.Choice(["docx", "pdf"]), default="docx", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path))
@click.pass_obj
def outline(
    create_app: AppFactory,
    seed: str,
    unit_text: str,
    window_texts: tuple[str, ...],
    period: str | None,
    rule: str | None,
    variants: tuple[str, ...],
    format_: str,
    output: Path | None,
) -> None:
    """Dự thảo báo cáo viết theo đề cương."""
    asked = find_outline(seed)
    form = find_form(asked.forms[0])
    form.chosen(variants)
    windows = windows_of(form, window_texts, period, rule)
    with database(create_app) as session:
        scope = Scope.everything(reason="casework outline")
        now = datetime.now(VIETNAM)
        document = draft_outline(session, scope, asked, unit_text, windows, as_of=now, variants=variants)
    deliver(drawn(document, FileKind(format_)), output)
