"""The day on which a loan was repaid.

Revision ID: 0012
Revises: 0011
"""

from alembic import op
import sqlalchemy as sa

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("loan", sa.Column("repaid_on", sa.Date(), nullable=True))


def downgrade():
    op.execute("ALTER TABLE loan DROP COLUMN repaid_on")
