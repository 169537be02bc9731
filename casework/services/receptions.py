"""The commune that a person moved to takes the case over (tiếp nhận hồ sơ chuyển đến)."""

from __future__ import annotations

from datetime import date, datetime

from casework.errors import InvalidInput
from casework.law.facts import Act as ActKind
from casework.records.act import Act
from casework.services.course import Doing, record_on_paper, write_on_case
from casework.services.episode_facts import whole_facts
from casework.services.episodes import held_episode, require_past
from casework.services.paper_episode_orders import continues, orders_of_episode
from casework.services.paper_orders import CONTINUATION, part_of


def receive_episode(doing: Doing, on: date, at: datetime | None) -> Act:
    """Record that the case arrived; since 2026 with the number of the decision to continue (`doing.number`).

    :raises InvalidInput: the case was never passed on

    Nguồn: điểm c khoản 1 Điều 92 Nghị định 163/2026/NĐ-CP; khoản 2 Điều 32 Nghị định 116/2021/NĐ-CP.
    """
    require_past(on, doing.today, field="on")
    episode = held_episode(doing.session, doing.scope, doing.episode_ref, version=doing.version)
    if not episode.transfers:
        raise InvalidInput("Hồ sơ này chưa chuyển đi đâu nên không có việc tiếp nhận.")
    facts = whole_facts(doing.session, episode)
    changes = {"transfer_received_on": on, "transfer_received_at": at}
    if not continues(facts, on):
        # Before the commune moved to decided, the number is that of the paper which came with the case.
        return write_on_case(doing, episode, ActKind.RECEIVE, on, changes, columns={}, at=at)
    decided = [each for each in orders_of_episode(doing.session, episode, facts) if each.kind == CONTINUATION]
    part = part_of(len(decided) + 1)
    return record_on_paper(doing, CONTINUATION, ActKind.RECEIVE, on, changes, at=at, part=part)
