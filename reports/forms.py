"""The pack's form: its meeting, title, day, sections in order, and summary."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from audits.self_assessment.papers.of_results import presented_at
from board.enums import GroupKind
from board.models import Meeting
from lscb.core.editing import EditForm
from lscb.core.templatetags.words import long_date, uk_date
from reports.enums import Section
from reports.models import Pack, all_sections

UP, DOWN = "up", "down"


class SectionChooser(forms.CheckboxSelectMultiple):
    """Boxes to tick in the order chosen, each with buttons that move it; what is left out stands below."""

    template_name = "reports/widgets/sections.html"
    moved = ""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        known = dict(self.choices)
        chosen = [kind for kind in value if kind in known]
        order = [*chosen, *(kind for kind in known if kind not in chosen)]
        return [(None, [self._option(name, kind, chosen, index, attrs)], index) for index, kind in enumerate(order)]

    def _option(self, name: str, kind: str, chosen: list[str], index: int, attrs: dict[str, Any] | None) -> Any:
        is_chosen = kind in chosen
        ways = {UP: is_chosen and index > 0, DOWN: is_chosen and index < len(chosen) - 1}
        option = self.create_option(name, kind, dict(self.choices)[kind], is_chosen, index, attrs=attrs)
        moved, _, way = self.moved.partition(" ")
        # After a move the same button waits under the finger, or the other one at the end of the way.
        waits = (way if ways.get(way) else next((way for way in ways if ways[way]), "")) if moved == kind else ""
        return option | {"ways": [(way, way == waits) for way in ways if ways[way]]}


class PackForm(EditForm):
    """``today`` is the last day that figures can be frozen at."""

    sections = forms.MultipleChoiceField(
        choices=Section.choices,
        widget=SectionChooser,
        help_text="Tick those the pack is to have, and move them into their order.",
        error_messages={"required": "Tick at least one section"},
    )

    class Meta:
        model = Pack
        fields = ["meeting", "title", "as_at", "summary", "sections"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 14})}
        labels = {"summary": "What the Board should notice", "as_at": "Figures as at"}
        help_texts = {
            "title": "It stands on the cover and at the foot of every page.",
            "as_at": "The pack shows what had been accepted by the end of this day.",
            "summary": (
                "At most five matters, each with what the Board is asked. Leave a line blank between paragraphs; "
                "begin a heading with #, a list with - or 1., and put **two stars** around what matters most."
            ),
        }
        error_messages = {
            "title": {"required": "Enter a title"},
            "as_at": {"required": "Enter the day the figures are to be frozen at"},
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        # Whoever may make packs knows every meeting.
        meetings = Meeting.objects.select_related("group")
        self.next_meeting = meetings.of_the_board().from_day(today).first()
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        choices = list(_by_nearness(meetings, today))
        field.queryset, field.choices = meetings, [("", "Choose a meeting"), *choices]
        self.has_meetings = bool(choices)
        if self.instance.pk is None:
            proposed = {"meeting": self.next_meeting, "title": title_for(self.next_meeting), "as_at": today}
            self.initial = {**proposed, "sections": self._proposed(), **self.initial}

    def _proposed(self) -> list[str]:
        """Self-assessments and what staff said of them where one is presented at that meeting."""
        is_presented = self.next_meeting is not None and bool(presented_at(self.next_meeting.pk))
        return list(Section.values) if is_presented else all_sections()

    @classmethod
    def once_more(cls, data: QueryDict, **kwargs: Any) -> "PackForm":
        """All typed so far and nothing judged: a section was moved, or the summary is looked at."""
        typed = {name: data.get(name, "") for name in ("meeting", "title", "as_at", "summary")}
        move = data.get("move", "")
        form = cls(initial=typed | {"sections": moved(data.getlist("sections"), move)}, **kwargs)
        form.fields["sections"].widget.moved = move
        if "read" in form.fields:
            form.initial["read"] = data.get("read", "")
        return form

    def clean_as_at(self) -> date:
        day = self.cleaned_data["as_at"]
        if day > self.today:
            raise ValidationError(f"Enter {uk_date(self.today)} or an earlier day: later figures are not in yet")
        return day

    def clean_sections(self) -> list[str]:
        return list(dict.fromkeys(self.cleaned_data["sections"]))

    def clean(self) -> dict[str, Any]:
        """A title that was only proposed goes with the meeting that was chosen."""
        data = super().clean() or {}
        if self.instance.pk is None and data.get("meeting") and data.get("title") == title_for(self.next_meeting):
            data["title"] = title_for(data["meeting"])
        return data

    def _words(self, name: str, value: Any) -> str:
        if name == "sections":
            return "\n".join(str(Section(kind).label) for kind in value)
        return super()._words(name, value)


def title_for(meeting: Meeting | None) -> str:
    return f"Board pack, {uk_date(meeting.held_on)}" if meeting else ""


def moved(chosen: list[str], move: str) -> list[str]:
    """``move``: a section and which way, "returns up". What cannot be moved so stays."""
    kind, _, way = move.partition(" ")
    step = {UP: -1, DOWN: 1}.get(way)
    if step is None or kind not in chosen:
        return chosen
    order = list(chosen)
    at = order.index(kind)
    to = min(max(at + step, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return order


def _by_nearness(meetings: QuerySet[Meeting], today: date) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The Board's meetings to come, other groups', and then those held, the latest first."""
    coming = [meeting for meeting in meetings if meeting.held_on >= today]
    held = [meeting for meeting in meetings if meeting.held_on < today]
    groups = {
        "The Board’s meetings to come": [one for one in coming if one.group.kind == GroupKind.BOARD],
        "Other meetings to come": [one for one in coming if one.group.kind != GroupKind.BOARD],
        "Meetings held": held[::-1],
    }
    for label, found in groups.items():
        if found:
            yield label, [(meeting.pk, f"{long_date(meeting.held_on)}, {meeting.group}") for meeting in found]
