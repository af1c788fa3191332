"""What a pack freezes: the Board members' view, as things stood at the end of its day, and its identity."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from audits.programme.actions import move_entry
from audits.programme.enums import EntryStatus
from audits.self_assessment.models import Campaign, HandingIn, Judgement
from lscb.core.models import ActivityDetail, ActivityEvent
from lscb.core.periods import MONTHS, PeriodKind, parse_period, periods_between
from reports.enums import Section
from reports.forms import PackForm
from reports.models import all_sections
from reports.packs import content as packs
from reports.packs.content import digest_of, freeze
from reports.packs.drawing import context_of
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, CampaignFactory, QuestionFactory
from tests.factories.board import MeetingFactory, board_member, independent_chair, manager
from tests.factories.indicators import (
    GapFactory,
    HypothesisFactory,
    IndicatorFactory,
    PeriodFactory,
    PublishedFigureFactory,
    ReturnFactory,
    TargetFactory,
)
from tests.factories.programme import EntryFactory
from tests.factories.reports import PackFactory
from tests.factories.surveys import SurveyFactory, SurveyQuestionFactory, responses

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)
BEFORE, AFTER = datetime(2026, 11, 1, 9, tzinfo=UTC), datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def chair():
    return independent_chair()


@pytest.fixture
def pack():
    MeetingFactory(held_on=date(2026, 9, 10))
    return PackFactory(meeting__held_on=date(2026, 12, 10), title="Board pack, 10 December 2026")


def part(content, kind):
    return next(section for section in content["sections"] if section["kind"] == kind)


def the_indicator(content):
    [one] = part(content, "indicators")["indicators"]
    return one


# In the Board members' view


def test_it_is_the_same_whoever_asks(pack, chair):
    PublishedFigureFactory(numerator=3, denominator=40, published_at=BEFORE)

    seen = [digest_of(freeze(pack, by=person)) for person in (chair, manager(), board_member())]

    assert seen == [seen[0]] * 3


@pytest.mark.parametrize("count", [1, 2, 4])
def test_nothing_of_a_small_count_is_in_it_not_even_for_the_manager(pack, count):
    figure = PublishedFigureFactory(
        numerator=3, denominator=40, commentary="All three in one home.", explanation="Was two.", published_at=BEFORE
    )
    boss = manager()
    before = freeze(pack, by=boss)
    type(figure).objects.update(numerator=count, commentary="Another.", explanation="")

    assert freeze(pack, by=boss) == before
    assert the_indicator(before)["latest"] == "hidden"


def test_a_count_at_the_threshold_shows(pack, chair):
    PublishedFigureFactory(
        indicator=IndicatorFactory(count=True), numerator=None, denominator=None, value=5, published_at=BEFORE
    )

    assert the_indicator(freeze(pack, by=chair))["latest"] == "5"


def test_it_says_beside_the_chart_what_the_page_says_of_its_past(pack, chair):
    """Of months too, of which a pack shows fewer than two whole years."""
    counted = IndicatorFactory(count=True, frequency="month")
    for year, count in ((2024, 5), (2025, 7)):
        for month in range(12):
            period = parse_period(f"{MONTHS[(month + 3) % 12]} {year + (month + 3) // 12}")
            PublishedFigureFactory(
                indicator=counted, starts_on=period.starts_on, ends_on=period.ends_on,
                numerator=None, denominator=None, value=count, published_at=BEFORE,
            )  # fmt: skip

    one = the_indicator(freeze(pack, by=chair))

    assert one["past"] == (
        "A year before, in March 2025, it was 5: 2 more now. The year so far, to the end of March 2026: 84. "
        "The year before, to the end of March 2025: 60."
    )
    drawn = context_of(freeze(pack, by=chair), number=1, digest="0" * 64)
    assert one["past"] in render_to_string("pdf/pack.html", drawn)
    assert len(one["measures"]) < 24


# As at its day


def test_a_figure_accepted_after_the_day_is_not_in_it(pack, chair):
    PublishedFigureFactory(published_at=AFTER)

    assert the_indicator(freeze(pack, by=chair))["measures"] == []


def test_a_figure_corrected_after_the_day_is_shown_as_it_was_then(pack, chair):
    first = PublishedFigureFactory(numerator=45, denominator=60, published_at=BEFORE, superseded_at=AFTER)
    PublishedFigureFactory(indicator=first.indicator, numerator=30, denominator=60, published_at=AFTER)

    assert the_indicator(freeze(pack, by=chair))["latest"] == "75.0%"

    pack.as_at = date(2026, 11, 21)

    assert the_indicator(freeze(pack, by=chair))["latest"] == "50.0%"


def test_a_return_received_after_the_day_was_still_late_then(pack, chair):
    period = PeriodFactory(due_on=date(2026, 10, 28), locks_on=date(2026, 11, 27))
    ReturnFactory(
        period=period,
        agency__name="Midshire Police",
        status="submitted",
        first_submitted_on=date(2026, 11, 21),
        submitted_at=AFTER,
        submitted_by=chair,
    )

    content = freeze(pack, by=chair)

    [row] = part(content, "returns")["returns"]
    assert (row["received_on"], row["days_late"], row["is_outstanding"]) == ("", 23, True)
    assert part(content, "overdue")["overdue"] == [
        {
            "what": "Indicator return, Q2 2026–27",
            "agency": "Midshire Police",
            "due_on": "2026-10-28",
            "days_late": 23,
        }
    ]


def test_a_return_received_by_the_day_is_not_overdue(pack, chair):
    period = PeriodFactory(due_on=date(2026, 10, 28))
    ReturnFactory(period=period, status="submitted", first_submitted_on=DAY, submitted_at=BEFORE, submitted_by=chair)

    content = freeze(pack, by=chair)

    assert part(content, "returns")["returns"][0]["received_on"] == "2026-11-20"
    assert part(content, "overdue")["overdue"] == []


def test_an_audit_completed_after_the_day_was_late_then(pack, chair):
    EntryFactory(
        number=7,
        subject="Neglect",
        due_on=date(2026, 11, 2),
        status=EntryStatus.COMPLETE,
        completed_on=date(2026, 11, 21),
    )

    content = freeze(pack, by=chair)

    assert part(content, "programme")["counts"] == [["late", "Late", 1]]
    assert part(content, "overdue")["overdue"] == [
        {"what": "Audit programme 7: Neglect", "agency": "", "due_on": "2026-11-02", "days_late": 18}
    ]


def log(entry, verb, at, **changes):
    """A line of the log as an action writes it, at a moment of ours."""
    event = ActivityEvent.objects.create(
        verb=verb, object_type=entry._meta.label_lower, object_id=entry.pk, object_label=str(entry), at=at
    )
    if changes:
        ActivityDetail.objects.create(event=event, salt="", changes=changes)


def test_what_was_done_to_an_audit_after_the_day_is_undone_latest_first(pack, chair):
    entry = EntryFactory(due_on=date(2027, 2, 1), status=EntryStatus.POSTPONED, status_reason="No auditor")
    log(entry, "entry.changed", AFTER, due_on=["2026-11-02", "2027-01-01"], status=["planned", "under_way"])
    log(entry, "entry.changed", AFTER.replace(hour=10), due_on=["2027-01-01", "2027-02-01"])
    log(
        entry,
        "entry.moved",
        AFTER.replace(hour=11),
        status=["under_way", "postponed"],
        status_reason=["", "No auditor"],
    )

    [shown] = part(freeze(pack, by=chair), "programme")["entries"]

    assert (shown["due_on"], shown["status"], shown["days_late"], shown["reason"]) == ("2026-11-02", "late", 18, "")


def test_an_audit_moved_by_hand_after_the_day_stands_where_it_stood(pack, chair, time_machine):
    time_machine.move_to(BEFORE)
    entry = EntryFactory(due_on=date(2026, 12, 1))
    move_entry(entry, EntryStatus.UNDER_WAY, by=manager(), today=BEFORE.date())
    time_machine.move_to(AFTER)
    move_entry(entry, EntryStatus.CANCELLED, reason="No longer needed", by=manager(), today=AFTER.date())

    [shown] = part(freeze(pack, by=chair), "programme")["entries"]

    assert (shown["status"], shown["reason"]) == ("under_way", "")


def test_an_audit_added_after_the_day_was_not_there_then(pack, chair):
    log(EntryFactory(), "entry.added", AFTER)

    assert part(freeze(pack, by=chair), "programme")["entries"] == []


def test_what_is_asked_again_later_about_the_same_day_is_the_same(pack, chair):
    figure = PublishedFigureFactory(published_at=BEFORE)
    entry = EntryFactory(due_on=date(2026, 11, 2))
    item = ReturnFactory(period=PeriodFactory())
    then = freeze(pack, by=chair)

    stamps = {"first_submitted_on": AFTER.date(), "submitted_at": AFTER, "submitted_by": chair}
    type(item).objects.update(status="submitted", **stamps)
    type(entry).objects.update(status="complete", completed_on=AFTER.date())
    PublishedFigureFactory(
        indicator=figure.indicator, starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31), published_at=AFTER
    )

    assert freeze(pack, by=chair) == then


# Its identity


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("summary", "Another word"),
        ("title", "Another title"),
        ("as_at", date(2026, 11, 19)),
        ("sections", [*Section.values[1:], Section.values[0]]),
        ("sections", Section.values[:-1]),
    ],
)
def test_any_change_of_text_day_or_order_is_another_identity(pack, chair, what, value):
    before = digest_of(freeze(pack, by=chair))
    setattr(pack, what, value)

    assert digest_of(freeze(pack, by=chair)) != before


def test_a_corrected_figure_is_another_identity(pack, chair):
    figure = PublishedFigureFactory(published_at=BEFORE)
    before = digest_of(freeze(pack, by=chair))
    type(figure).objects.update(numerator=46)

    assert digest_of(freeze(pack, by=chair)) != before


def test_another_look_is_another_identity(pack, chair, monkeypatch, tmp_path):
    before = digest_of(freeze(pack, by=chair))
    (tmp_path / "pack.html").write_text("another template")
    monkeypatch.setattr("reports.packs.look.PROJECT", tmp_path)
    monkeypatch.setattr("reports.packs.look.DRAWN_BY", ("*.html",))
    packs.template_version.cache_clear()
    try:
        assert digest_of(freeze(pack, by=chair)) != before
    finally:
        packs.template_version.cache_clear()


def test_the_digest_outlives_the_database(pack, chair):
    PublishedFigureFactory(published_at=BEFORE)
    content = freeze(pack, by=chair)

    assert digest_of(json.loads(json.dumps(content))) == digest_of(content)


# Exceptions first


def test_those_that_miss_their_target_come_first(pack, chair):
    for code, numerator in (("A", 95), ("B", 40), ("C", 87)):
        indicator = IndicatorFactory(code=code)
        TargetFactory(indicator=indicator)
        PublishedFigureFactory(indicator=indicator, numerator=numerator, denominator=100, published_at=BEFORE)
    IndicatorFactory(code="D")

    content = freeze(pack, by=chair)

    assert [one["code"] for one in part(content, "indicators")["indicators"]] == ["B", "C", "A", "D"]
    assert [one["code"] for one in part(content, "exceptions")["not_met"]] == ["B"]
    assert part(content, "summary")["ratings"] == {"met": 1, "near": 1, "not_met": 1, "none": 1}


def test_it_takes_as_many_queries_for_one_indicator_as_for_ten(pack, chair):
    def queries_of_a_freeze():
        PublishedFigureFactory(published_at=BEFORE)
        EntryFactory(due_on=date(2026, 11, 2))
        ReturnFactory(period__due_on=date(2026, 11, 2))
        with CaptureQueriesContext(connection) as captured:
            freeze(pack, by=chair)
        return len(captured)

    queries_of_a_freeze()

    assert [queries_of_a_freeze() for _ in range(5)] == [queries_of_a_freeze()] * 5


def test_what_came_of_a_campaign_is_in_the_pack_of_the_meeting_that_sees_it(pack, chair):
    campaign = CampaignFactory(title="Section 11, 2026", meeting=pack.meeting)
    CampaignFactory(
        title="Of another meeting", meeting=MeetingFactory(group=pack.meeting.group, held_on=date(2027, 3, 1))
    )
    pack.sections = [Section.ASSESSMENTS]

    content = freeze(pack, by=chair)

    assert [one["title"] for one in part(content, "assessments")["campaigns"]] == [campaign.title]
    assert PackForm(today=DAY).initial["sections"] == Section.values
    Campaign.objects.filter(pk=campaign.pk).update(meeting=None)
    assert PackForm(today=DAY).initial["sections"] == all_sections()


def test_surveys_in_the_pack_are_by_statement_with_the_widest_differences_and_members_ratings_by_year(pack, chair):
    campaign = CampaignFactory(meeting=pack.meeting)
    question = QuestionFactory(tool_standard__tool=campaign.tool, scale="met")
    stamps = {"submitted_at": BEFORE, "submitted_by": chair, "status": "submitted"}
    answers = [
        AnswerFactory(assessment=AssessmentReturnFactory(campaign=campaign, **stamps), question=question, value="met")
        for _ in range(2)
    ]
    for answer in answers:
        HandingIn.objects.create(
            assessment=answer.assessment,
            number=1,
            reference=f"RET-{answer.pk}",
            submitted_at=BEFORE,
            submitted_by=chair,
            is_late=False,
            signed_by="Dr Quist",
            signed_as="Chief Nurse",
            signed_on=date(2026, 11, 1),
            content=[{"answer": answer.pk, "standard": "Any", "scale": "met", "value": "met", "words": "Met"}],
        )
    of_staff = {"closed": True, "closed_on": date(2020, 3, 1), "campaign": campaign, "title": "Of staff"}
    statement = SurveyQuestionFactory(survey=SurveyFactory(**of_staff), asks_about=question, text="I am supervised")
    vale, moor = (answer.assessment.agency for answer in answers)
    responses(statement, "111112", agency=vale)
    responses(statement, "55544", agency=moor)
    rating = {"audience": "members", "has_open_link": False, "closed": True}
    for year, marks in ((2024, "33333"), (2025, "55555"), (2026, "1111")):
        day = date(year, 3, 1)
        survey = SurveyFactory(**rating, opens_on=day, closed_on=day, title="Rating")
        responses(SurveyQuestionFactory(survey=survey, text="We challenge"), marks)
    SurveyFactory(closed=True, closed_on=date(2199, 1, 1), title="Closed after that day")
    SurveyFactory(closed=True, closed_on=date(2020, 1, 1), title="Told long ago")
    pack.sections = [Section.SURVEYS]

    content = freeze(pack, by=chair)
    frozen = part(content, "surveys")

    assert [one["title"] for one in frozen["surveys"]] == ["Of staff"]
    [told] = frozen["surveys"]
    assert told["results"] == [
        ["I am supervised", "11", "43", "3 strongly agree; 2 agree; 1 disagree; 5 strongly disagree"]
    ]
    assert [(row["agency"], row["says"]) for row in told["widest"]] == [
        (str(vale), "Agency 96 higher"),
        (str(moor), "Agency 10 higher"),
    ]
    assert (frozen["years"], frozen["statements"]) == (
        ["March 2024", "March 2025", "March 2026"],
        [["We challenge", ["50", "100", ""], ""]],
    )
    html = render_to_string("pdf/pack.html", context_of(content, number=1, digest="0" * 64))
    for said in ("Agency 96 higher", "We challenge", "3 strongly agree"):
        assert said in html
    Judgement.objects.create(answer=answers[0], value="not", why="Seen", judged_by=chair, judged_at=AFTER)
    assert part(freeze(pack, by=chair), "surveys") == frozen


def test_gaps_are_those_of_the_day_with_how_they_are_filled(pack, chair):
    open_then = GapFactory(noted_at=BEFORE, due_on=date(2026, 11, 10), plan="Ask for it")
    GapFactory(noted_at=BEFORE, closed_at=BEFORE, closed_by=chair, outcome="Counted now")
    GapFactory(noted_at=AFTER)
    GapFactory(noted_at=BEFORE, indicator__status="retired")

    frozen = next(section for section in freeze(pack, by=chair)["sections"] if section["kind"] == "gaps")

    assert [(one["code"], one["plan"], one["days_late"]) for one in frozen["gaps"]] == [
        (open_then.indicator.code, "Ask for it", 10)
    ]


def test_it_says_which_hypotheses_hold_and_draws_those_that_do_not_from_what_the_board_sees(pack, chair):
    """As they stood at the end of the day, frozen: what is withdrawn, hidden or corrected later changes nothing."""
    quarters = list(periods_between(date(2023, 10, 1), date(2026, 9, 30), PeriodKind.QUARTER))
    wave = [20, 30, 22, 33, 21, 35, 25, 38, 24, 40, 26, 42]

    def collected(code, values):
        indicator = IndicatorFactory(code=code, count=True)
        for period, value in zip(quarters, values, strict=True):
            PublishedFigureFactory(
                indicator=indicator, starts_on=period.starts_on, ends_on=period.ends_on, numerator=None,
                denominator=None, value=value, published_at=BEFORE,
            )  # fmt: skip
        return indicator

    leading, against = collected("A1", wave), collected("B1", [90 - value for value in wave])
    small = collected("C1", [3, 30, 2, 33, 4, 35, 1, 38, 2, 40, 3, 42])
    said = {"after_periods": 0, "made_at": BEFORE}
    HypothesisFactory(leading=leading, following=against, falls=True, why="Help comes first", **said)
    wrong = HypothesisFactory(leading=leading, following=against, falls=False, withdrawn_at=AFTER,
                              withdrawn_by=manager(), **said)  # fmt: skip
    HypothesisFactory(leading=leading, following=small, **said)
    HypothesisFactory(leading=against, following=leading, withdrawn_at=BEFORE, withdrawn_by=manager(), **said)
    HypothesisFactory(leading=small, following=leading, made_at=AFTER)
    HypothesisFactory(leading=small, following=IndicatorFactory(status="proposed"), **said)

    content = freeze(pack, by=chair)

    found = part(content, "indicators")["hypotheses"]
    assert [(one["leading"]["code"], one["should"], one["following"]["code"], one["verdict"]) for one in found] == [
        ("A1", "rise", "B1", "not_holding"), ("A1", "fall", "B1", "holding"), ("A1", "fall", "C1", "too_early"),
    ]  # fmt: skip
    assert [one["id"] for one in found if "runs" in one] == [wrong.pk]
    assert found[0]["cases"] == [[at, at, False] for at in range(1, 12)]
    assert [reading[1] for reading in found[0]["runs"][0]["readings"]] == [str(value) for value in wave]
    assert digest_of(freeze(pack, by=manager())) == digest_of(content)
    page = render_to_string("pdf/pack.html", context_of(json.loads(json.dumps(content)), number=1, digest="0" * 64))
    assert "As A1 rises, B1 should rise in the same period: not holding" in page
    assert "In 0 of 11 cases in which both moved, they moved so." in page
    assert page.count("Both moved, the other way") == 1
    assert "Help comes first" in page


def test_of_a_long_run_that_does_not_hold_the_newest_periods_are_drawn(pack, chair):
    months = list(periods_between(date(2023, 10, 1), date(2026, 9, 30), PeriodKind.MONTH))
    runs = [IndicatorFactory(code=code, count=True, frequency="month") for code in ("A1", "B1")]
    for place, period in enumerate(months):
        for indicator, value in zip(runs, (20 + place % 2, 50 + place % 2), strict=True):
            PublishedFigureFactory(
                indicator=indicator, starts_on=period.starts_on, ends_on=period.ends_on, numerator=None,
                denominator=None, value=value, published_at=BEFORE,
            )  # fmt: skip
    HypothesisFactory(leading=runs[0], following=runs[1], falls=True, after_periods=2, made_at=BEFORE)

    [one] = part(freeze(pack, by=chair), "indicators")["hypotheses"]

    assert [len(run["readings"]) for run in one["runs"]] == [24, 24]
    assert one["cases"] == [[at, at + 2, False] for at in range(22)]
    assert "In 0 of 33 cases" in one["counted"]
