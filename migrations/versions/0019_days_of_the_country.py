"""Let the lists of the whole country begin at their latest day.

The list behind a number of the country is read from its latest day on; where no index began with that day, the whole
period was read and sorted for one page.

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_episode_ended_on": ("episode", ["ended_on", "form", "outcome", "started_on"]),
    "ix_aftercare_ended_on": ("aftercare", ["ended_on", "outcome", "starts_on"]),
    "ix_budget_line_spent_on": ("budget_line", ["spent_on"]),
    "ix_communication_event_held_on": ("communication_event", ["held_on"]),
    "ix_material_issued_on": ("material", ["issued_on"]),
    "ix_directive_issued_on": ("directive", ["issued_on"]),
    "ix_evaluation_evaluated_on": ("evaluation", ["evaluated_on", "person_id"]),
    "ix_listing_listed_on": ("listing", ["listed_on", "status", "removed_on", "person_id"]),
    "ix_determination_determined_on": ("determination", ["determined_on", "result", "person_id"]),
}


def upgrade():
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade():
    for name, (table, _columns) in INDEXES.items():
        op.drop_index(name, table_name=table)
