"""A file from another Board, whom to trust, and which question is which."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField

from audits.self_assessment.exchange import Said
from audits.self_assessment.models import Question
from lscb.core import uploads
from lscb.core.forms import Form, UploadField

FINGERPRINT = re.compile(r"[A-Z2-7]{32}", re.ASCII)


class ReturnFileForm(Form):
    file = UploadField(
        allowed=frozenset({uploads.Kind.TEXT}),
        label="The file",
        help_text="As the other Board’s system saved it from the receipt of your return, ending in .txt.",
        error_messages={"required": "Choose the file"},
    )

    @property
    def text(self) -> str:
        text: str = uploads.as_text(self.cleaned_data["file"].content)
        return text


class TrustForm(Form):
    name = CharField(label="Which Board", max_length=200, error_messages={"required": "Enter the Board’s name"})
    fingerprint = CharField(
        label="Its fingerprint",
        max_length=80,
        help_text="Thirty-two letters and digits. Ask that Board’s office for it by telephone, not by a link.",
        error_messages={"required": "Enter the fingerprint"},
    )

    def clean_fingerprint(self) -> str:
        """In fours, as it is shown."""
        words = "".join(self.cleaned_data["fingerprint"].upper().split()).replace("-", "")
        if not FINGERPRINT.fullmatch(words):
            raise ValidationError("Enter all thirty-two letters and digits, A to Z and 2 to 7")
        return " ".join(words[place : place + 4] for place in range(0, len(words), 4))


class MappingForm(Form):
    """Of each of their questions, ours that is the same: one answered in the same way."""

    def __init__(
        self, *args: Any, theirs: Sequence[Said], ours: Sequence[Question], known: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.theirs = theirs
        for place, said in enumerate(theirs):
            same = [question for question in ours if question.scale == said.scale]
            self.fields[f"pair_{place}"] = ChoiceField(
                label=f"{said.code} {said.question}"[:300],
                choices=[("", "None of ours"), *((one.code, str(one)[:200]) for one in same)],
                required=False,
                initial=known.get(said.code) or _likely(said, same),
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        pairs = self.pairs
        if not self.errors and not pairs:
            raise ValidationError("Choose one of ours for one question at the least")
        twice = {code for code in pairs.values() if list(pairs.values()).count(code) > 1}
        for place, each in enumerate(self.theirs):
            if pairs.get(each.code) in twice:
                self.add_error(f"pair_{place}", "Choose each of ours once")
        return said

    @property
    def pairs(self) -> dict[str, str]:
        chosen = {each.code: self.cleaned_data.get(f"pair_{place}", "") for place, each in enumerate(self.theirs)}
        return {theirs: ours for theirs, ours in chosen.items() if ours}


def _likely(said: Said, ours: Sequence[Question]) -> str:
    """The one of the same words, else none: a guess by number would put the wrong answer in."""
    words = " ".join(said.question.casefold().split())
    return next((one.code for one in ours if " ".join(one.text.casefold().split()) == words), "")
