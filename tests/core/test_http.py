from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from lscb.core.http import read_as_utf_8

FORM = b"--X\r\nContent-Disposition: form-data; name=name\r\n\r\n+2AA- caf\xc3\xa9\r\n--X--\r\n"


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=hex", ';Charset="undefined"', "; charset=utf-7"])
def test_a_request_is_read_as_utf_8_whatever_it_calls_itself(charset):
    """In UTF-7 the first letters are half a character, which no database keeps."""
    environ = RequestFactory()._base_environ(
        REQUEST_METHOD="POST",
        CONTENT_TYPE=f"multipart/form-data{charset}; boundary=X",
        CONTENT_LENGTH=str(len(FORM)),
        **{"wsgi.input": BytesIO(FORM)},
    )

    [name] = read_as_utf_8(lambda environ, _start: [WSGIRequest(environ).POST["name"].encode()])(environ, None)

    assert name.decode() == "+2AA- café"
