"""Let lists of people be narrowed from indexes alone.

Names and addresses with where people live, sex and year of birth; cases with where they stand.

Revision ID: 0016
Revises: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BEFORE = {
    "ix_person_unit_id_name_folded": ("person", ["unit_id", "name_folded", "merged_into_id", "id"]),
    "ix_person_name_folded": ("person", ["name_folded"]),
    "ix_person_address": ("person", ["address"]),
    "ix_episode_person_id": ("episode", ["person_id"]),
    "ix_aftercare_person_id": ("aftercare", ["person_id"]),
}
AFTER = {
    "ix_person_unit_id_name_folded": (
        "person",
        ["unit_id", "name_folded", "id", "merged_into_id", "sex", "birth_year"],
    ),
    "ix_person_name_folded": ("person", ["name_folded", "id", "unit_id", "merged_into_id", "sex", "birth_year"]),
    "ix_person_address": ("person", ["address", "id", "unit_id", "merged_into_id"]),
    "ix_episode_person_id": ("episode", ["person_id", "ended_on", "started_on", "form"]),
    "ix_aftercare_person_id": ("aftercare", ["person_id", "ended_on"]),
}


def upgrade():
    replace_with(AFTER)


def downgrade():
    replace_with(BEFORE)


def replace_with(indexes):
    """Each index under its own name, with other columns."""
    for name, (table, columns) in indexes.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns, unique=False)
