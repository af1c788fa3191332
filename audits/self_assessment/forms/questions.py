"""A question, with its answers named in words: what each looks like, which is the least, which calls for this one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, CheckboxSelectMultiple, MultipleChoiceField, Textarea

from audits.self_assessment.models import Question
from audits.self_assessment.scales import POINTS, Point, Scale
from audits.self_assessment.wording import NotAnAnswer, as_lines, as_words, from_lines, from_words
from board.enums import AgencyKind, Sector
from board.forms import choices
from board.models import Agency
from lscb.core.editing import EditForm
from lscb.core.forms import SeveralField


class QuestionForm(EditForm):
    looks_like = CharField(
        required=False,
        widget=Textarea(attrs={"rows": 4}),
        label="What each answer looks like",
        help_text="A line for each, beginning with the answer, such as: Met: agreed by the board within the year.",
    )
    bar = CharField(
        required=False,
        max_length=60,
        label="Least that asks for no action",
        help_text="The answer in words, such as Partly met. Leave it empty for the best that the scale asks for.",
    )
    kinds = MultipleChoiceField(
        choices=AgencyKind.choices,
        required=False,
        widget=CheckboxSelectMultiple,
        label="Only for these kinds of agency",
    )
    sectors = MultipleChoiceField(
        choices=Sector.choices, required=False, widget=CheckboxSelectMultiple, label="Only for these sectors"
    )
    agencies = SeveralField(
        queryset=Agency.objects.active().order_by("name"),
        required=False,
        widget=CheckboxSelectMultiple,
        label="Only for these agencies",
    )
    shown_for = CharField(
        required=False,
        max_length=200,
        label="Shown where the answer is",
        help_text="Of a question that follows on: the answers that call for it, such as Partly met, Not met.",
    )

    class Meta:
        model = Question
        fields = [
            *("code", "text", "guidance", "scale", "looks_like", "bar", "is_required", "needs_evidence"),
            *("kinds", "sectors", "agencies", "shown_after", "shown_for", "clause", "checked_on"),
        ]
        labels = {"code": "Number", "shown_after": "Follows on from"}
        help_texts = {
            "code": "Such as 1.2.",
            "clause": "The law or guidance, with its paragraph.",
            "checked_on": "When someone last looked whether the clause still says so.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.instance
        before = Question.objects.filter(tool_standard=question.tool_standard_id, shown_after=None)
        before = before.exclude(pk=question.pk).exclude(scale__in=[scale for scale in Scale if scale not in POINTS])
        choices.offer(self, "shown_after", before.order_by("position", "pk"), nothing="No question: always asked")
        if question.pk:
            self.initial["looks_like"] = as_lines(question.points, question.looks_like)
            self.initial["bar"] = as_words(question.points, [question.bar])
            self.initial["shown_for"] = as_words(_points_before(question.shown_after), question.shown_for)
            self.initial["agencies"] = list(question.agencies.all())

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        others = Question.objects.filter(tool_standard__tool=self.instance.tool_standard.tool_id, code__iexact=code)
        if choices.is_taken(others, self.instance):
            raise ValidationError("Enter a different number: this one is taken")
        return code

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        points = POINTS.get(Scale(said["scale"]), ()) if said.get("scale") else ()
        self._take("looks_like", lambda text: from_lines(points, text))
        self._take("bar", lambda text: next(iter(from_words(points, text)), ""))
        before = said.get("shown_after")
        self._take("shown_for", lambda text: from_words(_points_before(before), text))
        if before and not said.get("shown_for") and "shown_for" not in self.errors:
            self.add_error("shown_for", "Say which answers call for this question")
        if said.get("shown_for") and not before:
            self.add_error("shown_after", "Choose the question that this one follows on from")

    def _take(self, name: str, read: Any) -> None:
        """What was typed becomes what is kept."""
        if name in self.cleaned_data:
            try:
                self.cleaned_data[name] = read(self.cleaned_data[name])
            except NotAnAnswer as error:
                self.add_error(name, str(error))

    def _words(self, name: str, value: Any) -> str:
        points = _points_before(self.instance.shown_after) if name == "shown_for" else self.instance.points
        if name == "looks_like" and isinstance(value, dict):
            return as_lines(points, value)
        if name in {"bar", "shown_for"}:
            return as_words(points, value if isinstance(value, list) else [value])
        return super()._words(name, value)


def _points_before(question: Question | None) -> tuple[Point, ...]:
    return question.points if question else ()
