"""Keep with a waiting file who is meant by the rows of which that is not clear.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("import_upload", sa.Column("answers", sa.JSON()))


def downgrade():
    op.execute("ALTER TABLE import_upload DROP COLUMN answers")
