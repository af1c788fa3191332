import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import django_filters
import django_tables2 as tables
import pytest
from django import forms as django_forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from lscb.core.activity import TimelineLine
from lscb.core.models import User
from lscb.core.navigation import NavItem
from lscb.core.stack_table import with_roles_and_labels
from lscb.core.templatetags.furniture import KINDS, SHAPES


def render(source, **context):
    return Template(source).render(Context(context))


def words(html):
    """What a person reads, tags left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_shape_draws_something_and_is_silent(shape):
    html = render("{% icon shape %}", shape=shape)

    assert ('aria-hidden="true"' in html, bool(re.search(r"<(path|circle) ", html))) == (True, True)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_status_is_a_shape_and_a_word(kind):
    html = render("{% status kind 'In words' %}", kind=kind)

    assert (words(html), html.count("<svg")) == ("In words", 1)


@pytest.mark.parametrize("source", ["{% icon 'star' %}", "{% status 'sparkling' 'New' %}"])
def test_an_unknown_shape_or_status_is_a_mistake_of_the_template(source):
    with pytest.raises(TemplateSyntaxError):
        render(source)


@pytest.mark.parametrize(("done", "total", "width"), [(5, 6, 83), (0, 6, 0), (6, 6, 100), (0, 0, 0), (7, 6, 100)])
def test_a_bar_says_the_number_and_draws_its_share(done, total, width):
    html = render("{% bar done total %}", done=done, total=total)

    assert (words(html), re.findall(r'rect width="(\d+)"', html)) == (f"{done} of {total}", [str(width)])


def test_words_from_people_are_escaped_everywhere():
    nasty = "<script>alert(1)</script>"
    message = SimpleNamespace(by=nasty, at=datetime(2026, 6, 3, 9, 12, tzinfo=UTC), text=nasty)
    line = TimelineLine(at=message.at, by_name=nasty, sentence=nasty, changes={"note": [nasty, nasty]})
    html = render(
        "{% status 'good' n %}{% tag n %}{% crumbs n '/' n %}{% defs n n %}{% thread m %}{% timeline t %}"
        "{% notice 'warn' title=n %}{{ n }}{% endnotice %}{% empty_state n %}{{ n }}{% endempty_state %}"
        "{% stack_table n %}<tbody><tr><td>{{ n }}</td></tr></tbody>{% endstack_table %}",
        n=nasty,
        m=[message],
        t=[line],
    )

    assert "<script>" not in html


def test_crumbs_lead_back_and_name_this_page():
    html = render("{% crumbs 'Indicators' '/indicators/' 'Q4 2025–26' %}")

    assert re.findall(r'<a href="([^"]+)">', html) == ["/indicators/"]
    assert re.findall(r'aria-current="page">([^<]+)<', html) == ["Q4 2025–26"]


def test_a_timeline_shows_before_and_after_only_where_given():
    at = datetime(2026, 6, 3, 9, 12, tzinfo=UTC)
    told = TimelineLine(at, "Helen Ostrow", "Due date changed", {"due_on": ["2026-06-12", None]})
    quiet = TimelineLine(at, "The system", "Return opened", None)

    html = render("{% timeline lines %}", lines=[told, quiet])

    assert words(html) == (
        "3 Jun 2026, 10:12 Due date changed Helen Ostrow Before and after What Before After "
        "Due on 12 June 2026 — 3 Jun 2026, 10:12 Return opened The system"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ day|uk_date }}", "18 June 2026"),
        ("{{ day|long_date }}", "Thursday 18 June 2026"),
        ("{{ day|uk_day }}", "Thu 18 June"),
        ("{{ day|short_date }}", "18 Jun 2026"),
        ("{{ moment|uk_date }}, {{ moment|clock }}", "19 June 2026, 00:30"),
        ("{{ None|uk_date }}", ""),
        ("{{ day|days_late:later }}", "9 days late"),
        ("{{ day|days_late:next }}", "1 day late"),
        ("{{ day|days_late:day }}", ""),
        ("{{ 1|quantity:'return' }}", "1 return"),
        ("{{ 1204|quantity:'entry,entries' }}", "1,204 entries"),
        ("{{ 0|quantity:'return' }}", "0 returns"),
        ("{{ 0|dash }} {{ ''|dash }} {{ None|dash }}", "0 — —"),
        ("{{ True|as_read }} {{ False|as_read }} {{ names|as_read }}", "yes no Police, Health"),
        ("{{ '2026-06-18T23:30:00+00:00'|as_read }}", "19 June 2026, 00:30"),
        ("{{ '2026-02-31'|as_read }} {{ '12'|as_read }}", "2026-02-31 12"),
        ("{{ 'responsible_agency_id'|field_words }}", "Responsible agency"),
    ],
)
def test_dates_and_quantities_read_as_people_write_them(source, expected):
    context = {
        "day": date(2026, 6, 18),
        "next": date(2026, 6, 19),
        "later": date(2026, 6, 27),
        "moment": datetime(2026, 6, 18, 23, 30, tzinfo=UTC),
        "names": ["Police", "Health"],
    }

    assert render(source, **context) == expected


def test_a_stacked_table_gains_roles_and_labels_and_loses_nothing():
    plain = (
        '<thead><tr><th scope="col">Part &amp; parcel</th><th scope="col">Due <b>by</b></th></tr></thead>'
        '<tbody><tr><th scope="row">One</th><td class="num">3 &lt; 4<br/></td></tr>'
        '<tr><td colspan="2"><table><tr><td>inner</td></tr></table></td></tr></tbody>'
    )

    rich = with_roles_and_labels(plain)

    assert rich == (
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Part &amp; parcel</th>'
        '<th scope="col" role="columnheader">Due <b>by</b></th></tr></thead>'
        '<tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader">One</th>'
        '<td class="num" data-l="Due by" role="cell">3 &lt; 4<br/></td></tr>'
        '<tr role="row"><td colspan="2" role="cell"><table><tr><td>inner</td></tr></table></td></tr></tbody>'
    )


def test_a_heading_for_ears_alone_labels_no_card():
    rich = with_roles_and_labels(
        '<thead><tr><th>Day</th><th><span class="vh">Act</span></th><th>Why</th></tr></thead>'
        "<tbody><tr><td>1 May</td><td>Remove</td><td>Fair</td></tr></tbody>"
    )

    assert re.findall(r'data-l="([^"]+)"[^>]*>([^<]+)', rich) == [("Day", "1 May"), ("Why", "Fair")]
    assert '<span class="vh">Act</span>' in rich


class PeopleTable(tables.Table):
    caption = "People"
    noun = "people"
    empty_title = "Nobody yet"
    name = tables.Column()
    email = tables.Column(verbose_name="E-mail address")

    class Meta:
        empty_text = "When someone is invited, they appear here."


def list_of(rows, query="", **paging):
    request = RequestFactory().get(f"/people/{query}")
    table = PeopleTable(rows, order_by=request.GET.get("sort"))
    table.paginate(page=int(request.GET.get("page", 1)), per_page=5)
    return render("{% load render_table from django_tables2 %}{% render_table table %}", table=table, request=request)


def test_a_list_names_its_region_and_labels_its_cells():
    html = list_of([{"name": "Ruth", "email": "ruth@example.org"}])

    assert re.findall(r'role="region" aria-label="([^"]+)"', html) == ["People, table"]
    assert re.findall(r'role="cell"[^>]* data-l="([^"]+)"', html) == ["E-mail address"]


def test_a_list_sorts_by_links_that_keep_the_filter_and_say_how_it_is_sorted():
    html = list_of([{"name": "Ruth", "email": "r@example.org"}], "?agency=4&sort=-name&page=1")

    assert re.findall(r'aria-sort="(\w+)"', html) == ["descending"]
    assert re.findall(r'class="sort" href="([^"]+)"', html) == [
        "?agency=4&amp;sort=name&amp;page=1",
        "?agency=4&amp;sort=email&amp;page=1",
    ]


def test_an_empty_list_says_what_would_be_there():
    assert words(list_of([])) == "Nobody yet When someone is invited, they appear here."


def test_pages_keep_the_rest_of_the_address():
    rows = [{"name": f"Person {n}", "email": ""} for n in range(12)]

    html = list_of(rows, "?agency=4&page=2")

    assert re.findall(r'<a href="(\?[^"]*page=\d)"', html) == [f"?agency=4&amp;page={n}" for n in (1, 1, 2, 3, 3)]
    assert "People 6 to 10 of 12" in words(html)


def test_one_page_needs_no_pager():
    page = Paginator(["a"], 5).page(1)

    assert render("{% pager page 'actions' %}", page=page, request=RequestFactory().get("/")).strip() == ""


class LateFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(label="Status", choices=[("o", "Open"), ("s", "Submitted")])
    since = django_filters.DateFilter(label="Since")
    late = django_filters.BooleanFilter(label="Late only", widget=django_forms.CheckboxInput)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Showing everything."),
        (
            "?status=o&status=s&since=2026-06-18&late=on",
            "Showing only Status: Open or Submitted ; Since: 18 June 2026 ; Late only. Clear the filter",
        ),
    ],
)
def test_a_filter_says_what_it_leaves_out(query, sentence):
    request = RequestFactory().get(f"/returns/{query}")
    chosen = LateFilter(request.GET or None, queryset=User.objects.none())

    html = render("{% include 'components/filters.html' %}", filter=chosen, request=request)

    assert words(html[html.index('<p class="filtered"') :]) == sentence


def test_a_shared_page_belongs_to_the_place_it_was_reached_from():
    source = '{% crumbs_from_place "Refuge rate" "/indicators/library/1/" "Break it down" %}'
    places = [NavItem("Data sets", "/indicators/", True), NavItem("The Board", "/board/", False)]

    html = render(source, nav_items=places)

    assert re.findall(r'href="([^"]*)"', html) == ["/indicators/", "/indicators/library/1/"]
