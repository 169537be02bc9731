"""Give each decision inside a case the kind of the form that prints it now.

A decision that stopped, shortened or remitted after-care, or let a clock run anew, was on file as a number alone, its
part naming the act. The first of a kind in a case now has the part “”, the next “2”, and so on. On the way down the
part names the act again; of a clock it says only that it ran anew.

Revision ID: 0021
Revises: 0020
"""

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KINDS = {
    "suspend": "aftercare-suspension",
    "reduce": "aftercare-reduction",
    "exempt": "aftercare-exemption",
    "restart": "clock-restart",
    **{f"monitoring-{each}": f"monitoring-{each}" for each in ("decided", "paused", "exempted", "violated", "ended")},
}
"""Which kind of paper the part named; that of a clock named the act whose clock it was."""
PAPER = sa.table("paper", sa.column("id"), sa.column("kind"), sa.column("subject_ref"), sa.column("part"))


def upgrade():
    bind, before = op.get_bind(), Counter()
    orders = sa.select(PAPER.c.id, PAPER.c.subject_ref, PAPER.c.part).where(PAPER.c.kind == "order")
    for paper, ref, part in bind.execute(orders.order_by(PAPER.c.id)).all():
        kind = KINDS.get(part, "clock-restart")
        before[ref, kind] += 1
        place = before[ref, kind]
        values = {"kind": kind, "part": "" if place == 1 else str(place)}
        bind.execute(sa.update(PAPER).where(PAPER.c.id == paper).values(values))


def downgrade():
    bind = op.get_bind()
    for part, kind in KINDS.items():
        bind.execute(sa.update(PAPER).where(PAPER.c.kind == kind).values(kind="order", part=part))
