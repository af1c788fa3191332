"""Whatever people write is shown as they wrote it: every text of every row is markup here, and every page is opened."""

import csv
import io
from contextlib import suppress
from email import message_from_bytes

import pytest
from django.core import mail
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from board.models import Agency, Board
from lscb.core import append_only, letters, outbox
from lscb.core.charts import run_chart
from lscb.core.downloads import FORMULA_STARTS
from tests.factories.core import NotificationFactory, UserFactory
from tests.hostile.asking import every_row, our_models
from tests.policy.asking import ask
from tests.policy.matrix import ROWS, furnished_world

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PROBE = "<script>p</script>{{ 7|add:7 }}{% now 'Y' %}\"><img src=x onerror=p>'"
FORMULA = '=HYPERLINK("http://evil.example")'
# What is read back by the product, or is no person's words.
NOT_WORDS = {
    "path",
    "sha256",
    "kind",
    "key",
    "password",
    "email",
    "content_type",
    "dedupe_key",
    "digest",
    "unit",
    "session_data",
}


def word_fields(model):
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or isinstance(field, models.EmailField | models.SlugField))
        and field.name not in NOT_WORDS
        and not field.name.endswith(("_token", "_digest", "_text", "_kind", "_key", "_type"))
    ]


def written_everywhere(text):
    """Every row of the world says this, as far as its columns are long enough and its constraints allow; how many."""
    protected = set(append_only.tables())
    written = 0
    for model in our_models():
        if model._meta.db_table not in protected:
            for field in word_fields(model):
                if not field.max_length or field.max_length >= len(text):
                    with suppress(IntegrityError), transaction.atomic():
                        written += model._default_manager.update(**{field.name: text})
    return written


def test_no_page_runs_or_reads_what_people_wrote(monkeypatch):
    world = furnished_world()
    assert written_everywhere(PROBE) > 30
    told, run = set(), []
    for row in ROWS:
        if row.method != "get":
            continue
        for role in sorted(row.allowed & {"manager", "agency_lead", "chair"}):
            response = ask(row, world, role)
            if response.status_code == 200 and "html" in response.headers["Content-Type"]:
                if (
                    "<script>p" in response.text
                    or "<img src=x" in response.text
                    or "&lt;/script&gt;14" in response.text
                ):
                    run.append((row.name, role))
                if "&lt;script&gt;p&lt;/script&gt;{{ 7|add:7 }}{% now &#x27;Y&#x27; %}" in response.text:
                    told.add(row.name)

    assert run == []
    assert len(told) > 40


def test_no_file_for_a_spreadsheet_holds_a_cell_that_runs():
    found, world = {}, furnished_world()
    for row, client in every_row(world):
        if not found:
            assert written_everywhere(FORMULA) > 30
            found["begun"] = ""
        if row.method == "get" and row.name.endswith(("csv", "chase-list", "download")):
            response = client.get(reverse(row.name, kwargs=row.arguments(world)))
            if response.headers.get("Content-Type", "").startswith("text/csv"):
                found[row.name] = response.content.decode("utf-8-sig")
    cells = [cell for text in found.values() for line in csv.reader(io.StringIO(text)) for cell in line]

    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS) and len(cell) > 2] == []
    assert f"'{FORMULA}" in cells


@pytest.mark.parametrize(
    "name",
    ["Ann\r\nBcc: all@evil.example", "Ann\nSubject: Won", "Ann <b@evil.example>, ", '"; x', "=?utf-8?q?a?="],
)
def test_no_name_or_subject_adds_a_header_to_a_letter(name):
    person = UserFactory(name=name, email="ann@example.org")
    [note] = outbox.queue(recipients=[person], dedupe_key="k", subject=f"For {name}", body=f"Dear {name}")

    letters.send(note)

    [sent] = mail.outbox
    read = message_from_bytes(sent.message().as_bytes())
    assert (read.get_all("To"), read.get_all("Bcc"), len(read.get_all("Subject"))) == (["ann@example.org"], None, 1)


def test_the_boards_own_name_adds_no_header_either():
    Board.current()
    Board.objects.update(name="Hope\r\nBcc: all@evil.example")
    note = NotificationFactory(recipient=UserFactory(email="ann@example.org"))

    letters.send(note)

    assert message_from_bytes(mail.outbox[0].message().as_bytes()).get_all("Bcc") is None


@pytest.mark.parametrize(
    "text", ["</svg><script>p</script>", "{{ 7|add:7 }}", "]]><x>", "a\x00b\x0bc", "&#60;b&#62;", "w" * 1_000_000]
)
def test_a_chart_draws_any_title_as_words(text):
    from django.template.loader import render_to_string

    html = render_to_string("charts/run.html", {"chart": run_chart(text, [])})

    assert ("<script>p" in html, "<x>" in html, "<b>" in html) == (False, False, False)


def test_a_name_of_odd_letters_is_kept_letter_by_letter(client):
    name = "Zoë’s «Hope» 🕊 ﷽ \N{RIGHT-TO-LEFT MARK}א & <Co>"
    world = furnished_world()
    client.force_login(world.people["manager"], backend="lscb.core.signin.ActivePeopleBackend")

    client.post(reverse("board:agency-add"), {"name": name, "short_name": "Z", "sector": "health"})

    assert Agency.objects.filter(name=name).count() == 1
