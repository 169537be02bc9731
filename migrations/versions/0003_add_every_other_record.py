"""Every other record: after-care, lists, evaluations, clubs, outreach, budget, models; procedures beside the case.

Revision ID: 0003
Revises: 0002
"""
from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('budget_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('spent_on', sa.Date(), nullable=False),
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.Column('content', sa.String(length=10), nullable=False),
    sa.Column('amount_vnd', sa.BigInteger(), nullable=False),
    sa.Column('voucher', sa.String(length=60), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('amount_vnd >= 0', name=op.f('ck_budget_line_amount_counts')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_budget_line_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_budget_line')),
    sa.UniqueConstraint('ref', name=op.f('uq_budget_line_ref'))
    )
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.create_index('ix_budget_line_unit_id_spent_on', ['unit_id', 'spent_on'], unique=False)

    op.create_table('club',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('established_on', sa.Date(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_club_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_club')),
    sa.UniqueConstraint('ref', name=op.f('uq_club_ref'))
    )
    with op.batch_alter_table('club', schema=None) as batch_op:
        batch_op.create_index('ix_club_unit_id_established_on', ['unit_id', 'established_on'], unique=False)

    op.create_table('communication_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('level', sa.String(length=8), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=True),
    sa.Column('topic', sa.String(length=200), nullable=True),
    sa.Column('participants', sa.Integer(), nullable=False),
    sa.Column('programme', sa.String(length=60), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('participants >= 0', name=op.f('ck_communication_event_participants_count')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_communication_event_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_communication_event')),
    sa.UniqueConstraint('ref', name=op.f('uq_communication_event_ref'))
    )
    with op.batch_alter_table('communication_event', schema=None) as batch_op:
        batch_op.create_index('ix_communication_event_unit_id_held_on', ['unit_id', 'held_on'], unique=False)

    op.create_table('directive',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('level', sa.String(length=8), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=300), nullable=True),
    sa.Column('programme', sa.String(length=60), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_directive_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_directive')),
    sa.UniqueConstraint('ref', name=op.f('uq_directive_ref'))
    )
    with op.batch_alter_table('directive', schema=None) as batch_op:
        batch_op.create_index('ix_directive_unit_id_issued_on', ['unit_id', 'issued_on'], unique=False)

    op.create_table('material',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('programme', sa.String(length=60), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('quantity >= 0', name=op.f('ck_material_quantity_counts')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_material_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_material')),
    sa.UniqueConstraint('ref', name=op.f('uq_material_ref'))
    )
    with op.batch_alter_table('material', schema=None) as batch_op:
        batch_op.create_index('ix_material_unit_id_issued_on', ['unit_id', 'issued_on'], unique=False)

    op.create_table('programme_model',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_programme_model_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_model')),
    sa.UniqueConstraint('ref', name=op.f('uq_programme_model_ref'))
    )
    with op.batch_alter_table('programme_model', schema=None) as batch_op:
        batch_op.create_index('ix_programme_model_unit_id_started_on', ['unit_id', 'started_on'], unique=False)

    op.create_table('aftercare',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('decision_number', sa.String(length=60), nullable=True),
    sa.Column('term_months', sa.Integer(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(length=12), nullable=True),
    sa.Column('officer_id', sa.Integer(), nullable=True),
    sa.Column('law_facts', sa.JSON(), server_default='{}', nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= starts_on', name=op.f('ck_aftercare_ends_after_start')),
    sa.ForeignKeyConstraint(['officer_id'], ['staff.id'], name=op.f('fk_aftercare_officer_id_staff')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_aftercare_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_aftercare_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aftercare')),
    sa.UniqueConstraint('ref', name=op.f('uq_aftercare_ref'))
    )
    with op.batch_alter_table('aftercare', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_aftercare_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_aftercare_starts_on_ended_on_person_id', ['starts_on', 'ended_on', 'person_id'], unique=False)

    op.create_table('club_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('club_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['club_id'], ['club.id'], name=op.f('fk_club_member_club_id_club')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_club_member_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_club_member')),
    sa.UniqueConstraint('club_id', 'person_id', 'from_on', name=op.f('uq_club_member_club_id_person_id_from_on'))
    )
    with op.batch_alter_table('club_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_club_member_person_id'), ['person_id'], unique=False)

    op.create_table('determination',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('determined_on', sa.Date(), nullable=False),
    sa.Column('result', sa.String(length=12), nullable=False),
    sa.Column('substances', sa.String(length=200), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_determination_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_determination_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_determination')),
    sa.UniqueConstraint('person_id', 'determined_on', name=op.f('uq_determination_person_id_determined_on'))
    )
    with op.batch_alter_table('determination', schema=None) as batch_op:
        batch_op.create_index('ix_determination_unit_id_determined_on', ['unit_id', 'determined_on', 'person_id'], unique=False)

    op.create_table('evaluation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('evaluated_on', sa.Date(), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('reason_not_evaluated', sa.String(length=8), nullable=True),
    sa.Column('employment', sa.String(length=8), nullable=True),
    sa.Column('law_violation', sa.Boolean(), nullable=True),
    sa.Column('cohort', sa.String(length=8), nullable=False),
    sa.Column('returned_on', sa.Date(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_evaluation_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_evaluation_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation')),
    sa.UniqueConstraint('person_id', 'evaluated_on', name=op.f('uq_evaluation_person_id_evaluated_on'))
    )
    with op.batch_alter_table('evaluation', schema=None) as batch_op:
        batch_op.create_index('ix_evaluation_unit_id_evaluated_on', ['unit_id', 'evaluated_on', 'person_id'], unique=False)

    op.create_table('listing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('listed_on', sa.Date(), nullable=False),
    sa.Column('removed_on', sa.Date(), nullable=True),
    sa.Column('removal_reason', sa.String(length=200), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_listing_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_listing_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listing')),
    sa.UniqueConstraint('person_id', 'unit_id', 'status', 'listed_on', name=op.f('uq_listing_person_id_unit_id_status_listed_on'))
    )
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.create_index('ix_listing_unit_id_status_listed_on', ['unit_id', 'status', 'listed_on', 'removed_on', 'person_id'], unique=False)

    op.create_table('officer_training',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_officer_training_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_officer_training')),
    sa.UniqueConstraint('staff_id', 'completed_on', 'subject', name=op.f('uq_officer_training_staff_id_completed_on_subject'))
    )
    with op.batch_alter_table('officer_training', schema=None) as batch_op:
        batch_op.create_index('ix_officer_training_completed_on', ['completed_on', 'staff_id'], unique=False)

    op.create_table('aftercare_custody',
    sa.Column('aftercare_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['aftercare_id'], ['aftercare.id'], name=op.f('fk_aftercare_custody_aftercare_id_aftercare')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_aftercare_custody_unit_id_unit')),
    sa.PrimaryKeyConstraint('aftercare_id', 'from_on', name=op.f('pk_aftercare_custody'))
    )
    with op.batch_alter_table('aftercare_custody', schema=None) as batch_op:
        batch_op.create_index('ix_aftercare_custody_unit_id_to_on_from_on', ['unit_id', 'to_on', 'from_on', 'aftercare_id'], unique=False)

    op.create_table('aftercare_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aftercare_id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('drug_test', sa.String(length=8), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['aftercare_id'], ['aftercare.id'], name=op.f('fk_aftercare_review_aftercare_id_aftercare')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aftercare_review')),
    sa.UniqueConstraint('aftercare_id', 'held_on', name=op.f('uq_aftercare_review_aftercare_id_held_on'))
    )
    op.create_table('aftercare_transfer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aftercare_id', sa.Integer(), nullable=False),
    sa.Column('moved_on', sa.Date(), nullable=False),
    sa.Column('to_unit_id', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['aftercare_id'], ['aftercare.id'], name=op.f('fk_aftercare_transfer_aftercare_id_aftercare')),
    sa.ForeignKeyConstraint(['to_unit_id'], ['unit.id'], name=op.f('fk_aftercare_transfer_to_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aftercare_transfer')),
    sa.UniqueConstraint('aftercare_id', 'moved_on', name=op.f('uq_aftercare_transfer_aftercare_id_moved_on'))
    )
    op.create_table('proceeding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=80), nullable=False),
    sa.Column('measure', sa.String(length=16), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('episode_id', sa.Integer(), nullable=True),
    sa.Column('methadone_id', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=True),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_proceeding_episode_id_episode')),
    sa.ForeignKeyConstraint(['methadone_id'], ['methadone.id'], name=op.f('fk_proceeding_methadone_id_methadone')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_proceeding_person_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_proceeding_team_id_team')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_proceeding_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proceeding')),
    sa.UniqueConstraint('ref', name=op.f('uq_proceeding_ref'))
    )
    with op.batch_alter_table('proceeding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proceeding_episode_id'), ['episode_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proceeding_methadone_id'), ['methadone_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proceeding_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proceeding_team_id'), ['team_id'], unique=False)
        batch_op.create_index('ix_proceeding_unit_id_measure_opened_on', ['unit_id', 'measure', 'opened_on'], unique=False)

    with op.batch_alter_table('act', schema=None) as batch_op:
        batch_op.add_column(sa.Column('aftercare_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('proceeding_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('acted_at', sa.DateTime(), nullable=True))
        batch_op.alter_column('episode_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_act_aftercare_id'), ['aftercare_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_act_proceeding_id'), ['proceeding_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_act_proceeding_id_proceeding'), 'proceeding', ['proceeding_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_act_aftercare_id_aftercare'), 'aftercare', ['aftercare_id'], ['id'])
        batch_op.create_check_constraint(
            batch_op.f('ck_act_one_case'),
            "CASE WHEN episode_id IS NULL THEN 0 ELSE 1 END + CASE WHEN aftercare_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN proceeding_id IS NULL THEN 0 ELSE 1 END = 1",
        )
    op.add_column('episode', sa.Column('law_facts', sa.JSON(), server_default='{}', nullable=False))


def downgrade():
    # Said plainly: made anew without the column, the table would take every row that refers to it along.
    op.execute("ALTER TABLE episode DROP COLUMN law_facts")
    # What an act of these was about goes with the tables below.
    op.execute("DELETE FROM act WHERE episode_id IS NULL")
    with op.batch_alter_table('act', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_act_one_case'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_act_aftercare_id_aftercare'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_act_proceeding_id_proceeding'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_act_proceeding_id'))
        batch_op.drop_index(batch_op.f('ix_act_aftercare_id'))
        batch_op.alter_column('episode_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('acted_at')
        batch_op.drop_column('proceeding_id')
        batch_op.drop_column('aftercare_id')

    with op.batch_alter_table('proceeding', schema=None) as batch_op:
        batch_op.drop_index('ix_proceeding_unit_id_measure_opened_on')
        batch_op.drop_index(batch_op.f('ix_proceeding_team_id'))
        batch_op.drop_index(batch_op.f('ix_proceeding_person_id'))
        batch_op.drop_index(batch_op.f('ix_proceeding_methadone_id'))
        batch_op.drop_index(batch_op.f('ix_proceeding_episode_id'))

    op.drop_table('proceeding')
    op.drop_table('aftercare_transfer')
    op.drop_table('aftercare_review')
    with op.batch_alter_table('aftercare_custody', schema=None) as batch_op:
        batch_op.drop_index('ix_aftercare_custody_unit_id_to_on_from_on')

    op.drop_table('aftercare_custody')
    with op.batch_alter_table('officer_training', schema=None) as batch_op:
        batch_op.drop_index('ix_officer_training_completed_on')

    op.drop_table('officer_training')
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.drop_index('ix_listing_unit_id_status_listed_on')

    op.drop_table('listing')
    with op.batch_alter_table('evaluation', schema=None) as batch_op:
        batch_op.drop_index('ix_evaluation_unit_id_evaluated_on')

    op.drop_table('evaluation')
    with op.batch_alter_table('determination', schema=None) as batch_op:
        batch_op.drop_index('ix_determination_unit_id_determined_on')

    op.drop_table('determination')
    with op.batch_alter_table('club_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_club_member_person_id'))

    op.drop_table('club_member')
    with op.batch_alter_table('aftercare', schema=None) as batch_op:
        batch_op.drop_index('ix_aftercare_starts_on_ended_on_person_id')
        batch_op.drop_index(batch_op.f('ix_aftercare_person_id'))

    op.drop_table('aftercare')
    with op.batch_alter_table('programme_model', schema=None) as batch_op:
        batch_op.drop_index('ix_programme_model_unit_id_started_on')

    op.drop_table('programme_model')
    with op.batch_alter_table('material', schema=None) as batch_op:
        batch_op.drop_index('ix_material_unit_id_issued_on')

    op.drop_table('material')
    with op.batch_alter_table('directive', schema=None) as batch_op:
        batch_op.drop_index('ix_directive_unit_id_issued_on')

    op.drop_table('directive')
    with op.batch_alter_table('communication_event', schema=None) as batch_op:
        batch_op.drop_index('ix_communication_event_unit_id_held_on')

    op.drop_table('communication_event')
    with op.batch_alter_table('club', schema=None) as batch_op:
        batch_op.drop_index('ix_club_unit_id_established_on')

    op.drop_table('club')
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.drop_index('ix_budget_line_unit_id_spent_on')

    op.drop_table('budget_line')
