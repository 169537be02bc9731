"""Attachments, removals, what receiving communes answer; addresses for the weekly summary by e-mail, and which week went to whom.

Revision ID: 0011
Revises: 0010
"""

from alembic import op
import sqlalchemy as sa

revision = "0011"
down_revision = "0010"
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
    for table in ("episode_transfer", "aftercare_transfer"):
        op.add_column(table, sa.Column("state", sa.String(length=10), nullable=True))
        op.add_column(table, sa.Column("answered_on", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("answer_note", sa.String(length=300), nullable=True))
    op.create_table(
        "removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("images", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=False),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_by", sa.String(length=60), nullable=False),
        sa.Column("restored_at", sa.DateTime(), nullable=True),
        sa.Column("restored_by", sa.String(length=60), nullable=True),
        sa.Column("restored_because", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_removal_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_removal_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removal")),
        sa.UniqueConstraint("ref", name=op.f("uq_removal_ref")),
    )
    op.create_index(op.f("ix_removal_person_id"), "removal", ["person_id"], unique=False)
    op.create_index(op.f("ix_removal_unit_id"), "removal", ["unit_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("episode_id", sa.Integer(), nullable=True),
        sa.Column("aftercare_id", sa.Integer(), nullable=True),
        sa.Column("proceeding_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN episode_id IS NULL THEN 0 ELSE 1 END + CASE WHEN aftercare_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN proceeding_id IS NULL THEN 0 ELSE 1 END <= 1",
            name=op.f("ck_attachment_at_most_one_case"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attachment_person_id_person")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_attachment_episode_id_episode")),
        sa.ForeignKeyConstraint(["aftercare_id"], ["aftercare.id"], name=op.f("fk_attachment_aftercare_id_aftercare")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_attachment_proceeding_id_proceeding")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("ref", name=op.f("uq_attachment_ref")),
    )
    for column in ("person_id", "episode_id", "aftercare_id", "proceeding_id", "sha256"):
        op.create_index(op.f(f"ix_attachment_{column}"), "attachment", [column], unique=False)


def downgrade():
    op.drop_table("attachment")
    op.drop_table("removal")
    for table in ("aftercare_transfer", "episode_transfer"):
        for column in ("answer_note", "answered_on", "state"):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_table('weekly_mail')
    op.execute('ALTER TABLE account DROP COLUMN email')
