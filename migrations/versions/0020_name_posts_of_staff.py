"""Keep post and phone of the staff.

A decision that assigns somebody to a case names their post and how to reach them; there was no place for either, so
both were written on the paper by hand.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COLUMNS = {"position": 120, "phone": 40}


def upgrade():
    for name, length in COLUMNS.items():
        op.add_column("staff", sa.Column(name, sa.String(length), nullable=True))


def downgrade():
    for name in reversed(COLUMNS):
        op.execute(f"ALTER TABLE staff DROP COLUMN {name}")
