"""Tell the notices of the moves of one case apart by the day of the move.

They were filed as if a case moved once; those on file belong to the last move of their case.

Revision ID: 0017
Revises: 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NOTICES = {
    "transfer-notice": ("episode", "episode_transfer", "episode_id"),
    "aftercare-transfer": ("aftercare", "aftercare_transfer", "aftercare_id"),
}


def upgrade():
    for kind, (case, move, key) in NOTICES.items():
        last = (
            f"SELECT CAST(MAX({move}.moved_on) AS VARCHAR(20)) FROM {move} JOIN {case} ON {case}.id = {move}.{key} "
            f"WHERE {case}.ref = paper.subject_ref AND COALESCE({move}.state, '') NOT IN ('allocated', 'returned')"
        )
        op.execute(f"UPDATE paper SET part = COALESCE(({last}), '') WHERE kind = '{kind}' AND part = ''")


def downgrade():
    kinds = ", ".join(f"'{kind}'" for kind in NOTICES)
    op.execute(f"UPDATE paper SET part = '' WHERE kind IN ({kinds})")
