"""PDFs are made in a process of their own, from files we ship, within limits."""

import os
import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from lscb.core import pdf
from lscb.core.exceptions import Refused

pytestmark = pytest.mark.once

STATIC = Path(__file__).resolve().parents[2] / "static"
PAGE = '<html lang="en-GB"><head><title>Pack</title></head><body><h1>Pack</h1>{}</body></html>'


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    """A folder for the templates these tests write."""
    settings.STATIC_ROOT = STATIC
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return tmp_path


@pytest.fixture
def page(templates):
    def write(body):
        (templates / "page.html").write_text(PAGE.format(body))
        return "page.html"

    return write


@pytest.fixture
def listener():
    """Something that would answer on this machine, and what it heard."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def heard_nothing(server):
    with pytest.raises(TimeoutError):
        server.accept()
    return True


def test_a_pdf_is_tagged_and_names_its_language_and_title(page):
    document = pdf.render_pdf(page("<p>{{ words }}</p>"), {"words": "Read me"})

    with pikepdf.open(BytesIO(document)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert bool(opened.Root.MarkInfo.Marked) is True
        assert "/StructTreeRoot" in opened.Root
        assert str(opened.docinfo["/Title"]) == "Pack"
        assert opened.open_metadata()["pdfuaid:part"] == "1"


def test_a_shipped_file_is_served(page):
    assert pdf.render_pdf(page('<img alt="tick" src="icons/tick-good.svg">'), {}).startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "../manage.py",
        "icons/../../manage.py",
        "icons/%2e%2e/%2e%2e/manage.py",
        "icons/not-there.svg",
        "ftp://127.0.0.1/a.png",
        "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E",
    ],
)
def test_nothing_else_on_this_disk_or_any_other_is_read(page, address):
    with pytest.raises(RuntimeError, match="not shipped with the product"):
        pdf.render_pdf(page(f'<img alt="" src="{address}">'), {})


def test_a_link_out_of_the_shipped_folder_is_not_followed(page, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "shipped"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "sly.svg").symlink_to("/etc/passwd")

    with pytest.raises(RuntimeError, match="not shipped with the product"):
        pdf.render_pdf(page('<img alt="" src="sly.svg">'), {})


@pytest.mark.parametrize(
    "how", ['<img alt="" src="{}">', '<link rel="stylesheet" href="{}">', "<style>@import '{}'</style>"]
)
def test_the_network_is_never_asked(page, listener, how):
    with pytest.raises(RuntimeError, match="not shipped with the product"):
        pdf.render_pdf(page(how.format(f"http://127.0.0.1:{listener.getsockname()[1]}/a")), {})

    assert heard_nothing(listener)


def test_one_that_takes_too_long_is_refused_in_words(page):
    with pytest.raises(Refused, match="took too long to make"):
        pdf.render_pdf(page("<p>word </p>" * 20_000), {}, seconds=2)


def test_one_that_takes_too_much_memory_is_refused_in_words(page):
    with pytest.raises(Refused, match="too large to make"):
        pdf.render_pdf(page(f"<p>{'word ' * 10_000_000}</p>"), {}, memory=220 * 1024**2)


def test_a_machine_without_the_libraries_is_told_the_line_to_run(page, tmp_path, monkeypatch):
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
        (tmp_path / name).write_text("no library at all")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))

    with pytest.raises(Refused) as refused:
        pdf.render_pdf(page(""), {})

    assert str(refused.value) == pdf.NO_LIBRARIES


def test_it_runs_from_any_folder(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert pdf.render_pdf(page(""), {}).startswith(b"%PDF")


def test_the_web_process_never_loads_the_renderer():
    asked = (
        "import os, sys, django; django.setup(); import lscb.urls, lscb.core.pdf; print('weasyprint' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ, capture_output=True, text=True, check=True, timeout=300
    )

    assert done.stdout.strip() == "False"
