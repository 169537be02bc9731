"""What units themselves want reported, and why a report was sent with known errors.

Revision ID: 0015
Revises: 0014
"""

from alembic import op
import sqlalchemy as sa

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("report", sa.Column("explanation", sa.String(length=1000), nullable=True))
    op.add_column("report", sa.Column("explained", sa.JSON(), nullable=True))
    op.create_table(
        "unit_obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("cycle", sa.String(length=8), nullable=False),
        sa.Column("rule", sa.String(length=12), nullable=False),
        sa.Column("due_months", sa.Integer(), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("citation", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("due_day BETWEEN 1 AND 31", name=op.f("ck_unit_obligation_day_of_a_month")),
        sa.CheckConstraint("due_months BETWEEN 0 AND 12", name=op.f("ck_unit_obligation_months_after")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_obligation_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_obligation")),
    )
    op.create_index(op.f("ix_unit_obligation_unit_id"), "unit_obligation", ["unit_id"], unique=False)


def downgrade():
    op.drop_table("unit_obligation")
    for column in ("explained", "explanation"):
        op.execute(f"ALTER TABLE report DROP COLUMN {column}")
