"""A feedback letter as it was issued."""

from audits.self_assessment.models import Letter
from audits.self_assessment.papers.drawn import Drawn, letterhead


def draw(pk: int) -> Drawn:
    found = Letter.objects.select_related("assessment__campaign__group", "assessment__agency", "issued_by")
    letter = found.get(pk=pk)
    item = letter.assessment
    context = {
        "board": letterhead(),
        "title": f"{item.campaign}: letter to {item.agency}",
        "letter": letter,
        "item": item,
        "record": item.handed_in.filter(submitted_at__lt=letter.issued_at).order_by("number").last(),
    }
    return Drawn("pdf/assessment/letter.html", context, f"{item.campaign}, letter {letter.number}, {item.agency}.pdf")
