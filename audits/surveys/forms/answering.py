"""The page that people answer on. Nothing must be answered but something."""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.forms import CharField, ChoiceField, HiddenInput, RadioSelect, Textarea

from audits.surveys.actions import Said
from audits.surveys.models import Survey, SurveyQuestion, random_key
from board.models import Agency
from lscb.core.forms import Form

LONGEST = 5_000
SIGNER = Signer(salt="lscb.surveys.page")
RATHER_NOT = ("", "I would rather not say")


class AnswerForm(Form):
    """``once`` is this page's own number, signed: sent twice, it is one answer."""

    once = CharField(required=False, widget=HiddenInput)

    def __init__(self, data: Any = None, *, survey: Survey, questions: list[SurveyQuestion]) -> None:
        super().__init__(data, initial={"once": SIGNER.sign(str(random_key()))})
        self.questions = questions
        if survey.asks_agency:
            self.fields["agency"] = self._agencies()
        if survey.role_groups:
            groups = [*((group.value, group.label) for group in survey.role_groups), RATHER_NOT]
            self.fields["role_group"] = ChoiceField(
                choices=groups, required=False, widget=RadioSelect, label="About you"
            )
        for question in questions:
            self.fields[f"q-{question.pk}"] = _box(question)

    def _agencies(self) -> ChoiceField:
        self.agencies = {str(agency.pk): agency for agency in Agency.objects.active().order_by("name")}
        named = [(key, str(agency)) for key, agency in self.agencies.items()]
        return ChoiceField(
            choices=[("", "Another, or I would rather not say"), *named],
            required=False,
            label="Which agency is it about?",
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and not any(said.get(f"q-{question.pk}") for question in self.questions):
            self.add_error(None, "Answer at least one question")
        return said

    @property
    def said(self) -> Said:
        data = self.cleaned_data
        given = {question: data[f"q-{question.pk}"] for question in self.questions if data[f"q-{question.pk}"]}
        return Said(
            once=self._once(),
            marks={str(one.pk): value for one, value in given.items() if not one.is_written},
            remarks={one: value for one, value in given.items() if one.is_written},
            agency=self.agencies.get(data["agency"]) if "agency" in data else None,
            role_group=data.get("role_group", ""),
        )

    def _once(self) -> int:
        try:
            return int(SIGNER.unsign(self.cleaned_data["once"]))
        except (BadSignature, ValueError):
            return random_key()


def _box(question: SurveyQuestion) -> ChoiceField | CharField:
    if question.is_written:
        return CharField(
            required=False,
            max_length=LONGEST,
            label=question.text,
            help_text="No names, and nothing that tells who someone is.",
            widget=Textarea(attrs={"rows": 4}),
        )
    points = [(point.value, point.label) for point in question.points]
    return ChoiceField(choices=[*points, ("", "No answer")], required=False, label=question.text, widget=RadioSelect)
