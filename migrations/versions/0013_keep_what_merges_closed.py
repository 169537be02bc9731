"""Which cases a merge closed as doubles of others: kept with the merge, because no act of the law ended them.

Revision ID: 0013
Revises: 0012
"""

from alembic import op
import sqlalchemy as sa

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("person_merge", sa.Column("closings", sa.JSON(), nullable=False, server_default="[]"))


def downgrade():
    op.execute("ALTER TABLE person_merge DROP COLUMN closings")
