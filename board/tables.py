"""The Board's lists. Cells with more than a word have a template of their own."""

import django_tables2 as tables

from board.models import Agency, Group, Meeting
from lscb.core.models import User


def _own_page(record: Agency | Group | Meeting | User) -> str:
    return record.get_absolute_url()


class AgencyTable(tables.Table):
    caption = "Agencies"
    noun = "agencies"
    empty_title = "No agency matches"

    name = tables.TemplateColumn(template_name="board/cells/agency.html", verbose_name="Agency")
    sector = tables.Column()
    representative = tables.Column(order_by="representative__name", default="—")
    deputy = tables.Column(order_by="deputy__name", default="—")
    is_active = tables.TemplateColumn(template_name="board/cells/in_use.html", verbose_name="On the Board")

    class Meta:
        model = Agency
        fields = ("name", "sector", "representative", "deputy", "is_active")
        empty_text = "Clear the filter to see every agency, or add the first."


class GroupTable(tables.Table):
    caption = "Groups"
    noun = "groups"
    empty_title = "No group matches"

    name = tables.Column(linkify=_own_page, verbose_name="Group")
    kind = tables.Column()
    chair_name = tables.Column(verbose_name="Chair", default="—")
    member_count = tables.Column(verbose_name="Members", attrs={"th": {"class": "num"}, "td": {"class": "num"}})
    is_active = tables.TemplateColumn(template_name="board/cells/meets.html", verbose_name="Meets")

    class Meta:
        model = Group
        fields = ("name", "kind", "chair_name", "member_count", "is_active")
        empty_text = "Clear the filter to see every group, or add the first."


class PersonTable(tables.Table):
    caption = "People"
    noun = "people"
    empty_title = "Nobody matches"

    name = tables.Column(linkify=_own_page, verbose_name="Person")
    roles = tables.TemplateColumn(template_name="board/cells/roles.html", orderable=False)
    contact = tables.TemplateColumn(
        template_name="board/cells/contact.html",
        order_by="email",
        verbose_name="Contact",
        attrs={"td": {"class": "across"}},
    )
    account = tables.TemplateColumn(
        template_name="board/cells/account.html", order_by=("-is_active", "joined_at"), verbose_name="Account"
    )

    class Meta:
        model = User
        fields = ("name", "roles", "contact", "account")
        empty_text = "Clear the filter to see everyone, or invite someone."


class AccessTable(tables.Table):
    caption = "Who has access"
    noun = "people"
    empty_title = "Nobody matches"

    name = tables.Column(linkify=_own_page, verbose_name="Person")
    roles = tables.TemplateColumn(template_name="board/cells/access_roles.html", orderable=False)
    last_login = tables.TemplateColumn(template_name="board/cells/last_login.html", verbose_name="Last sign-in")
    has_second_step = tables.TemplateColumn(
        template_name="board/cells/second_step.html", verbose_name="Second step", order_by="has_second_step"
    )

    class Meta:
        model = User
        fields = ("name", "roles", "last_login", "has_second_step")
        empty_text = "Clear the filter to see everyone who can come in."


class MeetingTable(tables.Table):
    noun = "meetings"
    empty_title = "No meeting here"

    held_on = tables.TemplateColumn(template_name="board/cells/meeting.html", verbose_name="Date")
    group = tables.Column(order_by="group__name")
    starts_at = tables.TimeColumn(format="H:i", verbose_name="Time", default="—")
    place = tables.Column(default="—")

    class Meta:
        model = Meeting
        fields = ("held_on", "group", "starts_at", "place")


class ComingMeetingTable(MeetingTable):
    caption = "Meetings to come"

    class Meta(MeetingTable.Meta):
        prefix = "coming-"
        empty_text = "None is arranged. The manager adds the year’s dates, and each brings its paper deadlines."


class PastMeetingTable(MeetingTable):
    caption = "Meetings held"

    class Meta(MeetingTable.Meta):
        prefix = "past-"
        empty_text = "Meetings appear here once their day has gone by."
