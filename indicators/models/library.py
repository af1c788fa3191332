"""What is measured, and how it is read."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from board.models import Agency, Group, KeyQuestion, Priority, scope_of
from frameworks.models import Standard
from indicators.analysis.rag import Polarity
from indicators.analysis.units import Unit, format_value
from indicators.enums import (
    FREQUENCIES,
    POLARITIES,
    UNDER_DISCUSSION,
    UNITS,
    YEAR_KINDS,
    Breakdown,
    Counted,
    IndicatorStatus,
)
from lscb.core.constraints import not_blank, one_of_choices
from lscb.core.exceptions import Refused
from lscb.core.models import User


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    # Scope

    def visible_to(self, user: User) -> Self:
        """Everything to those who read for the Board; to an agency's people, what their agency supplies.

        What is in consultation is there for all who may speak; a proposal, until then, for those who made it.
        """
        scope = scope_of(user)
        if scope.reads_for_the_board:
            return self
        if not scope.has_a_role:
            return self.none()
        proposed = Q(status=IndicatorStatus.PROPOSED) & (Q(proposed_by=user) | Q(proposed_for__in=scope.agencies))
        return self.filter(Q(supplier__in=scope.agencies) | Q(status=IndicatorStatus.CONSULTATION) | proposed)

    # Filters

    def agreed(self) -> Self:
        """These alone are charted and counted, and asked for where they have a supplier."""
        return self.filter(status=IndicatorStatus.AGREED)

    def kept_parts(self) -> Self:
        """Made and kept by the breakdown of their whole."""
        return self.exclude(group_name="")

    def under_discussion(self) -> Self:
        return self.filter(status__in=UNDER_DISCUSSION)

    # Shape

    def for_listing(self) -> Self:
        """With ``current_target``: what is asked of it on the last day a target is set from."""
        latest = Target.objects.filter(indicator=models.OuterRef("pk")).order_by("-from_on")
        return self.select_related("supplier", "owner_group", "parent", "replaces").annotate(
            current_target=models.Subquery(latest.values("value")[:1])
        )

    def lock(self, pk: int) -> "Indicator":
        """With its key: a period being opened, whose rows point at it, is waited for before its meaning changes."""
        found = self.select_for_update(of=("self",)).select_related("supplier").filter(pk=pk).first()
        if found is None:
            raise Refused("Someone has removed this indicator meanwhile. Nothing was changed.")
        return found


class Indicator(models.Model):
    """A measure: what is counted, out of what, and which way is better."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    definition = models.TextField()
    why_it_matters = models.TextField(blank=True)
    unit = models.CharField(max_length=20, choices=UNITS, default=Unit.PERCENTAGE.value)
    numerator_words = models.CharField("what the numerator counts", max_length=200, blank=True)
    denominator_words = models.CharField("what the denominator counts", max_length=200, blank=True)
    # Empty: nobody has said, and no year so far is given.
    counted = models.CharField("when it is counted", max_length=10, choices=Counted, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(4)])
    polarity = models.CharField(max_length=10, choices=POLARITIES, default=Polarity.NEITHER.value)
    frequency = models.CharField(max_length=20, choices=FREQUENCIES, default="quarter")
    year_kind = models.CharField("year", max_length=10, choices=YEAR_KINDS, default="april")
    supplier = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="indicators", null=True, blank=True)
    other_suppliers = models.ManyToManyField(Agency, blank=True, related_name="+")
    breakdown = models.CharField(max_length=10, choices=Breakdown, default=Breakdown.NONE)
    breakdown_groups = models.CharField(max_length=200, blank=True)
    asks_from_change = models.PositiveSmallIntegerField(
        "asks from a change of", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    source = models.CharField(max_length=300, blank=True, help_text="Where the figures come from, with its licence.")
    reference = models.CharField("statutory reference", max_length=300, blank=True)
    checked_on = models.DateField("reference checked", null=True, blank=True)
    is_invented = models.BooleanField(
        default=False, help_text="Figures made up for a demonstration; said wherever shown."
    )
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="parts", null=True, blank=True)
    # Of a part, such as "age band" and "0 to 4". Taken out of its breakdown it has no group, and still belongs to it.
    breakdown_name = models.CharField("breakdown of its whole", max_length=60, blank=True)
    group_name = models.CharField("group of its whole", max_length=100, blank=True)
    added_up_by = models.CharField("breakdown whose parts it is the sum of", max_length=60, blank=True)
    similar_to = models.ManyToManyField("self", blank=True, symmetrical=True)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="replaced_by", null=True, blank=True)
    priorities = models.ManyToManyField(Priority, blank=True, related_name="indicators")
    key_questions = models.ManyToManyField(KeyQuestion, blank=True, related_name="indicators")
    standards = models.ManyToManyField(Standard, blank=True, related_name="indicators")
    owner_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    status = models.CharField(max_length=20, choices=IndicatorStatus, default=IndicatorStatus.AGREED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    proposed_for = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    # Of ``for_listing``
    current_target: Decimal | None
    # Of whoever lists it beside what it helps to answer and who supplies it
    aims: list[Priority]
    questions: list[KeyQuestion]
    suppliers: list[Agency]

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            not_blank("code", name="indicator_has_a_code"),
            not_blank("title", name="indicator_has_a_title"),
            one_of_choices("status", IndicatorStatus, name="indicator_status_is_known"),
            models.CheckConstraint(condition=Q(unit__in=[u for u, _ in UNITS]), name="indicator_unit_is_known"),
            models.CheckConstraint(
                condition=Q(polarity__in=[p for p, _ in POLARITIES]), name="indicator_polarity_is_known"
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=[f for f, _ in FREQUENCIES]), name="indicator_frequency_is_known"
            ),
            models.CheckConstraint(
                condition=Q(year_kind__in=[y for y, _ in YEAR_KINDS]), name="indicator_year_is_known"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="indicator_decimals_are_few"),
            models.CheckConstraint(condition=Q(counted__in=["", *Counted.values]), name="indicator_counted_is_known"),
            one_of_choices("breakdown", Breakdown, name="indicator_breakdown_is_known"),
            models.CheckConstraint(
                condition=Q(breakdown=Breakdown.GROUPS) | Q(breakdown_groups=""),
                name="indicator_groups_only_where_broken_down",
            ),
            models.CheckConstraint(
                condition=Q(group_name="") | ~Q(breakdown_name=""), name="indicator_group_is_of_a_breakdown"
            ),
            models.UniqueConstraint(
                fields=["parent", "breakdown_name", "group_name"],
                condition=~Q(group_name=""),
                name="indicator_group_once_in_a_breakdown",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("pk")), name="indicator_is_no_part_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=models.F("pk")), name="indicator_replaces_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        """As the Board reads it; while it is talked over, what is proposed."""
        if self.status in UNDER_DISCUSSION:
            return reverse("indicators:proposal", args=[self.pk])
        return _address(self.pk)

    @property
    def multiplier(self) -> int | None:
        """What its unit multiplies by; of a plain count nothing."""
        return Unit(self.unit).multiplier

    @property
    def breakdown_in_words(self) -> str:
        return f"By {self.breakdown_groups}" if self.breakdown_groups else str(self.get_breakdown_display())

    @property
    def who_supplies(self) -> str:
        """In a few words; its supplier must have been read with it."""
        if self.added_up_by == Breakdown.AGENCY:
            return "several agencies, added up"
        return str(self.supplier or "nobody yet")

    @property
    def takes_denominator(self) -> bool:
        """Worked out from two counts, rather than typed as one number."""
        return self.unit != Unit.NUMBER and bool(self.denominator_words)


class Target(models.Model):
    """What the Board asks of an indicator from a day on, with the tolerance it allows."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    from_on = models.DateField("from")
    value = models.DecimalField(max_digits=12, decimal_places=4)
    tolerance = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "from_on"], name="target_one_from_a_day"),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="target_tolerance_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.value} for {self.indicator} from {self.from_on}"

    @property
    def value_words(self) -> str:
        return format_value(self.value, self.indicator.unit, self.indicator.decimals)

    @property
    def tolerance_words(self) -> str:
        """As it was written: of a percentage in points, for it is no share of anything."""
        if not self.tolerance:
            return "none"
        unit = Unit(self.indicator.unit)
        return f"{format(self.tolerance.normalize(), 'f')}{' points' if unit == Unit.PERCENTAGE else unit.suffix}"


@lru_cache(maxsize=1024)
def _address(pk: int) -> str:
    """A page names a hundred of them."""
    return reverse("reports:indicator", args=[pk])


def supplier_of(indicator: Indicator) -> Agency:
    """Of one that is asked for: ``to_be_asked`` leaves out what nobody supplies yet."""
    assert indicator.supplier is not None
    return indicator.supplier


def target_on(targets: list[Target], day: date) -> Target | None:
    """The target in force on a day, of one indicator's targets in date order."""
    in_force = [target for target in targets if target.from_on <= day]
    return in_force[-1] if in_force else None
