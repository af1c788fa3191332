"""The next version of a framework, and two versions beside each other."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from board.permissions import require
from frameworks import actions
from frameworks.comparing import Change, Row, compare
from frameworks.forms import ForwardForm
from frameworks.models import Framework
from frameworks.permissions import can_keep_frameworks
from frameworks.versions import lines_of, versions_of
from frameworks.views.frameworks import visible_framework
from frameworks.views.pages import form_page
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent

SHOWN = {
    "changes": ("All changes", lambda row: row.change != Change.SAME),
    "added": ("Added", lambda row: row.change == Change.ADDED),
    "removed": ("Taken out", lambda row: row.change == Change.REMOVED),
    "words": ("Changed words", lambda row: row.has_other_words),
    "timescale": ("Changed timescale", lambda row: row.has_another_timescale),
    "all": ("Every row", lambda row: True),
}


@require_http_methods(["GET", "POST"])
def framework_forward(request: SignedInRequest, pk: int) -> HttpResponse:
    framework = visible_framework(request, pk)
    require(can_keep_frameworks(request.user))
    form = ForwardForm(sent(request), framework=framework)
    made: list[Framework] = []

    def take_forward() -> None:
        made.append(actions.take_forward(framework, by=request.user, **form.cleaned_data))

    if request.method == "POST" and saved(form, act=take_forward, by=request.user):
        messages.success(request, f"{made[0]} was begun as a draft, with every standard and link of the one before.")
        return redirect(made[0])
    return form_page(
        request,
        form,
        title="Take it forward",
        button="Begin the next version",
        framework=framework,
        standfirst="The next version begins as a draft with the same standards, monitoring and links. "
        "This one holds until that is adopted.",
    )


@require_safe
def framework_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """With the version before it, or with the one that the address names."""
    framework = visible_framework(request, pk)
    others = [each for each in versions_of(framework, request.user) if each.pk != framework.pk]
    asked = request.GET.get("with", "")
    other = next((each for each in others if str(each.pk) == asked), None)
    if other is None:
        other = next((each for each in others if each.pk == framework.came_from_id), others[0] if others else None)
    # Whichever was chosen: the earlier is read first.
    older, newer = (framework, other) if other and other.pk > framework.pk else (other, framework)
    rows = compare(lines_of(older), lines_of(newer)) if older and newer else []
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else "changes"
    context = {
        "framework": framework,
        "others": others,
        "other": other,
        "older": older,
        "newer": newer,
        "rows": [row for row in rows if SHOWN[shown][1](row)],
        "shown": shown,
        "offered": [(name, words, _count(rows, name)) for name, (words, _wanted) in SHOWN.items()],
    }
    return render(request, "frameworks/compare.html", context)


def _count(rows: list[Row], name: str) -> int:
    return sum(1 for row in rows if SHOWN[name][1](row))
