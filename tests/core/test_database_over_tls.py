"""A PostgreSQL of the test's own, with a certificate of its own: the address alone says how far it is trusted."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.core.certificates import make_certificate
from tests.core.installation import Home
from tests.faults.servers import Servers

pytestmark = pytest.mark.postgres
IS_PRIVATE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    print(cursor.fetchone()[0])
"""
DUMP = """
from lscb.core.backup import engines
engines._run("pg_dump", "--schema-only", "--file=/dev/null")
"""


@pytest.fixture(scope="module")
def database():
    """Its address, and the certificate it shows. Its folder is not pytest's, where nobody but root may look."""
    work = Path(tempfile.mkdtemp())
    work.chmod(0o755)
    shown = make_certificate(work)
    servers = Servers(work, f"-c ssl=on -c ssl_cert_file={shown} -c ssl_key_file={shown.with_suffix('.key')}")
    servers._shell("make_postgres")
    owner = work / "postgres"
    shutil.chown(shown.with_suffix(".key"), owner.stat().st_uid, owner.stat().st_gid)
    servers.start_postgres()
    yield servers.database_url, shown
    servers.stop_postgres("immediate")
    shutil.rmtree(work)


def home(tmp_path, address, query):
    return Home(tmp_path, f"{address}?{query}" if query else address)


@pytest.mark.parametrize(
    ("query", "is_private"),
    [
        ("", "True"),
        ("sslmode=prefer", "True"),
        ("sslmode=disable", "False"),
        ("sslmode=require", "True"),
        ("sslmode=verify-full&sslrootcert={shown}", "True"),
    ],
)
def test_the_connection_is_as_private_as_the_address_says(tmp_path, database, query, is_private):
    address, shown = database

    assert home(tmp_path, address, query.format(shown=shown)).done("shell", "-v0", "-c", IS_PRIVATE).split() == [
        is_private
    ]


@pytest.mark.parametrize("asked", [IS_PRIVATE, DUMP], ids=["the product", "its backup"])
def test_a_database_with_somebody_elses_certificate_is_not_talked_to(tmp_path, database, asked):
    address, shown = database
    other = make_certificate(tmp_path)
    wary = home(tmp_path, address, f"sslmode=verify-full&sslrootcert={other}")
    trusting = home(tmp_path, address, f"sslmode=verify-full&sslrootcert={shown}")

    assert "certificate verify failed" in wary.refused("shell", "-v0", "-c", asked)
    trusting.done("shell", "-v0", "-c", asked)
