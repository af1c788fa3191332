"""Somebody reads every page, file and pack that a Board member can fetch, with a solver: no hidden count is found.

Figures of agencies, and of groups within them, with their wholes, in two quarters; accepted one return after another,
corrected, and printed in packs in between.
"""

import csv
import io
import random
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from board.models import Board
from indicators.actions.publish import publish_return
from indicators.analysis.hypothesis import judge
from indicators.models import PublishedFigure
from lscb.core.numbers import round_half_up
from reports.models import Pack
from reports.packs.content import freeze
from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, analyst, board_member
from tests.factories.indicators import (
    FigureFactory,
    HypothesisFactory,
    IndicatorFactory,
    PeriodFactory,
    ReturnFactory,
)
from tests.indicators.analysis.intruder import narrowed

pytestmark = pytest.mark.django_db

ENOUGH = 3
SO_FAR = re.compile(r"The year so far, to the end of [^:]+: ([0-9,.]+)%?(?:, from ([0-9]+) of [0-9]+ periods)?\.")
BEGAN = datetime(2026, 10, 5, 9, tzinfo=UTC)
QUARTERS = [(date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30))]


class World:
    """A whole, its parts by agency, and some of theirs by group: all counts, or all percentages."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.is_share = self.chance.random() < 0.4
        self.highest = self.chance.choice([3, 8, 20, 40])
        self.by = analyst()
        self.days = 0
        self.printed = []
        self.family = {}
        self.own = {}
        self.said, self.of_the_year = [], []
        self.whole = self.indicator(None, AgencyFactory())
        self.family[self.whole.pk] = []
        for _ in range(self.chance.choice([2, 3])):
            agency = AgencyFactory()
            part = self.indicator(self.whole, agency)
            groups = [self.indicator(part, agency) for _ in range(self.chance.choice([0, 0, 2]))]
            if groups:
                self.family[part.pk] = [one.pk for one in groups]
        HypothesisFactory(leading=self.whole, following=part, after_periods=0, made_at=BEGAN)

    def indicator(self, parent, agency):
        made = IndicatorFactory(parent=parent, supplier=agency, **({} if self.is_share else {"count": True}))
        self.own[made.pk] = made
        if parent:
            self.family[parent.pk] = [*self.family.get(parent.pk, []), made.pk]
        return made

    def draw(self):
        under = 0 if self.chance.random() < 1 / 4 else self.chance.randint(0, self.highest)
        return self.chance.randint(0, under) if self.is_share else under, under

    def counts(self):
        """Of every indicator, wholes being the sums of their parts."""
        found = {pk: self.draw() for pk in self.own if pk not in self.family}
        for whole in sorted(self.family, reverse=True):
            found[whole] = tuple(map(sum, zip(*(found[part] for part in self.family[whole]), strict=True)))
        return found

    def hand_in(self, period, counts, agency):
        """One agency's return, accepted on a day of its own, or together with the one before."""
        self.days += self.chance.choice([0, 1, 1])
        starts_on, ends_on = period
        item = ReturnFactory(period=PeriodFactory(starts_on=starts_on, ends_on=ends_on), agency=agency, accepted=True)
        for one in self.own.values():
            if one.supplier_id == agency.pk:
                over, under = counts[one.pk]
                numbers = {"numerator": over, "denominator": under} if self.is_share else {"value": over}
                FigureFactory(indicator_return=item, indicator=one, state="given", **numbers)
        publish_return(item, by=self.by, at=BEGAN + timedelta(days=self.days))

    def live(self):
        """Everything handed in, in whatever order; then perhaps a correction, with a pack or two on the way."""
        for period in QUARTERS:
            counts = self.counts()
            agencies = list({one.supplier for one in self.own.values()})
            self.chance.shuffle(agencies)
            for agency in agencies:
                self.hand_in(period, counts, agency)
            if self.chance.random() < 0.6:
                self.pack()
                other = self.counts()
                corrected = self.chance.choice([pk for pk in self.own if pk not in self.family])
                agency = self.own[corrected].supplier
                changed = {**counts, corrected: other[corrected]}
                for whole in sorted(self.family, reverse=True):
                    changed[whole] = tuple(map(sum, zip(*(changed[p] for p in self.family[whole]), strict=True)))
                self.days += 1
                self.hand_in(period, changed, agency)
                self.hand_in(period, changed, self.whole.supplier)
        self.pack()

    def pack(self):
        """What an edition made at the end of that day would say, taken at once as packs are."""
        self.printed.append((self.days, BEGAN.date() + timedelta(days=self.days)))


@dataclass
class Cell:
    """What one version of one figure was shown as."""

    figure: PublishedFigure
    shown: tuple[int | None, int | None] | None = None


def fetched(world, client):
    """By version of a figure, the counts a Board member finds anywhere; None where everything says hidden."""
    cells = {figure.pk: Cell(figure) for figure in PublishedFigure.objects.select_related("indicator")}
    client.force_login(board_member())
    for indicator in world.own.values():
        url = reverse("reports:indicator-csv", args=[indicator.pk])
        file = csv.DictReader(io.StringIO(client.get(url).content.decode("utf-8-sig")))
        for row in file:
            _find(cells, indicator, row["From"], row["Accepted on"], row["Superseded on"], row)
        stands = [one for one in cells.values() if one.figure.indicator_id == indicator.pk]
        page = client.get(reverse("reports:indicator", args=[indicator.pk])).text
        world.said.append(([one for one in stands if not one.figure.superseded_at], page))
    meeting = MeetingFactory(group=GroupFactory())
    for _days, day in world.printed:
        pack = Pack(title="Pack", meeting=meeting, as_at=day, sections=["indicators"])
        content = freeze(pack, by=world.by)["sections"][0]
        supposes_what_is_shown(content)
        for part in content["indicators"]:
            rows = list(PublishedFigure.objects.filter(indicator=part["id"]).order_by("starts_on"))
            moment = datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC)
            stood = [
                one for one in rows
                if one.published_at <= moment and (one.superseded_at is None or one.superseded_at > moment)
            ]  # fmt: skip
            world.said.append(([cells[one.pk] for one in stood], part["past"]))
            for figure, measure in zip(stood, part["measures"], strict=True):
                _see(cells[figure.pk], measure["numerator"], measure["denominator"], measure["value"])
    return cells


def supposes_what_is_shown(content):
    """What a pack says of a hypothesis, a reader works out from what its own pages show: it tells nothing besides."""
    shown = {
        part["code"]: {one["label"]: one["value"] and Decimal(one["value"]) for one in part["measures"]}
        for part in content["indicators"]
    }
    assert content["hypotheses"]
    for said in content["hypotheses"]:
        first, second = (shown.get(said[name]["code"], {}) for name in ("leading", "following"))
        both = [label for label in first if label in second]
        runs = [[run[label] for label in both] for run in (first, second)]
        cases = judge(*runs, after=0, falls=True).cases
        counted = f"In {sum(case.agrees for case in cases)} of {len(cases)} case" if cases else "There is no case yet"
        assert said["counted"].startswith(counted)
        assert "runs" not in said


def _find(cells, indicator, starts_on, accepted, superseded, row):
    for cell in cells.values():
        figure = cell.figure
        is_it = (
            figure.indicator_id == indicator.pk
            and figure.starts_on.isoformat() == starts_on
            and figure.published_at.date().isoformat() == accepted
            and (figure.superseded_at.date().isoformat() if figure.superseded_at else "") == superseded
        )
        if is_it:
            _see(cell, row["Numerator"], row["Denominator"], row["Figure"])


def _see(cell, numerator, denominator, value):
    found = (numerator, denominator) if cell.figure.indicator.unit == "percentage" else (value, value)
    numbers = tuple(None if text in (None, "", "hidden", "none") else int(Decimal(text)) for text in found)
    if None not in numbers:
        cell.shown = numbers


def true_counts(figure):
    if figure.indicator.unit == "percentage":
        return int(figure.numerator), int(figure.denominator)
    return int(figure.value), int(figure.value)


def counts_of(figure):
    over, under = true_counts(figure)
    return over, under, under - over


def exposed(world, cells, *, rounds_to=0):
    """Hidden cells that the intruder narrows down to fewer than three values, by version and count."""
    most = max((max(true_counts(cell.figure)) for cell in cells.values()), default=0) + 8
    bounds, equations = {}, sums_of(world, cells) + world.of_the_year
    for pk, cell in cells.items():
        for n in (0, 1):
            bounds[pk, n] = (0 if world.is_share else 1, most)
            if cell.shown:
                slack = (rounds_to // 2) if cell.shown[n] else 0
                bounds[pk, n] = (max(cell.shown[n] - slack, 0), cell.shown[n] + slack)
        if world.is_share:
            bounds[pk, "left"] = (0, most)
            equations.append(({(pk, 0): 1, (pk, "left"): 1, (pk, 1): -1}, 0))
    # A nought is nothing to hide: what is asked for is every other count of what is hidden.
    wanted = [
        (pk, n)
        for pk, cell in cells.items()
        if cell.shown is None
        for n, count in zip((0, 1, "left"), counts_of(cell.figure), strict=False)
        if count and (pk, n) in bounds
    ]
    return narrowed(bounds, equations, enough=ENOUGH, wanted=wanted)


def sums_of(world, cells):
    """Of every moment and whole whose parts all stood then: each sum that held, which the intruder is told.

    Not of a whole that is older than the correction of a part: whether it still holds is nobody's to know.
    """
    found = []
    figures = [cell.figure for cell in cells.values()]
    corrections = {(one.indicator_id, one.starts_on, one.superseded_at) for one in figures if one.superseded_at}
    for starts_on, moment in {(one.starts_on, two.published_at) for one in figures for two in figures}:
        standing = {
            one.indicator_id: one
            for one in figures
            if one.starts_on == starts_on
            and one.published_at <= moment
            and (one.superseded_at is None or one.superseded_at > moment)
        }
        for whole, parts in world.family.items():
            together = [standing.get(pk) for pk in (whole, *parts)]
            if None in together:
                continue
            top, *rest = together
            if any(
                one.published_at > top.published_at
                and (one.indicator_id, one.starts_on, one.published_at) in corrections
                for one in rest
            ):
                continue
            for n in (0, 1):
                if true_counts(top)[n] == sum(true_counts(one)[n] for one in rest):
                    found.append(({(one.pk, n): 1 for one in rest} | {(top.pk, n): -1}, 0))
    return found


def said_of_the_year(world):
    """What pages and packs say of the year so far, as sums: of all its periods, or of as many as they say.

    A reader takes those that are shown to be the ones meant: another number would contradict itself.
    """
    equations = []
    for standing, said in world.said:
        found = SO_FAR.findall(said)
        is_whole_year = len(standing) == len(QUARTERS)
        assert world.is_share or bool(found) == (is_whole_year and any(one.shown for one in standing))
        for number, given in found:
            meant = [one for one in standing if one.shown] if given else standing
            assert not given or len(meant) == int(given)
            if not world.is_share:
                equations.append(({(one.figure.pk, 0): 1 for one in meant}, int(number.replace(",", ""))))
            else:
                over, under = (sum(one.shown[n] for one in meant) for n in (0, 1))
                assert Decimal(number) == round_half_up(Decimal(100 * over) / under, 1)
    return equations


def lived(seed, client, **board):
    Board.current()
    Board.objects.update(**board)
    world = World(seed)
    world.live()
    cells = fetched(world, client)
    # A sum of rounded counts is within what each of them already says.
    world.of_the_year = [] if board.get("small_number_rule") == "round" else said_of_the_year(world)
    return world, cells


def hidden_small(cells, threshold):
    return all(
        cell.shown is None
        for cell in cells.values()
        if any(0 < count < threshold for count in true_counts(cell.figure))
    )


@pytest.mark.parametrize("seed", [*range(8), *(pytest.param(n, marks=pytest.mark.once) for n in range(8, 200))])
def test_every_hidden_figure_keeps_three_values_for_whoever_fetches_all_there_is(seed, client):
    world, cells = lived(seed, client)

    assert hidden_small(cells, 5)
    assert exposed(world, cells) == {}


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(n, marks=pytest.mark.once) for n in range(2, 60))])
def test_so_it_does_where_counts_are_rounded(seed, client):
    world, cells = lived(seed, client, small_number_rule="round")

    assert hidden_small(cells, 8)
    assert exposed(world, cells, rounds_to=5) == {}
    assert all(number % 5 == 0 for cell in cells.values() if cell.shown for number in cell.shown)


@pytest.mark.once
def test_the_intruder_finds_much_where_only_small_counts_are_hidden(client, monkeypatch):
    """By the same reading: what is hidden beside small counts is needed."""
    found = 0
    for seed in range(6):
        world, cells = lived(1000 + seed, client)
        beside = set(PublishedFigure.objects.filter(is_hidden_beside=True).values_list("pk", flat=True))
        for pk in beside & cells.keys():
            cells[pk].shown = true_counts(cells[pk].figure)
        found += bool(exposed(world, cells))
        PublishedFigure.objects.all().delete()
    assert found > 2
