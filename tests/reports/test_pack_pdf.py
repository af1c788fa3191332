"""The PDF itself: tagged, marked on every page, in the chosen order, and drawn again alike from what was frozen."""

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.template.loader import render_to_string

from board.models import Board
from lscb.core import pdf
from lscb.core.chain import Head
from lscb.core.periods import PeriodKind, period_containing
from reports.packs.content import digest_of, freeze
from reports.packs.drawing import context_of
from tests.factories.board import MeetingFactory, independent_chair, manager
from tests.factories.indicators import (
    IndicatorFactory,
    PeriodFactory,
    PublishedFigureFactory,
    ReturnFactory,
    TargetFactory,
)
from tests.factories.programme import EntryFactory
from tests.factories.reports import PackFactory
from tests.reports.pdf_text import pages_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BEFORE = datetime(2026, 11, 1, 9, tzinfo=UTC)
SUMMARY = """# Neglect

Shown as typed: <script>alert(1)</script> {{ secret }} {% now %} =SUM(A1:A9) ![p](http://127.0.0.1/p.png)

1. Children wait **longer** to be heard.
"""


@pytest.fixture
def pack():
    MeetingFactory(held_on=date(2026, 9, 10))
    return PackFactory(meeting__held_on=date(2026, 12, 10), title="Board pack, 10 December 2026", summary=SUMMARY)


@pytest.fixture
def quarters():
    """An indicator with a run of quarters: numerators of 60, hidden where small, missing where None."""

    def run(numerators, **fields):
        indicator = IndicatorFactory(**fields)
        period = period_containing(date(2026, 9, 30), PeriodKind.QUARTER)
        for numerator in reversed(numerators):
            if numerator is not None:
                PublishedFigureFactory(
                    indicator=indicator,
                    starts_on=period.starts_on,
                    ends_on=period.ends_on,
                    numerator=numerator,
                    published_at=BEFORE + timedelta(minutes=1),
                )
            period = period.previous()
        return indicator

    return run


def drawn(pack, by=None, number=1):
    content = freeze(pack, by=by or independent_chair())
    return pdf.render_pdf("pdf/pack.html", context_of(content, number=number, digest=digest_of(content)))


def html_of(content, number=1):
    return render_to_string("pdf/pack.html", context_of(content, number=number, digest=digest_of(content)))


def test_it_is_accessible_marked_on_every_page_and_its_contents_name_the_pages(pack, quarters):
    Board.current()
    Board.objects.update(marking="Official – Sensitive")
    quarters([45, 3, None, 50], code="AB1", title="Children seen in time")
    quarters([40, 41, 39] * 5 + [20], code="AB2", title="Visits in time")  # with a key
    document = drawn(pack, number=3)

    accessible_by_its_own_word_and_structure(document)
    pages = pages_of(document)
    marked_and_numbered_on_every_page(pages)
    contents_name_the_page_each_paper_is_on(pages)


def accessible_by_its_own_word_and_structure(made):
    with pikepdf.open(BytesIO(made)) as document:
        root = document.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("en-GB", True)
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert str(document.docinfo["/Title"]) == "Board pack, 10 December 2026"
        kinds = set(_kinds(root.StructTreeRoot))
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/L"} <= kinds
        assert [_alt for _alt in _alts(root.StructTreeRoot) if not _alt] == []
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert titles == [
        "Contents",
        "What the Board should notice",
        "Exceptions",
        "Indicators",
        "Audit programme",
        "Returns and their timeliness",
        "What is overdue",
        "Data gaps and how they are filled",
    ]


def _nodes(node):
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from _nodes(kid)


def _kinds(root):
    return (str(node.S) for node in _nodes(root))


def _alts(root):
    return (str(node.get("/Alt", "")) for node in _nodes(root) if str(node.S) == "/Figure")


def marked_and_numbered_on_every_page(pages):
    assert [page.count("Official – Sensitive") for page in pages] == [1] * len(pages)
    assert [
        f"Board pack, 10 December 2026, version 3 {n} of {len(pages)}" in page for n, page in enumerate(pages, 1)
    ] == [n > 1 for n in range(1, len(pages) + 1)]


def contents_name_the_page_each_paper_is_on(pages):
    _cover, contents, *papers = pages
    listed = re.findall(r"(What the Board should notice|AB1 Children seen in time|What is overdue)[ .]+(\d+)", contents)
    on = {
        "What the Board should notice": next(n for n, page in enumerate(papers, 3) if "Paper 1" in page),
        "AB1 Children seen in time": next(n for n, page in enumerate(papers, 3) if "Paper 3 AB1" in page),
        "What is overdue": next(n for n, page in enumerate(papers, 3) if "Paper 6" in page),
    }
    assert {name: int(page) for name, page in listed} == on


def test_sections_come_in_the_order_chosen_others_not_at_all_and_what_people_typed_as_they_typed_it(pack):
    pack.sections = ["overdue", "summary"]

    words = text_of(drawn(pack))

    assert words.index("Paper 1 What is overdue") < words.index("Paper 2 What the Board should notice")
    assert "Exceptions" not in words
    assert "the activity log was sealed" not in words
    assert (
        "Shown as typed: <script>alert(1)</script> {{ secret }} {% now %} =SUM(A1:A9) ![p](http://127.0.0.1/p.png)"
        in words.replace("/ p.png", "/p.png")
    )


def test_markup_anywhere_else_is_words_too(pack, quarters):
    quarters([45], title="<img src=x> {{ a }}", definition="<b>Bold</b>", supplier__name="A & B <i>")
    EntryFactory(subject="<script>1</script>")
    ReturnFactory(agency__name="</td><td>", period=PeriodFactory())
    pack.title = "Pack </title><h1>x"

    html = html_of(freeze(pack, by=independent_chair()))

    assert [tag for tag in ("<img", "<script", "</td><td>", "<h1>x", "<b>Bold", "<i>") if tag in html] == []


def test_a_small_count_is_nowhere_in_it_even_when_the_manager_asks(pack, quarters):
    indicator = quarters([51, 48, 50, 3, 45], title="Children seen in time")
    TargetFactory(indicator=indicator)

    [page] = [page for page in pages_of(drawn(pack, by=manager())) if "Paper 3 " in page and "Definition" in page]

    assert "Q1 2026–27 hidden hidden hidden 90.0% Hidden" in page
    starts = page.index("Against target Variation")
    table = page[starts : page.index("Within tolerance", starts)]
    assert re.findall(r"(?<![\w.])(?:3|5\.0%)(?![\w.])", table) == []
    assert re.findall(r"(?<!\d)5\.0%", page) == []


def test_gaps_are_said_and_an_indicator_without_figures_says_so(pack, quarters):
    quarters([50, None, 45], code="AB1")
    IndicatorFactory(code="AB2", title="Nothing yet")

    pages = pages_of(drawn(pack))

    [gap] = [page for page in pages if "Paper 3 AB1" in page]
    [nothing] = [page for page in pages if "Paper 3 AB2" in page]
    assert "Q1 2026–27 — — no return none No figure" in gap
    assert "No figures yet" in nothing


def test_drawn_again_from_what_was_frozen_it_has_the_same_pages(pack, quarters):
    figure = quarters([45, 50]).published.first()
    content = freeze(pack, by=independent_chair())
    digest = digest_of(content)
    first = pdf.render_pdf("pdf/pack.html", context_of(content, number=1, digest=digest))
    html = html_of(content)

    type(figure).objects.update(numerator=1)
    Board.objects.update(name="Another Board")

    assert html_of(content) == html
    again = pdf.render_pdf("pdf/pack.html", context_of(content, number=1, digest=digest))
    assert pages_of(again) == pages_of(first)


def test_it_says_how_far_the_activity_log_was_sealed(pack):
    content = freeze(pack, by=independent_chair())
    head = Head(1204, "ab" * 32, datetime(2026, 11, 20, 10, 42, tzinfo=UTC))
    context = context_of(content, number=1, digest=digest_of(content), head=head)

    words = text_of(pdf.render_pdf("pdf/pack.html", context))

    assert f"1204:{'ab' * 32}" in words.replace(" ", "")
    assert "on 20 November 2026 at 10:42" in words


def test_a_pack_about_nothing_can_still_be_read(pack):
    pack.summary = ""

    words = text_of(drawn(pack))

    assert "No figures have been accepted yet." in words
    assert "The Board has agreed no indicators yet." in words
    assert "There is no audit programme for this year yet." in words
    assert "Nothing was overdue on 20 November 2026." in words
