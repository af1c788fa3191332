"""Figures by the quarter, and what a reader is given of them: for the tests of this folder."""

import csv
import io
import re
from datetime import UTC, date, datetime

from django.test import Client

from indicators.models import Indicator
from reports.queries.series import series_for
from reports.readers import opened_reader
from tests.factories.board import analyst, board_member
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory, TargetFactory

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
QUARTERS = {
    "Q1 2025–26": (date(2025, 4, 1), date(2025, 6, 30)),
    "Q2 2025–26": (date(2025, 7, 1), date(2025, 9, 30)),
    "Q3 2025–26": (date(2025, 10, 1), date(2025, 12, 31)),
    "Q4 2025–26": (date(2026, 1, 1), date(2026, 3, 31)),
    "Q1 2026–27": (date(2026, 4, 1), date(2026, 6, 30)),
    "Q2 2026–27": (date(2026, 7, 1), date(2026, 9, 30)),
}


def publish(indicator, quarter, numerator=45, denominator=60, *, at=datetime(2026, 10, 20, 9, tzinfo=UTC), **fields):
    starts_on, ends_on = QUARTERS[quarter]
    return PublishedFigureFactory(
        indicator=indicator,
        starts_on=starts_on,
        ends_on=ends_on,
        numerator=numerator,
        denominator=denominator,
        published_at=at,
        **fields,
    )


def reader_for(person):
    """With every count opened that the person may open."""
    return opened_reader(person, Indicator.objects.values_list("pk", flat=True))


def read(indicator, user=None, **kwargs):
    """The one series that a person, an analyst unless told, sees of an indicator."""
    kwargs = {"reader": reader_for(user or analyst()), "at": NOW, **kwargs}
    return series_for(Indicator.objects.filter(pk=indicator.pk), **kwargs)[0]


def labels(series):
    return [(measure.period.label, series.text_of(measure)) for measure in series.measures]


def rated(code, numerator=45, *, at=datetime(2026, 10, 20, 9, tzinfo=UTC), **fields):
    """A percentage of sixty in Q2 2026–27, with a target of 90 and a tolerance of 5."""
    indicator = IndicatorFactory(code=code, title=f"Measure {code}", **fields)
    TargetFactory(indicator=indicator)
    publish(indicator, "Q2 2026–27", numerator, at=at)
    return indicator


def get(url, person=None):
    """What a person, a Board member unless told, is answered."""
    client = Client()
    client.force_login(person or board_member())
    return client.get(url)


def page(url, person=None):
    response = get(url, person)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """What a person reads, drawings' own titles left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<title>.*?</title>", "", html, flags=re.DOTALL)).split())


def csv_of(url, person=None):
    response = get(url, person)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def headings(html):
    """Headings, and what an empty place says in their stead."""
    found = re.findall(r"<(h[123]|p class=\"minor\")[^>]*>(.*?)</(?:h[123]|p)>", html, re.DOTALL)
    return [words(heading) for _tag, heading in found]


def titles(html):
    """The small multiples, in order."""
    return re.findall(r'<article class="sm">\s*<h4><a [^>]*>([^<]*)<', html)
