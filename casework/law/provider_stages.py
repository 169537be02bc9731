"""The steps of a provider onto the list and off it, common to the decrees that keep one (danh sách dịch vụ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.law import provider_conditions as rule
from casework.law.citations import Regime
from casework.law.dated import parameter
from casework.law.day_by_day import Step, day_by_day
from casework.law.event_clocks import working_days_from
from casework.law.provider_facts import ProviderAct, ProviderFacts, ProviderStage
from casework.law.readings import Reading, no_paper, says
from casework.workflow.procedure import Cited, Deadline, Procedure

SHEET = "provider"


@dataclass(frozen=True)
class Articles:
    """Where a decree speaks of each step."""

    file: str
    publish: str
    violation: str
    suspend: str
    again: str


def _on_the_day(name: str, regime: Regime) -> Reading:
    """Read on the day of the act: competence moved from district to province while one decree stood."""

    def read(facts: object, on: date) -> Cited:
        return parameter(SHEET, name).on(regime.clamp(on)).cited

    return read


def listing(regime: Regime, name: str, at: Articles) -> Procedure[ProviderFacts]:
    """The list of providers under one decree."""
    stage = ProviderStage
    decides, inspects = _on_the_day("authority", regime), _on_the_day("inspector", regime)
    answered: Deadline[ProviderFacts] = working_days_from(
        lambda facts: facts.filed_on, SHEET, "publish_after_file", "công bố kể từ khi nhận hồ sơ hợp lệ"
    )
    steps: tuple[Step[ProviderFacts], ...] = (
        Step(
            ProviderAct.FILE,
            "filed_on",
            (stage.UNKNOWN.value,),
            stage.FILED.value,
            at.file,
            decides,
            says(regime, SHEET, "file_form"),
        ),
        Step(
            ProviderAct.PUBLISH,
            "published_on",
            (stage.FILED.value,),
            stage.LISTED.value,
            at.publish,
            decides,
            says(regime, SHEET, "publish_form"),
            (rule.file_is_complete.under(at.file, "Q"), rule.filed_before_publication.under(at.publish, "Q")),
            answered,
        ),
        Step(
            ProviderAct.DECLINE,
            "declined_on",
            (stage.FILED.value,),
            stage.DECLINED.value,
            at.publish,
            decides,
            no_paper,
            (rule.filed_before_publication.under(at.publish, "Q"), rule.decline_has_a_reason.under(at.publish, "Q")),
            answered,
            also=("decline_reason",),
        ),
        Step(
            ProviderAct.RECORD_VIOLATION,
            "minutes_on",
            (stage.LISTED.value, stage.RELISTED.value),
            stage.REPORTED.value,
            at.violation,
            inspects,
            says(regime, SHEET, "minutes_form"),
            deadline=working_days_from(
                lambda facts: facts.violation_found_on,
                SHEET,
                "minutes_after_violation",
                "lập biên bản kể từ ngày phát hiện vi phạm",
            ),
        ),
        Step(
            ProviderAct.SUSPEND,
            "suspended_on",
            (stage.REPORTED.value,),
            stage.SUSPENDED.value,
            at.suspend,
            decides,
            says(regime, SHEET, "suspension_form"),
            (
                rule.minutes_before_suspension.under(at.violation, "Q"),
                rule.suspension_is_of_a_lawful_length.under(at.suspend, "Q"),
            ),
            working_days_from(
                lambda facts: facts.minutes_on, SHEET, "suspend_after_minutes", "đình chỉ kể từ ngày lập biên bản"
            ),
            also=("suspension_months",),
        ),
        Step(
            ProviderAct.REFILE,
            "refiled_on",
            (stage.SUSPENDED.value,),
            stage.REFILED.value,
            at.again,
            decides,
            says(regime, SHEET, "file_form"),
        ),
        Step(
            ProviderAct.REPUBLISH,
            "republished_on",
            (stage.REFILED.value,),
            stage.RELISTED.value,
            at.again,
            decides,
            says(regime, SHEET, "publish_form"),
            (rule.suspension_is_over.under(at.again, "Q"),),
            working_days_from(
                lambda facts: facts.refiled_on, SHEET, "republish_after_file", "công bố lại kể từ khi nhận hồ sơ"
            ),
        ),
    )
    label = f"Danh sách cung cấp dịch vụ cai nghiện tại gia đình, cộng đồng theo {regime.law}"
    return day_by_day(name, label, stage, frozenset({stage.DECLINED.value}), steps)
