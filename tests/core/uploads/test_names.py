import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.core.uploads.limits import LONGEST_NAME
from lscb.core.uploads.names import clean_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Section 11 – Café & Co.docx", "Section 11 – Café & Co.docx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\ann\Report.pdf", "Report.pdf"),
        ("invoice\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "invoicefdp.exe"),
        ("a\x00b\r\nSet-Cookie: c.pdf", "ab Set-Cookie- c.pdf"),
        ("half \ud800 a letter.pdf", "half a letter.pdf"),
        ('a<b>"c".pdf', "a-b--c-.pdf"),
        ("Cafe\N{COMBINING ACUTE ACCENT}.pdf", "Café.pdf"),
        ("  .hidden.  ", "hidden"),
        ("...", "file"),
        ("", "file"),
        ("\N{ZERO WIDTH SPACE}", "file"),
    ],
)
def test_a_name_is_made_fit_to_show_and_to_save(given_name, kept):
    assert clean_name(given_name) == kept


def test_a_long_name_keeps_its_ending():
    assert clean_name("a" * 400 + ".docx") == "a" * (LONGEST_NAME - 5) + ".docx"


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_name_becomes_one_that_is_safe_and_stays_as_it_is(name):
    cleaned = clean_name(name)

    assert 0 < len(cleaned) <= LONGEST_NAME
    assert not set('/\\<>:"|?*\r\n') & set(cleaned)
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cf", "Cs"}
    assert clean_name(cleaned) == cleaned
