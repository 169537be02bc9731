"""Shapes of what machines ask and get (marshmallow)."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from casework.reports.periods import CutRule


class ReportQuery(Schema):
    """Which unit, which columns, which reading of the rows."""

    unit = fields.String(required=True, metadata={"description": "CODE or CODE@DATE (YYYY-MM-DD)"})
    window = fields.List(fields.String(), load_default=list, metadata={"description": "A..B, one a column"})
    period = fields.String(load_default=None, metadata={"description": "2020, 2020H1, 2020Q3, 2020-05"})
    rule = fields.String(load_default=None, validate=validate.OneOf([rule.value for rule in CutRule]))
    variant = fields.List(fields.String(), load_default=list)


class FileQuery(ReportQuery):
    """Which unit, which columns, and as what."""

    format = fields.String(load_default="json", validate=validate.OneOf(("json", "csv", "xlsx", "docx", "pdf")))


class OutlineQuery(ReportQuery):
    """Which unit, which columns, and as what paper."""

    format = fields.String(load_default="docx", validate=validate.OneOf(("docx", "pdf")))


class MemberQuery(Schema):
    """Which cell, and which page of its list."""

    unit = fields.String(required=True)
    window = fields.String(required=True)
    variant = fields.List(fields.String(), load_default=list)
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))


class UnitSchema(Schema):
    """An administrative unit as a report names it."""

    code = fields.String()
    name = fields.String()


class ColumnSchema(Schema):
    """The days of one column, both ends included."""

    label = fields.String()
    first = fields.String(data_key="from", attribute="from")
    last = fields.String(data_key="to", attribute="to")


class RowSchema(Schema):
    """One numbered row: exact values, and what the form prints."""

    id = fields.String()
    label = fields.String()
    unit = fields.String()
    values = fields.List(fields.Raw())
    display = fields.List(fields.String())
    target = fields.List(fields.String(), metadata={"description": "What the row is to reach, one a column"})
    met = fields.List(fields.Boolean(allow_none=True))


class VariantSchema(Schema):
    """A chosen reading with its footnote."""

    name = fields.String()
    footnote = fields.String()


class ReportSchema(Schema):
    """One official form filled in."""

    form = fields.String()
    title = fields.String()
    unit = fields.Nested(UnitSchema)
    as_of = fields.String()
    columns = fields.List(fields.Nested(ColumnSchema))
    variants = fields.List(fields.Nested(VariantSchema))
    rows = fields.List(fields.Nested(RowSchema))
    notes = fields.List(fields.String())


class MembersSchema(Schema):
    """The list behind one number: what the reader may see of it, the rest as a count."""

    number = fields.Raw(metadata={"description": "A whole number, {n, of}, a median, or null; a list one a cohort"})
    listed = fields.Integer()
    visible = fields.Integer()
    headings = fields.List(fields.String())
    rows = fields.List(fields.List(fields.Raw()))
    page = fields.Integer()
    has_next = fields.Boolean()
