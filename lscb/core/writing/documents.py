"""A document of tables as a file to take away."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from lscb.core.uploads.kinds import Kind
from lscb.core.uploads.names import clean_name
from lscb.core.writing.tables import Written

KINDS = {"docx": Kind.WORD, "xlsx": Kind.EXCEL}


def table_file(written: Written, form: str) -> bytes:
    """What writes either is large, and loaded only where somebody asks for it."""
    if form == "docx":
        from lscb.core.writing.word import as_word

        return as_word(written)
    from lscb.core.writing.excel import as_excel

    return as_excel(written)


def download(written: Written, form: str) -> HttpResponse:
    """To be saved under its title."""
    if form not in KINDS:
        raise Http404
    response = HttpResponse(table_file(written, form), content_type=KINDS[form].value.content_type)
    name = clean_name(f"{written.title}.{form}")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
