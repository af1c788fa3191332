"""What of the programme is carried out by self-assessment, for its entries' pages."""

from collections.abc import Iterator

from audits.programme.models import ProgrammeEntry
from audits.self_assessment.models import Campaign
from frameworks.carrying_out import CarryingOut
from lscb.core.models import User


def carrying_out(entry: ProgrammeEntry, reader: User) -> Iterator[CarryingOut]:
    for campaign in Campaign.objects.visible_to(reader).filter(entry=entry).order_by("opens_on", "pk"):
        state = "Closed" if campaign.is_closed else "Open"
        yield CarryingOut(campaign.title, "Self-assessment", state, campaign.get_absolute_url())
