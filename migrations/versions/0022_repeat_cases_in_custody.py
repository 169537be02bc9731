"""Let custody repeat what numbers ask of its case.

The form, the days and the outcome of an episode with the day of its certificate (which the episode repeats too), the
days and the outcome of an after-care; with indexes of each, so that a unit's cases of one form are found without looking
at every case that it ever had. For the country: indexes of the forms and sectors that are seldom, and wider ones by the
day of money, of evaluations and of the end of episodes.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COPIED = {
    "episode": {
        "form": sa.String(24),
        "registered_on": sa.Date(),
        "started_on": sa.Date(),
        "ended_on": sa.Date(),
        "outcome": sa.String(20),
        "certified_on": sa.Date(),
    },
    "aftercare": {"starts_on": sa.Date(), "ended_on": sa.Date(), "outcome": sa.String(12)},
}
OF_EPISODES = ("unit_id", "form")
INDEXES = {
    "ix_episode_custody_unit_id_form_started_on": (
        "episode_custody",
        [*OF_EPISODES, "started_on", "ended_on", "registered_on", "from_on", "to_on", "episode_id"],
    ),
    "ix_episode_custody_unit_id_form_ended_on": (
        "episode_custody",
        [*OF_EPISODES, "ended_on", "outcome", "started_on", "from_on", "to_on", "episode_id"],
    ),
    "ix_episode_custody_unit_id_form_certified_on": (
        "episode_custody",
        [*OF_EPISODES, "certified_on", "from_on", "to_on", "episode_id"],
    ),
    "ix_aftercare_custody_unit_id_starts_on": (
        "aftercare_custody",
        ["unit_id", "starts_on", "ended_on", "from_on", "to_on", "aftercare_id"],
    ),
    "ix_aftercare_custody_unit_id_ended_on": (
        "aftercare_custody",
        ["unit_id", "ended_on", "outcome", "starts_on", "from_on", "to_on", "aftercare_id"],
    ),
    "ix_episode_certified_on": ("episode", ["certified_on", "form", "person_id"]),
}
OF_SELDOM_FORMS = "form = 'community_compulsory' OR form = 'centre_compulsory' OR form = 'centre_voluntary'"
SELDOM = {
    "ix_episode_seldom_started_on": ("episode", ["form", "started_on", "ended_on"], OF_SELDOM_FORMS),
    "ix_episode_seldom_ended_on": ("episode", ["form", "ended_on", "started_on", "outcome"], OF_SELDOM_FORMS),
    "ix_episode_seldom_certified_on": ("episode", ["form", "certified_on"], OF_SELDOM_FORMS),
    "ix_staff_seldom_sector": ("staff", ["sector"], "sector = 'volunteer' OR sector = 'other'"),
}
NARROW = {
    "ix_budget_line_spent_on": ("budget_line", ["spent_on"]),
    "ix_evaluation_evaluated_on": ("evaluation", ["evaluated_on", "person_id"]),
    "ix_episode_ended_on": ("episode", ["ended_on", "form", "outcome", "started_on"]),
}
WIDE = {
    "ix_budget_line_spent_on": ("budget_line", ["spent_on", "source", "content", "amount_vnd"]),
    "ix_evaluation_evaluated_on": ("evaluation", ["evaluated_on", "returned_on", "outcome", "person_id"]),
    "ix_episode_ended_on": ("episode", ["ended_on", "form", "started_on", "outcome"]),
}


def upgrade():
    op.add_column("episode", sa.Column("certified_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE episode SET certified_on = (SELECT issued_on FROM certificate WHERE certificate.episode_id = episode.id)"
    )
    for case, columns in COPIED.items():
        custody, names = f"{case}_custody", ", ".join(columns)
        for name, kind in columns.items():
            op.add_column(custody, sa.Column(name, kind, nullable=True))
        op.execute(
            f"UPDATE {custody} SET ({names}) = (SELECT {names} FROM {case} WHERE {case}.id = {custody}.{case}_id)"
        )
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns, unique=False)
    for name, (table, columns, where) in SELDOM.items():
        # SQLite takes such an index where the question says one of these terms to the letter.
        op.create_index(name, table, columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    replace_with(WIDE)


def downgrade():
    replace_with(NARROW)
    for name, (table, _columns, _where) in SELDOM.items():
        op.drop_index(name, table)
    for name, (table, _columns) in INDEXES.items():
        op.drop_index(name, table)
    for case, columns in COPIED.items():
        for name in columns:
            op.execute(f"ALTER TABLE {case}_custody DROP COLUMN {name}")
    op.execute("ALTER TABLE episode DROP COLUMN certified_on")


def replace_with(indexes):
    """Each index under its own name, with other columns."""
    for name, (table, columns) in indexes.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns, unique=False)
