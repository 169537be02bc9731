"""What issued papers say (sealed), and when, why and by which letter a paper was replaced.

Papers issued before have no content kept: their next copy is drawn from the record once more, and kept from then on.

Revision ID: 0014
Revises: 0013
"""

from alembic import op
import sqlalchemy as sa

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("paper", sa.Column("replaced_on", sa.Date(), nullable=True))
    op.add_column("paper", sa.Column("replaced_reason", sa.String(length=300), nullable=True))
    op.add_column("paper", sa.Column("letter", sa.String(length=60), nullable=True))
    op.create_table(
        "paper_content",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_content_paper_id_paper")),
        sa.PrimaryKeyConstraint("paper_id", name=op.f("pk_paper_content")),
    )


def downgrade():
    op.drop_table("paper_content")
    for column in ("letter", "replaced_reason", "replaced_on"):
        op.execute(f"ALTER TABLE paper DROP COLUMN {column}")
