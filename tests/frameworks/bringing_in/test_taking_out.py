"""What is taken out is what stands there, and is brought in again as the same."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from board.enums import Role
from frameworks import actions
from frameworks.bringing_in import preview
from frameworks.bringing_in.naming import known_here
from frameworks.enums import Method, StandardKind
from frameworks.models import Framework, MonitoringActivity
from frameworks.standing import stand
from frameworks.taking_out import written
from frameworks.timescales import Frequency, PartialDate, Recurrence, read_timescale
from frameworks.timescales.writing import write_timescale
from lscb.core.editing import Edit
from lscb.core.reading import read_tables, tables_in_text
from lscb.core.writing import table_file
from tests.factories.board import AgencyFactory, KeyQuestionFactory, PriorityFactory, person_with
from tests.factories.frameworks import ActivityFactory, FrameworkFactory, SectionFactory, StandardFactory

TODAY = date(2011, 6, 1)
FORMS = ["docx", "xlsx"]
PROPERTY = settings(
    deadline=None, derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
HEADS = {
    "Standard": ["No", "Standard", "Performance Monitoring", "Timescale", "Lead", "Comment"],
    "Practice Area": ["No", "Practice Area", "Monitoring", "Timescale", "Lead", "Comment"],
}
TIMESCALES = [
    "Completed July 2007, July 2008 December 2009.",
    "Annually – next one due June 2011",
    "6 weekly",
    "By March 2018",
    "Last presented Feb 2011, thereafter June and December 2011",
    "Ongoing",
    "3 x Annually",
    "Bi-monthly",
    "",
]
WORDS = st.sampled_from(
    [
        "Members attend",
        "=SUM(A1)",
        "+44 is dialled",
        "@here they report",
        "Two lines\nof one cell",
        "“Quoted” & <marked>",
        "Annual review of minutes",
    ]
)
ROWS = st.tuples(st.sampled_from(["", "1", "2.3", "A4"]), WORDS, WORDS, st.sampled_from(TIMESCALES), WORDS, WORDS)
SECTIONS = st.lists(
    st.tuples(
        st.sampled_from(["", "The Board", "Groups of the Board"]),
        st.sampled_from(sorted(HEADS)),
        st.lists(st.tuples(ROWS, st.booleans()), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


def table_of(sections):
    """One table: a section's title, its heading row, its rows; of a row that goes on, only what is new."""
    lines = []
    for number, (title, heads, rows) in enumerate(sections):
        lines += [[title or f"Part {number}", *[""] * 5], HEADS[heads]]
        for place, (row, goes_on) in enumerate(rows):
            code = f"{row[0]}{place}" if row[0] else ""
            lines.append(["", "", *row[2:]] if goes_on and place else [code, *row[1:]])
    return "\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)


def again(framework, form, today=TODAY):
    content = table_file(written(framework, is_one_sheet=form == "xlsx"), form)
    return preview(read_tables(SimpleUploadedFile(f"again.{form}", content)), today=today)


def whole(made):
    return [
        (
            section.title,
            [
                (
                    each.number,
                    each.words,
                    each.is_practice_area,
                    [
                        (one.monitoring, one.action, one.lead, one.comment, one.words, one.timescale)
                        for one in each.activities
                    ],
                )
                for each in section.standards
            ],
        )
        for section in made.sections
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@PROPERTY
@given(sections=SECTIONS)
def test_what_was_taken_out_is_brought_in_as_the_same(form, sections):
    Framework.objects.all().delete()
    made = preview(tables_in_text(table_of(sections)), today=TODAY)
    framework = actions.bring_in(made, Framework(title="Standards"), by=None)

    found = again(framework, form)

    assert found.refused == []
    assert whole(found) == whole(made)


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_what_changed_since_is_in_it(form):
    manager = person_with(Role.MANAGER)
    text = "Standard\tPerformance Monitoring\tTimescale\nMembers attend\tRecords\tAnnually, last completed May 2010\n"
    framework = actions.bring_in(preview(tables_in_text(text)), Framework(title="Standards"), by=manager)
    activity = MonitoringActivity.objects.get()
    actions.complete(activity, PartialDate(2011, 5, 20), shown_by="", by=manager, today=TODAY)
    actions.change_activity(activity, Edit({"first_due": PartialDate(2012, 4)}), by=manager)

    (row,) = again(framework, form).activities()

    assert row.words == "Annually. Completed May 2010, 20 May 2011. Next due April 2012."
    second = actions.bring_in(again(framework, form), Framework(title="Again"), by=manager)
    assert positions(second) == positions(framework)


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_all_that_stands_in_it_comes_back(form):
    """Also what no paper has a column for."""
    manager, (police, nhs) = person_with(Role.MANAGER), AgencyFactory.create_batch(2)
    first, second = PriorityFactory(title="Neglect; and harm", year=2025), PriorityFactory(title="Neglect", year=2026)
    question, area = KeyQuestionFactory(), StandardKind.PRACTICE_AREA
    framework = FrameworkFactory(title="Standards")
    board = SectionFactory(framework=framework, title="The Board", introduction="The Board meets.\nIt is one of many.")
    groups = SectionFactory(framework=framework, title="Groups", introduction="Groups of the Board: each has a chair.")
    attended = StandardFactory(section=board, code="1", duty_holder="The chair")
    attended.priorities.set([first, second])
    attended.key_questions.set([question])
    StandardFactory(section=board, code="2", outcome="Nothing checks it", duty_holder="Each member")
    held = StandardFactory(section=groups, code="3", kind=area)
    held.priorities.set([second])
    audit = ActivityFactory(standard=attended, method=Method.AUDIT, lead_words="Chair", comment="To the Board")
    audit.agencies.set([police, nhs])
    ActivityFactory(standard=attended, method=Method.SCRUTINY, frequency=Frequency.YEARLY, months=[6])
    read = {"frequency": Frequency.YEARLY, "first_due": PartialDate(2012, 4)}
    ActivityFactory(standard=held, action="Read files", **read).agencies.set([nhs])
    content = table_file(written(framework, is_one_sheet=form == "xlsx"), form)
    tables = read_tables(SimpleUploadedFile(f"again.{form}", content))

    made = preview(tables, today=TODAY, known=known_here)
    again = actions.bring_in(made, Framework(title="Again"), by=manager)

    assert (made.refused, made.notes, [each.unknown for each in made.activities()]) == ([], [], [[]] * 4)
    assert stands_in(again) == stands_in(framework)
    assert [activity.method for activity in MonitoringActivity.objects.filter(standard__section__framework=again)] == [
        "audit",
        "scrutiny",
        "",
    ]


def stands_in(framework):
    """All that people wrote in it, but for the words of timescales, which say the same otherwise."""
    return [
        (
            (section.title, section.introduction),
            [
                (
                    (standard.code, standard.outcome, standard.kind, standard.duty_holder),
                    set(standard.priorities.all()),
                    set(standard.key_questions.all()),
                    [
                        (
                            *(activity.monitoring, activity.action, activity.method, activity.comment),
                            *(activity.lead, activity.lead_group, activity.lead_words, activity.at_meetings_of),
                            *(activity.recurrence, activity.first_due, set(activity.agencies.all())),
                        )
                        for activity in standard.activities.all()
                    ],
                )
                for standard in section.standards.all()
            ],
        )
        for section in framework.sections.all()
    ]


@pytest.mark.django_db
def test_what_is_not_here_is_said_of_its_row():
    text = "Standard\tMonitoring\tTimescale\tMethod\tPriorities\nMembers attend\tRecords\tYearly\tTelepathy\tNeglect\n"
    (row,) = preview(tables_in_text(text), known=known_here).activities()

    assert row.doubts == [
        "“Telepathy” is not known here as a method: it is left out",
        "“Neglect” is not known here as a priority: it is left out",
    ]


def positions(framework):
    found = MonitoringActivity.objects.filter(standard__section__framework=framework)
    return [row.position for row in stand(found, today=TODAY)]


RECURRENCES = st.builds(
    lambda kind, months: Recurrence(*kind, months=tuple(sorted(months))),
    st.sampled_from(
        [(each, None) for each in Frequency if each not in {Frequency.EVERY_N_WEEKS, Frequency.TIMES_A_YEAR}]
        + [(Frequency.EVERY_N_WEEKS, weeks) for weeks in (1, 2, 6, 52)]
        + [(Frequency.TIMES_A_YEAR, times) for times in (3, 4, 12)]
    ),
    st.sets(st.integers(1, 12), max_size=3),
)
DATES = st.builds(
    lambda year, month, day: PartialDate(year, month or None, day if month else None),
    st.integers(1990, 2030),
    st.integers(0, 12),
    st.sampled_from([None, 1, 14, 28]),
)


@settings(deadline=None, derandomize=True)
@given(RECURRENCES, st.none() | DATES, st.sets(DATES, max_size=3))
def test_a_timescale_that_is_written_reads_as_the_same(recurrence, first_due, completed):
    done = sorted(completed, key=lambda day: (day.first_day, day.last_day))
    reading = read_timescale(write_timescale(recurrence, first_due, done))

    assert (reading.frequency, reading.number, tuple(reading.months)) == (
        recurrence.frequency,
        recurrence.number,
        recurrence.months,
    )
    assert (reading.completed, reading.due, reading.doubts) == (done, [first_due] if first_due else [], [])


@pytest.mark.django_db
def test_nothing_in_a_workbook_runs():
    activity = ActivityFactory(monitoring='=HYPERLINK("http://example.org")', comment="+1", action="@x")
    content = table_file(written(activity.standard.section.framework, is_one_sheet=True), "xlsx")

    cells = [cell for row in load_workbook(io.BytesIO(content)).active for cell in row if cell.value]

    assert {cell.data_type for cell in cells} == {"s"}
    assert sorted(cell.value for cell in cells if cell.quotePrefix) == ["+1", '=HYPERLINK("http://example.org")', "@x"]


@pytest.mark.django_db
def test_in_word_its_headings_are_repeated_and_its_title_stands_in_the_head(client):
    activity = ActivityFactory(
        standard__section__framework__title="Standards of 2026", standard__section__title="Board"
    )
    client.force_login(person_with(Role.MANAGER))
    url = reverse("frameworks:framework-take-out", args=[activity.standard.section.framework_id, "docx"])
    response = client.get(url)
    document = Document(io.BytesIO(response.content))

    assert response.headers["Content-Disposition"] == 'attachment; filename="Standards of 2026.docx"'
    assert document.sections[0].header.paragraphs[0].text == "Standards of 2026"
    assert [paragraph.text for paragraph in document.paragraphs] == ["Board"]
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "No.",
        "Standard",
        "Performance Monitoring",
        "Timescale",
    ]
    assert client.get(url.replace("docx", "odt")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [2, 30])
def test_taking_out_takes_as_many_queries_for_many_rows_as_for_few(form, count, django_assert_num_queries):
    first = ActivityFactory()
    ActivityFactory.create_batch(count, standard=first.standard)

    with django_assert_num_queries(7):  # three of them for what is linked
        written(first.standard.section.framework, is_one_sheet=form == "xlsx")
