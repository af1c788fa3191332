"""An indicator's parts beside one another: agencies, localities or groups, in one period and over time."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from indicators.analysis.units import format_value
from indicators.enums import Breakdown
from indicators.models import Indicator
from indicators.queries.breakdowns import words_of
from lscb.core.calendar import extra_holidays
from lscb.core.http import SignedInRequest
from lscb.core.numbers import write_number
from lscb.core.templatetags.words import uk_date
from reports.multiples import draw_multiple
from reports.queries.compare import Comparison, Part, comparison_of, kind_of
from reports.queries.expected import Expected
from reports.readers import Reader, board_reader
from reports.rows import write_count

WHAT = {Breakdown.AGENCY: "Agency", Breakdown.LOCALITY: "Locality", Breakdown.GROUPS: "Group"}


@require_safe
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    reader = board_reader(request.user)
    shown = comparison_or_404(request, pk, reader)
    indicator = shown.whole.indicator
    asked = {"by": shown.by, "period": shown.period.starts_on.isoformat() if shown.period else ""}
    return render(
        request,
        "reports/compare.html",
        {
            "board": reader.board,
            "indicator": indicator,
            "shown": shown,
            "table_name": f"Figures compared, {shown.period.label}" if shown.period else "Figures compared",
            "what": WHAT.get(kind := kind_of(shown.by, indicator), "Part"),
            "is_groups": kind == Breakdown.GROUPS,
            "ways": [(name, words_of(name) if name else "Other parts") for name in shown.ways],
            "rows": [_row(part, shown) for part in shown.parts],
            "sums": _sums(shown),
            "asked": urlencode({name: value for name, value in asked.items() if value}),
            "multiples": [draw_multiple(part.series, shown.names[part.series.indicator.pk]) for part in shown.parts],
        },
    )


def comparison_or_404(request: SignedInRequest, pk: int, reader: Reader) -> Comparison:
    """As the address asks for it, and as the Board sees it, whoever reads."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    shown = comparison_of(
        indicator,
        request.user,
        reader=reader,
        at=timezone.now(),
        expected=Expected(timezone.localdate(), reader.board.due_after_working_days, extra_holidays()),
        wanted=_day(request.GET.get("period", "")),
        by=request.GET.get("by", ""),
    )
    if shown is None:
        raise Http404
    return shown


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _row(part: Part, shown: Comparison) -> dict[str, str]:
    indicator, measure = part.series.indicator, part.measure
    change, to_date = part.last_year, part.to_date
    written = format_value(to_date.value, indicator.unit, indicator.decimals) if to_date else ""
    return {
        "name": shown.names[indicator.pk],
        "url": indicator.get_absolute_url(),
        "numerator": write_count(measure.numerator) if measure else "",
        "denominator": write_count(measure.denominator) if measure else "",
        "text": part.text,
        "is_given": "yes" if measure and measure.value is not None else "",
        "standing": part.standing_words,
        "share": f"{write_number(part.share, 1)} times" if part.share is not None else "",
        "before": format_value(change.before, indicator.unit, indicator.decimals) if change else "",
        "difference": _signed(change.difference, indicator.decimals) if change else "",
        "to_date": f"{written}{'' if to_date.is_whole else f' ({to_date.given} of {to_date.expected} periods)'}"
        if to_date
        else "",
    }


def _signed(number: object, places: int) -> str:
    written = write_number(number, places)  # type: ignore[arg-type]
    return written if written.startswith("\N{MINUS SIGN}") else f"+{written}"


def _sums(shown: Comparison) -> list[tuple[str, str]]:
    """What stands for all of them, each named for what it is."""
    indicator = shown.whole.indicator
    found = []
    if shown.pooled is not None:
        words = format_value(shown.pooled, indicator.unit, indicator.decimals)
        found.append(("All whose counts are shown, added up", words))
    if shown.mean is not None:
        words = format_value(shown.mean, indicator.unit, indicator.decimals)
        found.append(("Mean of their own figures, each counted once", words))
    if (whole := shown.whole_measure) is not None:
        accepted = f", accepted on {uk_date(whole.published_at)}" if whole.published_at else ""
        found.append((f"As returned for all together{accepted}", shown.whole.text_of(whole)))
    return found
