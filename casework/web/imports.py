"""Excel both ways (nhập từ Excel): the template, a sheet sent in, a preview, the import, its undoing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from casework.access.permissions import Permission
from casework.errors import CaseworkError, Conflict, NotFound
from casework.exchange.marking import marked
from casework.exchange.pasted import as_csv
from casework.exchange.reader import Source
from casework.exchange.report import ImportReport
from casework.exchange.tables import TABLES
from casework.exchange.template import write_template
from casework.exchange.undoing import Obstacle
from casework.exchange.uploaded import LARGEST
from casework.records import db
from casework.records.db import now
from casework.records.importing import ImportUpload
from casework.services import imports, uploads
from casework.services.import_answers import standings
from casework.web.downloads import XLSX, download
from casework.web.fields import CaseForm, show_refusal
from casework.web.import_previews import answers_in, preview_of
from casework.web.naming import show
from casework.web.paging import paged
from casework.web.routing import Pages, current_actor, current_scope, refuse, today

pages = Pages("imports", "/imports")


class UploadForm(CaseForm):
    """A file to import."""

    file = FileField(
        _l("Tệp Excel (.xlsx) hoặc CSV"),
        [FileRequired(_l("Hãy chọn một tệp."))],
        description=_l("Nhiều nhất 10 MB, 20.000 dòng; không có macro, không có mật khẩu"),
    )


class PasteForm(CaseForm):
    """Cells copied from a spreadsheet or a table in a text."""

    cells = TextAreaField(
        _l("Các ô đã chép"),
        [DataRequired(_l("Hãy chép các ô trong Excel hoặc Word rồi dán vào đây."))],
        description=_l("Nhiều nhất 1.000.000 ký tự (khoảng 10.000 dòng); có hoặc không có dòng tiêu đề đều được"),
    )


class UndoForm(CaseForm):
    """Nothing but the wish."""


def upload_folder() -> Path:
    """Where files wait: in the instance, never served."""
    folder: Path = current_app.config["CASEWORK"].instance / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def found_in(row: ImportUpload) -> list[Source] | None:
    """What of the file can be imported; none while nobody has matched its columns.

    :raises NotFound: the file is gone
    """
    path = uploads.path_of(upload_folder(), row)
    return uploads.readable(db.session(), current_scope(), path, row, today=today())


@pages.get("", Permission.IMPORT_RUN)
def index() -> ResponseReturnValue:
    """The template, the way in, and what was imported before."""
    return _index(UploadForm(), PasteForm(formdata=None))


@pages.get("/template.xlsx", Permission.IMPORT_RUN)
def template() -> ResponseReturnValue:
    """The workbook to fill in: every table, or the one that was asked for."""
    name = request.args.get("table", "")
    if name and name not in TABLES:
        raise NotFound(_("Không có bảng này."))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mau.xlsx"
        write_template(path, [TABLES[name]] if name else None)
        content = path.read_bytes()
    return download(f"mau-nhap-{name or 'day-du'}.xlsx", XLSX, content)


@pages.post("", Permission.IMPORT_RUN)
def send() -> ResponseReturnValue:
    """Take a file in."""
    form = UploadForm()
    if form.validate_on_submit():
        try:
            return _keep(form.file.data.filename or "", form.file.data.stream.read(LARGEST + 1))
        except CaseworkError as error:
            show_refusal(form, error)
    return refuse(_index(form, PasteForm(formdata=None)))


@pages.post("/paste", Permission.IMPORT_RUN)
def paste() -> ResponseReturnValue:
    """Take cells in that were copied elsewhere; from here on they are a file like any other."""
    form = PasteForm()
    if form.validate_on_submit():
        try:
            return _keep(f"bang-dan-{today():%d-%m-%Y}", as_csv(form.cells.data))
        except CaseworkError as error:
            show_refusal(form, error)
    return refuse(_index(UploadForm(formdata=None), form))


def _keep(file_name: str, content: bytes) -> ResponseReturnValue:
    """Keep a file, and ask how its columns are meant unless it is clear.

    :raises CaseworkError: it cannot be read, or is too large
    """
    actor, folder = current_actor(), upload_folder()
    row = uploads.keep_upload(db.session(), actor, folder, file_name=file_name, content=content)
    ready = found_in(row) is not None
    return redirect(url_for("imports.preview" if ready else "import_columns.match", ref=row.ref), 303)


def _index(form: UploadForm, pasted: PasteForm) -> str:
    page = paged(db.session(), imports.import_runs(current_scope()))
    tables = list(TABLES.values())
    return render_template("web/imports/index.html", page=page, tables=tables, form=form, pasted=pasted)


@pages.get("/uploads/<ref>/preview", Permission.IMPORT_RUN, writes=True)
def preview(ref: str) -> ResponseReturnValue:
    """What the import would do; nothing is kept."""
    row = uploads.upload(db.session(), current_actor(), ref)
    found = found_in(row)
    if found is None:
        return redirect(url_for("import_columns.match", ref=ref), 303)
    report = imports.try_import(
        db.session(), current_scope(), current_actor(), found, file_name=row.file_name, today=today()
    )
    unseen = uploads.hidden_rows(uploads.path_of(upload_folder(), row), {source.sheet for source in found})
    return _preview_page(row, found, report, UndoForm(), unseen=unseen)


def _preview_page(
    row: ImportUpload, found: list[Source], report: ImportReport, form: CaseForm, *, unseen: int = 0
) -> str:
    shown = preview_of(row, found, report)
    among = {known.ref for each in shown["asked"] for known in each.asked.among}
    people = standings(db.session(), current_scope(), among)
    return render_template("web/imports/preview.html", **shown, people=people, unseen=unseen, form=form)


@pages.post("/uploads/<ref>/answers", Permission.IMPORT_RUN)
def answer(ref: str) -> ResponseReturnValue:
    """Say who is meant by rows of which that is not clear."""
    row = uploads.upload(db.session(), current_actor(), ref)
    uploads.answer(db.session(), row, answers_in(request.form))
    return redirect(url_for("imports.preview", ref=ref), 303)


@pages.get("/uploads/<ref>/marked.xlsx", Permission.IMPORT_RUN, writes=True)
def marked_file(ref: str) -> ResponseReturnValue:
    """The file with its wrong cells marked."""
    row = uploads.upload(db.session(), current_actor(), ref)
    found = found_in(row)
    if found is None:
        raise NotFound(_("Hãy ghép cột trước."))
    report = imports.try_import(
        db.session(), current_scope(), current_actor(), found, file_name=row.file_name, today=today()
    )
    path = uploads.path_of(upload_folder(), row)
    content = marked(path, found, [error for error in report.errors if not error.follows])
    return download(f"danh-dau-{Path(row.file_name).stem}.xlsx", XLSX, content)


@pages.post("/uploads/<ref>/run", Permission.IMPORT_RUN)
def run(ref: str) -> ResponseReturnValue:
    """Import the rows that are right, or everything if every row is."""
    row = uploads.upload(db.session(), current_actor(), ref)
    found = found_in(row)
    if found is None:
        return redirect(url_for("import_columns.match", ref=ref), 303)
    report, done = imports.run_import(
        db.session(),
        current_scope(),
        current_actor(),
        found,
        file_name=row.file_name,
        today=today(),
        skip_bad_rows=request.form.get("rows") == "good",
    )
    if done is None:
        form = UndoForm()
        form.form_errors = [_("Chưa nhập gì: còn dòng sai. Hãy sửa tệp, hoặc chỉ nhập các dòng đúng.")]
        return refuse(_preview_page(row, found, report, form))
    if not report.errors:
        uploads.discard_upload(db.session(), upload_folder(), row)
        return redirect(url_for("imports.show_run", ref=done.ref), 303)
    return redirect(url_for("imports.show_run", ref=done.ref, upload=row.ref), 303)


@pages.post("/uploads/<ref>/discard", Permission.IMPORT_RUN)
def discard(ref: str) -> ResponseReturnValue:
    """Forget the file."""
    row = uploads.upload(db.session(), current_actor(), ref)
    uploads.discard_upload(db.session(), upload_folder(), row)
    flash(_("Đã bỏ tệp. Không có gì được nhập."), "success")
    return redirect(url_for("imports.index"), 303)


@pages.get("/<ref>", Permission.IMPORT_RUN, writes=True)
def show_run(ref: str) -> ResponseReturnValue:
    """One import: its tally, people who may be on file twice, and the way back."""
    return _run_page(ref, UndoForm(formdata=None), [])


@pages.post("/<ref>/undo", Permission.IMPORT_RUN)
def undo(ref: str) -> ResponseReturnValue:
    """Take it back whole."""
    try:
        imports.undo_import(db.session(), current_scope(), current_actor(), ref, undo_days=_undo_days())
    except Conflict as error:
        form = UndoForm()
        show_refusal(form, error)
        obstacles = error.obstacles if isinstance(error, imports.CannotUndo) else []
        return refuse(_run_page(ref, form, obstacles), error.status)
    flash(_("Đã hoàn tác lần nhập này. Dữ liệu trở lại như trước khi nhập."), "success")
    return redirect(url_for("imports.show_run", ref=ref), 303)


def _undo_days() -> int:
    days: int = current_app.config["CASEWORK"].import_undo_days
    return days


def _run_page(ref: str, form: UndoForm, obstacles: list[Obstacle]) -> str:
    done = imports.import_run(db.session(), current_scope(), ref)
    # Nothing of a refused undoing is kept, the note of who was looked at included: then nobody is shown.
    names = done.undone_at is None and not obstacles
    pairs = imports.resembling_people(db.session(), current_scope(), done) if names else []
    people = [person for pair in pairs for person in pair]
    asked = request.args.get("upload", "")
    return render_template(
        "web/imports/show.html",
        run=done,
        until=imports.undoable_until(done, _undo_days()),
        undoable=imports.undoable_until(done, _undo_days()) > now(),
        days=_undo_days(),
        tables=TABLES,
        form=form,
        obstacles=obstacles,
        pairs=pairs,
        shown=show(people, "người mới nhập nghi trùng") if people else {},
        upload=asked if uploads.is_there(db.session(), current_actor(), asked) else "",
    )
