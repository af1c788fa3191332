"""A certificate of a test's own, for the servers that it starts."""

from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone


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
