import pytest
from django.contrib.auth.password_validation import validate_password

from board.enums import Role
from board.models import Agency, RoleAppointment
from demo.people import PASSWORD, SIGN_INS
from lscb.core.models import User
from tests.demo.conftest import LOADED_ON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration"), pytest.mark.once]


def current(role: str):
    return RoleAppointment.objects.current(today=LOADED_ON).filter(role=role, person__is_active=True)


def test_a_dozen_agencies_each_have_a_lead_a_representative_and_a_deputy():
    agencies = list(Agency.objects.all())

    assert len(agencies) == 12
    assert set(current(Role.AGENCY_LEAD).values_list("agency", flat=True)) == {agency.pk for agency in agencies}
    assert [agency for agency in agencies if not (agency.representative and agency.deputy)] == []


def test_one_lead_answers_for_two_agencies_and_one_agency_has_two_leads():
    leads = list(current(Role.AGENCY_LEAD).values_list("person__name", "agency__short_name"))

    people = [person for person, _agency in leads]
    agencies = [agency for _person, agency in leads]
    assert {person for person in people if people.count(person) == 2} == {"Imran Sheikh"}
    assert {agency for agency in agencies if agencies.count(agency) == 2} == {"Police"}


@pytest.mark.parametrize("role", Role.values)
def test_someone_signs_in_as_each_role(role):
    person = User.objects.get(email=SIGN_INS[role])

    assert current(role).filter(person=person).exists()
    assert person.check_password(PASSWORD)


def test_sign_ins_are_of_the_roles_there_are():
    assert set(SIGN_INS) == set(Role.values)


def test_the_password_would_be_accepted_from_anybody_there():
    for person in User.objects.all():
        validate_password(PASSWORD, person)


def test_nobody_there_can_be_written_to_or_rung():
    for person in User.objects.all():
        assert person.email.endswith("@example.org")
        assert person.email.isascii()
        assert person.telephone.startswith("01632 960 ")


def test_the_inspector_comes_until_a_date():
    assert current(Role.INSPECTOR).get().ends_on > LOADED_ON


def test_whoever_is_only_invited_or_has_left_cannot_sign_in():
    invited = User.objects.get(joined_at=None)
    gone = User.objects.get(is_active=False)

    assert not invited.has_usable_password()
    assert list(gone.appointments.current(today=LOADED_ON)) == []
