"""A PostgreSQL of the test's own, with a certificate of its own: the address alone says how far it is trusted."""

import shutil
import tempfile
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

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


def make_certificate(folder: Path) -> Path:
    """For 127.0.0.1, signed by itself; its key beside it."""
    key, name, now = ec.generate_private_key(ec.SECP256R1()), x509.Name([]), timezone.now()
    alternatives = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(alternatives, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "server.key").write_bytes(secret)
    (folder / "server.key").chmod(0o600)
    (folder / "server.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return folder / "server.crt"


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
