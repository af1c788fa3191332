from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple, MultipleChoiceField, TypedChoiceField

from board.enums import Role, SecondStep
from board.forms import choices
from board.models import Board, ExtraHoliday
from board.models.settings import IDLE_LEAST, IDLE_MOST, KEPT
from lscb.core.editing import EditForm
from lscb.core.forms import ModelForm
from lscb.core.periods import MONTHS, YearKind

SECTIONS = (
    ("Who the Board is", ["name", "short_name", "area", "term", "case_review_term"]),
    ("Its year and its figures", ["year_starts_in", "small_number_rule", "small_number_threshold"]),
    ("Returns", ["due_after_working_days", "lock_after_days"]),
    ("Who else is told of what is late", ["tell_representative_after", "tell_chair_after"]),
    ("Signing in", ["idle_minutes", "second_step", "second_step_roles"]),
    ("How long text is kept", [*KEPT, "erases_by_itself"]),
    ("Papers and whom to ask", ["marking", "contact_name", "contact_telephone", "contact_email"]),
)


class BoardForm(EditForm):
    """The Board's own settings, part by part."""

    year_starts_in = TypedChoiceField(label="The Board’s year starts in", coerce=int)
    second_step_roles = MultipleChoiceField(
        label="Roles asked for a second step",
        choices=Role.choices,
        widget=CheckboxSelectMultiple,
        required=False,
        help_text="Only where certain roles are asked. The business manager sees all there is.",
    )

    class Meta:
        model = Board
        fields = [name for _title, names in SECTIONS for name in names]
        labels = {
            "area": "Area",
            "term": "It is called a",
            "case_review_term": "A case review is called a",
            "due_after_working_days": "Working days until a return is due",
            "lock_after_days": "Days for which late returns are accepted",
            "tell_representative_after": "Days late until the agency’s representative on the Board is told",
            "tell_chair_after": "Days late until the independent chair is told",
            "idle_minutes": "Minutes without work until sign-out",
            "keep_details_months": "Months for which the activity log keeps before and after",
            "keep_messages_months": "Months for which texts of messages are kept",
            "keep_invitations_months": "Months for which ended invitations are kept",
            "keep_loose_files_months": "Months for which files that belong to nothing are kept",
            "erases_by_itself": "Erase every night what is past its period",
            "contact_name": "Whom to ask",
            "contact_telephone": "Their telephone number",
            "contact_email": "Their e-mail address",
        }
        help_texts = {
            "short_name": "For narrow places: ASCB.",
            "small_number_threshold": (
                "With 5, counts from 1 to 4 are hidden from all but their supplier, the analyst and the manager. "
                "It holds where counts are hidden and not rounded."
            ),
            "small_number_rule": "What could give a hidden count away is hidden as well. Packs made before stay.",
            "due_after_working_days": "Counted from the end of the period. Periods already open keep their dates.",
            "lock_after_days": "Counted from the due date. After that the period takes no more figures.",
            "tell_representative_after": "Once each, on a working day, besides whoever answers for it.",
            "tell_chair_after": "Later than the representative.",
            "idle_minutes": (
                f"From {IDLE_LEAST} to {IDLE_MOST}. People are warned two minutes before, and lose nothing they wrote. "
                "After twelve hours everyone signs in again."
            ),
            "second_step": (
                "A code from an app, or a passkey. Whoever is asked and has none sets one up at the next sign-in."
            ),
            "keep_details_months": "The lines stay for ever: who did what, and when.",
            "keep_messages_months": "That they went out, when and to whom stays.",
            "keep_invitations_months": "Counted from when they were accepted, replaced or ran out.",
            "keep_loose_files_months": "What was uploaded and never kept, or whose place was removed.",
            "erases_by_itself": "Else someone does it, at “Text past its period”.",
            "marking": "Printed on every page of a pack.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = {kind.first_month for kind in YearKind} | {self.instance.year_starts_in}
        choices.offer_words(self, "year_starts_in", [(month, MONTHS[month - 1]) for month in sorted(months)])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        data = self.cleaned_data
        if data.get("second_step") == SecondStep.ROLES and not data.get("second_step_roles"):
            self.add_error("second_step_roles", "Choose at least one role")
        return cleaned

    def sections(self) -> list[tuple[str, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]


class HolidayForm(ModelForm):
    """A day that does not count as a working day here."""

    class Meta:
        model = ExtraHoliday
        fields = ["day", "why"]
        labels = {"why": "Reason"}
        help_texts = {"day": "Such as 29 December 2026.", "why": "Such as: council offices closed."}

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if ExtraHoliday.objects.filter(day=day).exists():
            raise ValidationError("Enter a different day: this one has been added already")
        return day
