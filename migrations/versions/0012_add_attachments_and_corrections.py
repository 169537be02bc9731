"""Attachments, corrections, allocation; addresses for the weekly summary by e-mail, and which week went to whom.

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
    op.add_column('account', sa.Column('email', sa.String(length=120), nullable=True))
    op.create_table('weekly_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('week_on', sa.Date(), nullable=False),
    sa.Column('claimed_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_weekly_mail_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weekly_mail')),
    sa.UniqueConstraint('account_id', 'week_on', name=op.f('uq_weekly_mail_account_id_week_on'))
    )


def downgrade():
    op.drop_table('weekly_mail')
    op.execute('ALTER TABLE account DROP COLUMN email')
