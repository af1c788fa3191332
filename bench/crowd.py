"""Sixty agencies, each with a lead and two returns, of figures and of answers: who works at once in a load run."""

from datetime import date, datetime, time, timedelta
from itertools import count

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from audits.self_assessment.models import Campaign, Question
from bench import assessments, board
from board.enums import Role, Sector
from board.models import Agency, RoleAppointment
from indicators.models import DataSet, Figure, Indicator, IndicatorReturn, Period
from lscb.core.models import User
from lscb.core.periods import PeriodKind, period_containing

AGENCIES, ROWS, MEMBERS = 60, 10, 20
PASSWORD = "harbour lamp seventeen"


def build(*, today: date) -> None:
    """Beside the Board that is measured; every row is filled in, so that its return could be handed in."""
    board.build(today=today)
    agencies = Agency.objects.bulk_create(
        Agency(name=f"Crowd {number}", short_name=f"C{number}", sector=Sector.EDUCATION) for number in range(AGENCIES)
    )
    kept = make_password(PASSWORD)
    leads = _people("lead", Role.AGENCY_LEAD, len(agencies), kept, agencies)
    _people("member", Role.BOARD_MEMBER, MEMBERS, kept)
    _returns(agencies, leads, today)
    campaign = Campaign.objects.get()
    assessments.ask(campaign, agencies, list(Question.objects.filter(tool_standard__tool=campaign.tool)))


def _people(name: str, role: Role, number: int, password: str, agencies: list[Agency] | None = None) -> list[User]:
    people = User.objects.bulk_create(
        User(email=f"{name}{one}@bench.example", name=f"{name} {one}", password=password, joined_at=timezone.now())
        for one in range(number)
    )
    RoleAppointment.objects.bulk_create(
        RoleAppointment(
            person=person, role=role, agency=agencies[one] if agencies else None, starts_on=date(2020, 4, 1)
        )
        for one, person in enumerate(people)
    )
    return people


def _returns(agencies: list[Agency], leads: list[User], today: date) -> None:
    data_set = DataSet.objects.create(name="Crowd")
    span = period_containing(today, PeriodKind.QUARTER).previous()
    due_on = today + timedelta(days=7)
    period = Period.objects.create(
        data_set=data_set,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        opened_on=span.ends_on + timedelta(days=1),
        due_on=due_on,
        locks_on=due_on + timedelta(days=30),
    )
    numbers, at = count(), datetime.combine(today, time(9), tzinfo=timezone.get_current_timezone())
    for agency, lead in zip(agencies, leads, strict=True):
        item = IndicatorReturn.objects.create(period=period, agency=agency)
        measures = Indicator.objects.bulk_create(
            Indicator(
                code=f"C{next(numbers)}",
                title="Pupils known to early help",
                definition="Pupils known to early help, of all on roll.",
                numerator_words="Pupils known",
                denominator_words="Pupils on roll",
                supplier=agency,
                status="retired",
            )
            for _ in range(ROWS)
        )
        typed = {"numerator_text": "45", "denominator_text": "60", "numerator": 45, "denominator": 60}
        Figure.objects.bulk_create(
            Figure(
                indicator_return=item,
                indicator=one,
                order=order,
                state="given",
                version=1,
                saved_at=at,
                saved_by=lead,
                **typed,
            )
            for order, one in enumerate(measures)
        )
