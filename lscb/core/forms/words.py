"""What forms say when an answer will not do: always what to do next."""

from collections.abc import Mapping

from django import forms
from django.core import validators

BY_VALIDATOR = {
    "max_length": "Shorten this to %(limit_value)d characters; it has %(show_value)d now",
    "min_length": "Write at least %(limit_value)d characters; it has %(show_value)d now",
    "max_value": "Enter %(limit_value)s or less",
    "min_value": "Enter %(limit_value)s or more",
    "step_size": "Enter a multiple of %(limit_value)s",
    "max_digits": "Enter a number of at most %(max)s digits",
    "max_decimal_places": "Enter at most %(max)s decimal places",
    "max_whole_digits": "Enter at most %(max)s digits before the decimal point",
    "null_characters_not_allowed": "Type this again: it holds characters that cannot be kept",
}
BY_TYPE: list[tuple[type[forms.Field], Mapping[str, str]]] = [
    (forms.FileField, {
        "required": "Choose a file",
        "missing": "Choose a file",
        "invalid": "Choose the file again: it did not arrive",
        "empty": "Choose another file: this one is empty",
        "max_length": "Give the file a name of at most %(max)d characters",
        "contradiction": "Either choose a file or tick the box to remove it, not both",
        "invalid_image": "Choose a picture: this file is not one",
        "invalid_extension": "Choose a file that ends in %(allowed_extensions)s",
    }),
    (forms.EmailField, {"invalid": "Enter an e-mail address such as name@example.org.uk"}),
    (forms.URLField, {"invalid": "Enter a web address such as https://www.example.org.uk"}),
    (forms.DecimalField, {"invalid": "Enter a number such as 12.5"}),
    (forms.IntegerField, {"invalid": "Enter a whole number such as 12"}),
    (forms.DateField, {"invalid": "Enter a date such as 18 June 2026"}),
    (forms.BooleanField, {"required": "Tick this box to go on"}),
    (forms.ModelMultipleChoiceField, {
        "invalid_choice": "Choose from the list",
        "invalid_list": "Choose from the list",
        "invalid_pk_value": "Choose from the list",
    }),
    (forms.MultipleChoiceField, {"invalid_choice": "Choose from the list", "invalid_list": "Choose from the list"}),
    (forms.ChoiceField, {"invalid_choice": "Choose one from the list"}),
    (forms.ModelChoiceField, {"invalid_choice": "Choose one from the list"}),
]  # fmt: skip
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField)


def speak_plainly(field: forms.Field, label: str) -> None:
    """Put our sentences where the field still has Django's; what its author wrote stays."""
    noun = in_a_sentence(label)
    words = {
        "required": f"Choose {noun}" if isinstance(field, CHOSEN) else f"Enter {noun}",
        "unique": f"Enter a different {noun}: this one is taken",
        "invalid": f"Enter {noun} in another way: this cannot be read",
    }
    specific = [mapping for kind, mapping in reversed(BY_TYPE) if isinstance(field, kind)]
    for mapping in [BY_VALIDATOR, *specific]:
        words.update(mapping)
    if not _has_invalid(field):
        words.pop("invalid")
    theirs = _django_defaults(type(field))
    for code, sentence in words.items():
        if code not in field.error_messages or field.error_messages[code] == theirs.get(code):
            field.error_messages[code] = sentence


def in_a_sentence(label: str) -> str:
    """ "Measure of success" becomes "measure of success"; "URL" and "A-level results" stay as they are."""
    second = label[1:2]
    return label[:1].lower() + label[1:] if second.islower() or label[1:3] == "-m" else label


def _has_invalid(field: forms.Field) -> bool:
    """Fields that know "invalid" themselves; elsewhere the word belongs to a validator its author chose."""
    own = [v for v in field.validators if isinstance(v, validators.EmailValidator | validators.URLValidator)]
    return "invalid" in field.error_messages or bool(own)


def _django_defaults(kind: type[forms.Field]) -> dict[str, str]:
    """The messages a field has before anyone of ours says otherwise."""
    found: dict[str, str] = {}
    for parent in reversed(kind.__mro__):
        messages = parent.__dict__.get("default_error_messages", {})
        if parent.__module__.startswith("django."):
            found.update(messages)
        else:
            for code in messages:
                found.pop(code, None)
    return found
