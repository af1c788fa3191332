import re
from datetime import UTC, date, datetime, time

import pytest
from django import forms as django_forms
from django.core.validators import RegexValidator
from django.template import Context, Template

from lscb.core import forms
from lscb.core.forms.tables import TablesForm
from lscb.core.forms.words import in_a_sentence
from lscb.core.models import Thread


class MeasureForm(forms.Form):
    name = django_forms.CharField(label="Measure of success", max_length=10, help_text="What will be different.")
    cases = django_forms.IntegerField(min_value=1)
    rate = django_forms.DecimalField(max_digits=4, decimal_places=1, required=False)
    route = django_forms.ChoiceField(choices=[("a", "Audit group"), ("b", "Board")], widget=django_forms.RadioSelect)
    agency = django_forms.ChoiceField(choices=[("p", "Police")])
    address = django_forms.EmailField(label="E-mail address")
    told = django_forms.BooleanField(label="I have told the agency")
    code = django_forms.CharField(
        required=False, validators=[RegexValidator("^[A-Z]$", "Enter one capital letter", "invalid")]
    )
    reason = django_forms.CharField(error_messages={"required": "Say why"})


def test_an_empty_form_says_what_to_enter():
    assert MeasureForm({}).errors == {
        "name": ["Enter measure of success"],
        "cases": ["Enter cases"],
        "route": ["Choose route"],
        "agency": ["Choose agency"],
        "address": ["Enter e-mail address"],
        "told": ["Tick this box to go on"],
        "reason": ["Say why"],
    }


def test_a_wrong_answer_says_what_would_be_right():
    answers = {
        "name": "x" * 12,
        "cases": "0",
        "rate": "1.25",
        "route": "z",
        "agency": "z",
        "address": "foo",
        "code": "é",
    }

    errors = MeasureForm(answers | {"told": "on", "reason": "yes"}).errors

    assert errors == {
        "name": ["Shorten this to 10 characters; it has 12 now"],
        "cases": ["Enter 1 or more"],
        "rate": ["Enter at most 1 decimal places"],
        "route": ["Choose one from the list"],
        "agency": ["Choose one from the list"],
        "address": ["Enter an e-mail address such as name@example.org.uk"],
        "code": ["Enter one capital letter"],
    }


@pytest.mark.parametrize("text", ["twelve", "1e3", "٣x", "NaN", "1.5"])
def test_a_number_that_is_none_is_asked_for_again(text):
    assert MeasureForm({"cases": text}).errors["cases"] == ["Enter a whole number such as 12"]


@pytest.mark.parametrize(
    ("label", "noun"),
    [("Measure of success", "measure of success"), ("URL", "URL"), ("E-mail address", "e-mail address")],
)
def test_labels_keep_their_initials_in_a_sentence(label, noun):
    assert in_a_sentence(label) == noun


def test_a_field_is_tied_to_its_hint_and_its_error():
    html = str(MeasureForm({"name": ""})["name"].as_field_group())

    assert re.findall(r'aria-describedby="([^"]+)"', html) == ["id_name_helptext id_name_error"]
    assert re.findall(r' id="(id_name_\w+)"', html) == ["id_name_helptext", "id_name_error"]
    assert re.findall(r'aria-invalid="(\w+)"', html) == ["true"]


def test_only_what_may_be_left_out_is_marked():
    html = str(MeasureForm())

    assert re.findall(r">([^<>]+) <span class=\"opt\">\(optional\)", html) == ["Rate", "Code"]
    assert "(optional)" not in str(TablesForm()), "a file or a pasted table is wanted"


def test_the_error_summary_leads_to_each_box_and_is_not_repeated_below():
    form = MeasureForm({"name": "Fewer", "cases": "2", "agency": "p", "address": "a@example.org", "reason": "yes"})
    form.add_error(None, "Agree the dates first")

    html = Template("{% errors form %}{{ form }}").render(Context({"form": form}))

    assert re.findall(r'<a href="#(\w+)">([^<]+)<', html) == [
        ("id_route_0", "Choose route"),
        ("id_told", "Tick this box to go on"),
    ]
    assert html.count("Agree the dates first") == 1


def test_a_form_without_a_summary_still_tells_what_belongs_to_no_field():
    form = MeasureForm({})
    form.add_error(None, "Agree the dates first")

    assert str(form).count("Agree the dates first") == 1


def test_an_untouched_form_has_no_error_summary():
    assert Template("{% errors form %}").render(Context({"form": MeasureForm()})).strip() == ""


class DayForm(forms.Form):
    due_on = forms.DateField(label="Due")
    meets_at = forms.DateTimeField(label="Next meeting", required=False)
    starts = forms.TimeField(required=False)


@pytest.mark.parametrize(
    "text",
    [
        "18 June 2026", "18 Jun 2026", "18/6/2026", "18/06/26", "2026-06-18", "18.6.2026", "18th June 2026",
        "Thursday 18 June 2026", "Thu, 18 june 2026", "  18   June  2026 ",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text):
    form = DayForm({"due_on": text})

    assert (form.errors, form.cleaned_data["due_on"]) == ({}, date(2026, 6, 18))


def test_september_has_four_letters_for_some():
    assert DayForm({"due_on": "1 Sept 2026"}).fields["due_on"].clean("1 Sept 2026") == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text", ["30 Feb 2026", "June", "6/18/2026", "18 June 0202", "18 June 9999", "١٨/٦/٢٠٢٦", "\x00", "x" * 9999]
)
def test_what_is_not_a_date_gets_an_example(text):
    form = DayForm({"due_on": text})

    assert form.errors == {"due_on": ["Enter a date such as 18 June 2026"]}


def test_a_date_is_shown_as_it_is_written():
    assert re.findall(r'value="([^"]+)"', str(DayForm(initial={"due_on": date(2026, 6, 8)})["due_on"])) == [
        "8 June 2026"
    ]


@pytest.mark.parametrize(("text", "expected"), [("10:42", time(10, 42)), ("9.05", time(9, 5)), ("2 pm", time(14))])
def test_a_time_is_read_as_people_write_it(text, expected):
    assert DayForm.base_fields["starts"].clean(text) == expected


def test_a_moment_is_two_boxes_read_by_the_boards_clock():
    form = DayForm({"due_on": "1/7/2026", "meets_at_0": "18 June 2026", "meets_at_1": "10:30"})

    assert form.is_valid()
    assert form.cleaned_data["meets_at"].astimezone(UTC) == datetime(2026, 6, 18, 9, 30, tzinfo=UTC)
    assert re.findall(r'<label for="(\w+)">([^<]+)</label>', str(form["meets_at"])) == [
        ("id_meets_at_0", "Date"),
        ("id_meets_at_1", "Time"),
    ]


def test_half_a_moment_says_which_half_is_missing():
    form = DayForm({"due_on": "1/7/2026", "meets_at_0": "18 June 2026", "meets_at_1": "late"})

    assert form.errors == {"meets_at": ["Enter a time such as 10:30"]}


def test_a_model_form_uses_our_dates():
    class ThreadForm(forms.ModelForm):
        class Meta:
            model = Thread
            fields = ["subject", "opened_at"]

    assert type(ThreadForm().fields["opened_at"]) is forms.DateTimeField
