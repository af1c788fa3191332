"""The one virus that everybody has: the harmless file with which virus scanners are tried (EICAR)."""

from django.conf import settings

from lscb.core.exceptions import Refused

# In two pieces, so that no scanner takes this page for it.
TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
IT_IS = "It is the file that virus scanners are tried with, which is taken for a virus everywhere. Choose another one."


def refuse_test_virus(content: bytes) -> None:
    """Where a scanner is, it comes to it, is put aside, and whoever tries the scanner sees that it works."""
    if TEST_VIRUS in content and not settings.CLAMAV:
        raise Refused(IT_IS)
