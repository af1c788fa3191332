"""Two people on one form: nothing of either is lost."""

import pytest
from django import forms
from django.db import transaction

from board import actions
from board.forms import AgencyForm, GroupForm
from board.models import Agency, Group
from lscb.core import editing
from lscb.core.editing import Edit, EditConflict, merge, what_was_read
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory, GroupFactory, manager
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db

FIELDS = ("name", "short_name")


def agency_read_as(**then):
    """An agency, and what someone had read of it before it came to be so."""
    agency = AgencyFactory(**then)
    return agency, what_was_read(agency, FIELDS)


def test_merge_sets_what_was_changed_and_tells_before_and_after():
    agency, read = agency_read_as(name="Harbour", short_name="H")

    changes = merge(agency, Edit({"name": "Harbour Trust", "short_name": "H"}, read))

    assert changes == {"name": ("Harbour", "Harbour Trust")}
    assert agency.name == "Harbour Trust"


def test_merge_keeps_what_another_changed_meanwhile():
    agency, read = agency_read_as(name="Harbour", short_name="H")
    agency.short_name = "Theirs"

    changes = merge(agency, Edit({"name": "Mine", "short_name": "H"}, read))

    assert (agency.name, agency.short_name) == ("Mine", "Theirs")
    assert changes == {"name": ("Harbour", "Mine")}


def test_merge_refuses_to_choose_between_two_texts_and_sets_nothing():
    agency, read = agency_read_as(name="Harbour", short_name="H")
    agency.name = "Theirs"

    with pytest.raises(EditConflict) as conflict:
        merge(agency, Edit({"name": "Mine", "short_name": "New"}, read))

    assert conflict.value.fields == ["name"]
    assert (agency.name, agency.short_name) == ("Theirs", "H")


def test_two_people_who_wrote_the_same_do_not_clash():
    agency, read = agency_read_as(name="Harbour")
    agency.name = "Harbour Trust"

    assert merge(agency, Edit({"name": "Harbour Trust"}, read)) == {}


def test_merge_keeps_the_saved_text_where_asked_to():
    agency, read = agency_read_as(name="Harbour", short_name="H")
    agency.name = "Theirs"

    edit = Edit({"name": "Mine", "short_name": "New"}, read, keep_saved=frozenset({"name"}))

    assert merge(agency, edit) == {"short_name": ("H", "New")}
    assert agency.name == "Theirs"


def test_a_form_that_lost_what_was_read_clashes_rather_than_overwrites():
    agency, _read = agency_read_as(name="Harbour")

    with pytest.raises(EditConflict):
        merge(agency, Edit({"name": "Mine"}, {}))


def test_an_edit_that_nobody_read_for_is_simply_wanted():
    agency = AgencyFactory(name="Harbour")

    assert merge(agency, Edit({"name": "Mine"})) == {"name": ("Harbour", "Mine")}


@pytest.mark.parametrize("typed", ["One\r\nTwo", "One\nTwo", " One\nTwo "])
def test_line_ends_and_outer_spaces_are_no_change(typed):
    group = GroupFactory(terms_of_reference="One\nTwo")

    assert merge(group, Edit({"terms_of_reference": typed}, {})) == {}


def test_a_person_is_compared_by_key_without_being_fetched(django_assert_num_queries):
    agency = Agency.objects.get(pk=AgencyFactory(representative=UserFactory()).pk)
    representative = UserFactory.build(pk=agency.representative_id)

    with django_assert_num_queries(0):
        assert merge(agency, Edit({"representative": representative}, {})) == {}


def test_one_of_a_kind_turns_a_clash_in_the_database_into_a_sentence():
    AgencyFactory(name="Harbour")

    with transaction.atomic(), pytest.raises(Refused, match="taken"), editing.one_of_a_kind("It is taken."):
        AgencyFactory(name="HARBOUR")

    assert Agency.objects.count() == 1


def posted(form_class, instance, **changed):
    """What a browser sends back for a page that shows this object, with some fields written anew."""
    form = form_class(instance=instance)
    data = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    checkboxes = [bound.html_name for bound in form if isinstance(bound.field.widget, forms.CheckboxInput)]
    data = {name: value for name, value in data.items() if name not in checkboxes or value}
    return data | changed


def test_a_clash_is_shown_with_both_texts_and_either_can_be_kept():
    anna, ben = manager(name="Anna Hall"), manager(name="Ben Okri")
    group = GroupFactory(name="Audit group", terms_of_reference="As it was")
    bens_page = posted(GroupForm, Group.objects.get(pk=group.pk), terms_of_reference="Ben's words")
    actions.change_group(group, Edit({"terms_of_reference": "Anna's words"}), by=anna)

    form = GroupForm(bens_page, instance=Group.objects.get(pk=group.pk))
    kept = editing.saved(form, act=lambda: actions.change_group(group, form.edit(), by=ben), by=ben)

    assert not kept
    assert form.both_texts.who == "Anna Hall"
    assert [(clash.label, clash.saved, clash.mine) for clash in form.both_texts.clashes] == [
        ("Terms of reference", "Anna's words", "Ben's words")
    ]
    assert form["terms_of_reference"].value() == "Ben's words"
    assert Group.objects.get().terms_of_reference == "Anna's words"

    for choice, expected in [({}, "Ben's words"), ({"keep_saved": "terms_of_reference"}, "Anna's words")]:
        again = GroupForm(form.data.dict() if hasattr(form.data, "dict") else {**form.data} | choice, instance=group)
        with transaction.atomic():
            assert editing.saved(again, act=lambda form=again: actions.change_group(group, form.edit(), by=ben), by=ben)
            assert Group.objects.get().terms_of_reference == expected
            transaction.set_rollback(True)


def test_a_second_clash_is_shown_again():
    anna, ben = manager(), manager()
    agency = AgencyFactory(name="Harbour")
    page = posted(AgencyForm, Agency.objects.get(), name="Ben's")
    for name in ("Anna's first", "Anna's second"):
        actions.change_agency(agency, Edit({"name": name}), by=anna)
        form = AgencyForm(page, instance=Agency.objects.get())
        assert not editing.saved(form, act=lambda form=form: actions.change_agency(agency, form.edit(), by=ben), by=ben)
        page = dict(form.data)

    assert form.both_texts.clashes[0].saved == "Anna's second"


def test_what_another_changed_beside_the_clash_is_not_undone_by_choosing():
    """The other's change to a field that one did not touch survives "Use mine instead"."""
    anna, ben = manager(), manager()
    agency = AgencyFactory(name="Harbour", short_name="H")
    page = posted(AgencyForm, Agency.objects.get(), name="Ben's")
    actions.change_agency(agency, Edit({"name": "Anna's", "short_name": "Anna's too"}), by=anna)
    form = AgencyForm(page, instance=Agency.objects.get())
    editing.saved(form, act=lambda: actions.change_agency(agency, form.edit(), by=ben), by=ben)

    again = AgencyForm(dict(form.data), instance=Agency.objects.get())
    editing.saved(again, act=lambda: actions.change_agency(agency, again.edit(), by=ben), by=ben)

    saved = Agency.objects.get()
    assert (saved.name, saved.short_name) == ("Ben's", "Anna's too")


def test_saving_what_is_there_already_writes_no_line():
    agency = AgencyFactory(name="Harbour")

    actions.change_agency(agency, Edit({"name": "Harbour"}), by=manager())

    assert not ActivityEvent.objects.exists()


@pytest.mark.parametrize("read", ["", "nonsense", "name: :", "name:0000", "name:" + "x" * 5000])
def test_a_garbled_mark_never_breaks_the_page(read):
    agency, by = AgencyFactory(name="Harbour"), manager()
    form = AgencyForm(posted(AgencyForm, agency, name="Mine") | {"read": read}, instance=Agency.objects.get())

    assert not editing.saved(form, act=lambda: actions.change_agency(agency, form.edit(), by=by), by=by)
    assert form.both_texts.clashes[0].mine == "Mine"
