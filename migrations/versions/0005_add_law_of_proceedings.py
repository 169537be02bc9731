"""What the lists of procedures show without asking the law, and the record a grant led to.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = (("stage", sa.String(length=40)), ("due_on", sa.Date()), ("record_ref", sa.String(length=80)))


def upgrade():
    for name, kind in COLUMNS:
        op.add_column("proceeding", sa.Column(name, kind, nullable=True))


def downgrade():
    for name, _ in COLUMNS:
        op.execute(f"ALTER TABLE proceeding DROP COLUMN {name}")
