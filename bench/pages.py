"""Pages and the autosave, measured through the whole web stack beside the dashboard's floor."""

import time
from itertools import count

from django.urls import reverse
from django.utils import timezone

from bench import assessments, floor
from bench.results import Results
from bench.timing import Work, counted_queries, cpu_of
from bench.web import Browser, CannotMeasure
from indicators.models import Indicator, IndicatorReturn
from lscb.core.models import ActivityEvent, User

LISTS = {
    "agencies": "board:agency-list",
    "people": "board:person-list",
    "groups": "board:group-list",
    "meetings": "board:meeting-list",
    "priorities": "board:priorities",
    "key questions": "board:key-questions",
    "messages": "board:messages-undelivered",
    "library": "indicators:library",
    "data sets": "indicators:data-set-list",
    "returns": "indicators:return-list",
    "indicators": "reports:indicator-list",
    "packs": "reports:pack-list",
    "programme": "programme:home",
    "self-assessments": "self-assessment:home",
    "single-agency audits": "programme:register",
    "my tasks": "my-tasks",
}


def measure(results: Results, *, repeats: int) -> None:
    from lscb.wsgi import application

    def person(role: str) -> Browser:
        return Browser(application, User.objects.get(email=f"{role}@bench.example"))

    member, manager, lead = person("board_member"), person("manager"), person("agency_lead")
    today, item = timezone.localdate(), IndicatorReturn.objects.get(period__closed_at=None)
    works: dict[str, Work] = {
        "dashboard": lambda: member.get(reverse("reports:dashboard")),
        "floor": lambda: floor.dashboard(today),
        "indicator": lambda: member.get(reverse("reports:indicator", args=[Indicator.objects.earliest("pk").pk])),
        "form": lambda: lead.get(reverse("indicators:return-edit", args=[item.pk])),
        "autosave": _autosave(lead, item),
        **assessments.works(lead),
    }
    began = time.process_time()
    page = works["dashboard"]()
    results.cpu["first dashboard"] = 1000 * (time.process_time() - began)
    if floor.said(page.decode()) != floor.said(works["floor"]()):
        raise CannotMeasure("The dashboard and its floor do not say the same.")
    results.cpu |= cpu_of(works, repeats=repeats)
    for name, work in works.items():
        with counted_queries() as statements:
            work()
        results.queries[name] = len(statements)
    results.log_lines = ActivityEvent.objects.filter(verb="return.edited").count()
    for name, address in LISTS.items():
        manager.get(reverse(address))
        with counted_queries() as statements:
            manager.get(reverse(address))
        results.lists[name] = len(statements)


def _autosave(lead: Browser, item: IndicatorReturn) -> Work:
    """One row saving itself again and again, each time with another figure over the version before."""
    figure = item.figures.select_related("indicator").earliest("pk")
    url, versions = reverse("indicators:figure-save", args=[figure.pk]), count(figure.version)

    def save() -> bytes:
        version = next(versions)
        texts = {"numerator_text": str(30 + version % 20), "denominator_text": "60", "commentary": "As last quarter."}
        fields = {"version": str(version), "missing_reason": "", "explanation": "Counted again.", **texts}
        answer = lead.post(url, {f"row-{figure.pk}-{name}": text for name, text in fields.items()}, by_script=True)
        if f'value="{version + 1}"'.encode() not in answer:
            raise CannotMeasure("A row did not save itself.")
        return answer

    return save
