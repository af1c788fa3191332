"""A Board's own machine, as an administrator sets it up: safe settings start, and the demonstration does not."""

import pytest

from tests.conftest import MIGRATED
from tests.core.installation import Home, new_database

pytestmark = pytest.mark.postgres
PRODUCTION = {
    "LSCB_BASE_URL": "https://board.example.org.uk",
    "LSCB_SECRET_KEY": "a3-Kq9z" * 8,
    "LSCB_SEAL_KEY": "b4-Wm2x" * 8,
    "LSCB_MAIL_URL": "smtp://mail.example.org.uk",
    "LSCB_DEMO": "0",
}
START = "import lscb.wsgi"


def test_nothing_is_said_against_a_well_set_machine(tmp_path):
    home = Home(tmp_path, new_database("lscb_deployed", like=MIGRATED), more=PRODUCTION)
    home.begin()

    said = home.done("check", "--deploy", "--fail-level", "WARNING")

    assert "no issues" in said


def test_a_database_with_the_invented_people_is_not_served_to_others(tmp_path):
    url = new_database("lscb_demo_deployed", like=MIGRATED)
    demonstration = Home(tmp_path, url)
    demonstration.begin()
    demonstration.done("load_demo")
    deployed = Home(tmp_path, url, more=PRODUCTION)

    assert "Accounts of the demonstration are in this database" in deployed.refused("shell", "-v0", "-c", START)
    assert "Accounts of the demonstration are in this database" in deployed.refused(
        "check", "--deploy", "--database", "default"
    )
