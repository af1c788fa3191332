"""A PDF is drawn from shipped files within limits, whatever its page asks for, and whoever asked goes on."""

import socket
import time
from io import BytesIO
from itertools import count
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone

from lscb.core import jobs, pdf
from lscb.core.enums import JobState
from lscb.core.exceptions import Refused
from lscb.core.models import Job

pytestmark = pytest.mark.once

STATIC = Path(__file__).resolve().parents[2] / "static"
PAGE = '<html lang="en-GB"><head><title>Pack</title></head><body><h1>Pack</h1>{}</body></html>'
SECRET = "lamp-harbour-seventeen"

# Besides the picture and the style sheet that tests/core/test_pdf.py asks for.
WAYS = {
    "a background": '<p style="background: url({})">a</p>',
    "a list's mark": '<ul style="list-style-image: url({})"><li>a</ul>',
    "words before": "<style>p::before {{ content: url({}) }}</style><p>a</p>",
    "a font": "<style>@font-face {{ font-family: F; src: url({}) }} p {{ font-family: F }}</style><p>a</p>",
    "an attachment of the page": '<link rel="attachment" href="{}">',
    "an attachment of a link": '<a rel="attachment" href="{}">a</a>',
    "an object": '<object data="{}" type="image/png"></object>',
    "an embedded one": '<embed src="{}" type="image/svg+xml">',
    "a frame": '<iframe src="{}"></iframe>',
    "a drawing's picture": '<svg width="9" height="9"><image width="9" height="9" href="{}"/></svg>',
    "a drawing's picture, the old way": (
        '<svg width="9" height="9" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{}"/></svg>'
    ),
    "a drawing's part": '<svg width="9" height="9"><use href="{}#a"/></svg>',
    "a drawing's paint": '<svg width="9" height="9"><rect width="9" height="9" fill="url({}#a)"/></svg>',
    "a drawing's style": '<svg width="9" height="9"><style>@import url({});</style><rect width="9" height="9"/></svg>',
    "a base": '<base href="{}"><img alt="" src="a.png">',
}

# What it draws without what it was not given: all of these on one page, as each page is a process of its own.
LEFT_OUT = ("a frame", *(way for way in WAYS if way.startswith("a drawing's")))
PAGES = {way: page for way, page in WAYS.items() if way not in LEFT_OUT}
PAGES["what is left out"] = "".join(WAYS[way] for way in LEFT_OUT)

WHAT_MAY_CARRY_WORDS = (
    "an attachment of the page",
    "an attachment of a link",
    "an object",
    "a drawing's picture",
    "a drawing's part",
)


@pytest.fixture
def render(settings, tmp_path):
    settings.STATIC_ROOT = STATIC
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    pages = (f"page{number}.html" for number in count())  # a template is read once

    def render(body, **limits):
        page = next(pages)
        (tmp_path / page).write_text(PAGE.format(body))
        return pdf.render_pdf(page, {}, **limits)

    return render


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def everything_in(document: bytes) -> bytes:
    """Each stream of the PDF, unpacked."""
    with pikepdf.open(BytesIO(document)) as opened:
        streams = [one.read_bytes() for one in opened.objects if isinstance(one, pikepdf.Stream)]
    return document + b"".join(streams)


def outcome(render, body):
    """What was drawn; nothing where the renderer would not."""
    try:
        return everything_in(render(body))
    except RuntimeError as refused:
        return b"" if "not shipped with the product" in str(refused) else str(refused).encode()


@pytest.mark.parametrize("way", PAGES)
def test_nothing_is_asked_of_the_network(render, listener, way):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.png"

    assert outcome(render, PAGES[way].format(*[address] * len(LEFT_OUT)))[:5] == (
        b"%PDF-" if way == "what is left out" else b""
    )

    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize("way", [WAYS[name] for name in WHAT_MAY_CARRY_WORDS], ids=WHAT_MAY_CARRY_WORDS)
def test_nothing_is_read_from_the_disk(render, tmp_path, way):
    (tmp_path / "secret.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text id="a">{SECRET}</text></svg>')

    assert SECRET.encode() not in outcome(render, way.format(f"file://{tmp_path}/secret.svg"))


def test_a_drawing_of_ours_is_read_so_that_the_above_means_something(settings, render, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "shipped.txt").write_text(SECRET)

    assert SECRET.encode() in outcome(render, WAYS["an attachment of the page"].format("shipped.txt"))


@pytest.mark.parametrize("entity", ["file:///etc/passwd", "http://127.0.0.1:{port}/"])
def test_a_shipped_drawing_declares_nothing(settings, render, tmp_path, listener, entity):
    settings.STATIC_ROOT = tmp_path
    entity = entity.format(port=listener.getsockname()[1])
    (tmp_path / "sly.svg").write_text(
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{entity}">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    )

    assert b"root:" not in outcome(render, '<img alt="" src="sly.svg">')
    with pytest.raises(TimeoutError):
        listener.accept()


def test_the_renderer_is_given_none_of_the_products_secrets(render, monkeypatch, tmp_path):
    """What the process was started with, as the system tells it while it runs."""
    monkeypatch.setenv("LSCB_SECRET_KEY", SECRET)
    monkeypatch.setenv("LSCB_DATABASE_URL", f"postgresql://lscb:{SECRET}@db/lscb")

    assert SECRET not in "".join(pdf.environment().values())
    assert render("<p>a</p>").startswith(b"%PDF")


HUGE_TABLE = "<table>" + "<tr><td>1<td>2<td>3<td>4</tr>" * 40_000 + "</table>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limits", "sentence"),
    [({"seconds": 2}, pdf.TOO_LONG), ({"memory": 200 * 1024**2}, pdf.TOO_LARGE)],
    ids=["time", "memory"],
)
def test_a_huge_table_is_a_sentence_on_its_job_and_the_worker_goes_on(render, monkeypatch, limits, sentence):
    done = []
    monkeypatch.setitem(jobs._kinds, "test.huge", lambda _running, _arguments: render(HUGE_TABLE, **limits))
    monkeypatch.setitem(jobs._kinds, "test.small", lambda _running, _arguments: done.append(render("<p>a</p>")))
    now = timezone.now()
    huge, small = (Job.objects.create(kind=f"test.{kind}", key="1", requested_at=now) for kind in ("huge", "small"))

    answers = [jobs.run(huge.pk, now=now), jobs.run(small.pk, now=now)]

    huge.refresh_from_db()
    small.refresh_from_db()
    assert (answers, huge.state, huge.refusal) == ([False, True], JobState.FAILED, sentence)
    assert (small.state, len(done)) == (JobState.DONE, 1)


def test_one_that_only_waits_is_ended_by_the_clock(render, monkeypatch, tmp_path):
    """Its own limit counts work; whoever waits for it counts time."""
    slow = tmp_path / "sleeps"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(slow))
    began = time.monotonic()

    with pytest.raises(Refused, match="took too long to make"):
        render("<p>a</p>", seconds=1)

    assert time.monotonic() - began < 50
