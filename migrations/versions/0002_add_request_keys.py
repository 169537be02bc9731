"""Keys of forms that were carried out, so that sending one twice records once.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "request_key",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_request_key_account_id_account")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_request_key")),
    )
    op.create_index(op.f("ix_request_key_at"), "request_key", ["at"])


def downgrade():
    op.drop_index(op.f("ix_request_key_at"), table_name="request_key")
    op.drop_table("request_key")
