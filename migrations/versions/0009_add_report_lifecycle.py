"""Reports that are kept: what is owed and when, each report with its acts, and what every number counted when sent.

Revision ID: 0009
Revises: 0008
"""
from alembic import op
import sqlalchemy as sa

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('report_duty',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('obligation', sa.String(length=20), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(length=10), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('claimed_until', sa.DateTime(), nullable=True),
    sa.Column('done_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_report_duty_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_duty')),
    sa.UniqueConstraint('obligation', 'unit_id', 'period', name=op.f('uq_report_duty_obligation_unit_id_period'))
    )
    with op.batch_alter_table('report_duty', schema=None) as batch_op:
        batch_op.create_index('ix_report_duty_done_at_claimed_until', ['done_at', 'claimed_until'], unique=False)
        batch_op.create_index('ix_report_duty_unit_id_due_on', ['unit_id', 'due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_duty_due_on'), ['due_on'], unique=False)

    op.create_table('report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('form', sa.String(length=12), nullable=False),
    sa.Column('obligation', sa.String(length=20), nullable=False),
    sa.Column('period', sa.String(length=80), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('maker_id', sa.Integer(), nullable=False),
    sa.Column('windows', sa.JSON(), nullable=False),
    sa.Column('variants', sa.JSON(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('stage', sa.String(length=12), nullable=False),
    sa.Column('counted_at', sa.DateTime(), nullable=True),
    sa.Column('frozen', sa.Boolean(), nullable=False),
    sa.Column('zero', sa.Boolean(), nullable=False),
    sa.Column('unit_name', sa.String(length=120), nullable=False),
    sa.Column('notes', sa.JSON(), nullable=False),
    sa.Column('targets', sa.JSON(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=True),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_report_unit_id_unit')),
    sa.ForeignKeyConstraint(['maker_id'], ['unit.id'], name=op.f('fk_report_maker_id_unit')),
    sa.ForeignKeyConstraint(['replaces_id'], ['report.id'], name=op.f('fk_report_replaces_id_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('ref', name=op.f('uq_report_ref')),
    sa.UniqueConstraint('obligation', 'unit_id', 'period', 'edition', name=op.f('uq_report_obligation_unit_id_period_edition'))
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index('ix_report_maker_id_stage', ['maker_id', 'stage'], unique=False)
        batch_op.create_index('ix_report_unit_id_form_last_on', ['unit_id', 'form', 'last_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_replaces_id'), ['replaces_id'], unique=False)

    op.create_table('report_cell',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('row_id', sa.String(length=12), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.Column('listed', sa.Integer(), nullable=False),
    sa.Column('members', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_cell_report_id_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_cell')),
    sa.UniqueConstraint('report_id', 'row_id', 'place', name=op.f('uq_report_cell_report_id_row_id_place'))
    )

    op.create_table('report_act',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=12), nullable=False),
    sa.Column('acted_on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(length=120), nullable=False),
    sa.Column('words', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_act_report_id_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_act'))
    )
    with op.batch_alter_table('report_act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_act_report_id'), ['report_id'], unique=False)


def downgrade():
    op.drop_table('report_act')
    op.drop_table('report_cell')
    op.drop_table('report')
    op.drop_table('report_duty')
