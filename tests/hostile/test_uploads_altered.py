"""However a file is altered on its way, it is taken or refused in words; nothing else comes out."""

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from lscb.core import uploads
from lscb.core.exceptions import Refused
from tests.hostile import making

WHOLE = {
    "a.docx": making.word(),
    "a.xlsx": making.excel(),
    "a.pdf": making.pdf_with(b"1 0 <</Type/Catalog>>"),
    "a.png": making.png(),
    "a.jpg": making.jpeg(),
    "a.csv": "Café,£4\r\n".encode(),
}


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(sorted(WHOLE)),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), max_size=6),
    kept=st.floats(0, 1),
    more=st.binary(max_size=30),
)
def test_any_alteration_is_taken_or_refused_in_words(name, changes, kept, more):
    content = bytearray(WHOLE[name])
    for where, put in changes:
        at = int(where * len(content))
        content[at : at + len(put)] = put
    altered = bytes(content[: int(kept * len(content))]) + more

    assert outcome(SimpleUploadedFile(name, altered)) in {"taken", f"“{name}” was not taken. "}


def outcome(file):
    try:
        uploads.check(file)
    except Refused as refusal:
        return str(refusal)[: len(f"“{file.name}” was not taken. ")]
    return "taken"
