"""What belongs to no app: a person's own pages, the way in, and what anyone may read."""

from typing import Any

from django.utils import timezone

from lscb.core import feeds, invitations
from lscb.core.enums import JobState
from lscb.core.models import Job
from tests.factories.core import UserFactory
from tests.policy.matrix.rows import EVERYONE, ROLES, Row, nothing

PUBLIC = frozenset(ROLES)
AGENCYS_OWN = frozenset({"agency_lead", "contributor"})
# Signed-in people are led on from the pages that let one in.
LED_ON = dict.fromkeys(EVERYONE, 302)


def furnish(world: Any) -> None:
    job = Job.objects.create(
        kind="pack", key="1", state=JobState.DONE, requested_at=timezone.now(), requested_by=world.people["chair"]
    )
    job.askers.add(world.people["chair"])
    invited = UserFactory(joined_at=None)
    world.things |= {
        "job": job,
        "invited": invited,
        "token": invitations.invite(invited, by=world.people["manager"], now=timezone.now()),
    }


def a_token(world: Any) -> dict[str, Any]:
    return {"token": world.things["token"]}


def a_calendar(world: Any) -> dict[str, Any]:
    feed = feeds.open_anew(world.people["chair"])
    return {"pk": feed.user_id, "token": feed.token}


def reset_key(_world: Any) -> dict[str, Any]:
    return {"uidb36": "1", "key": "used-up"}


def public(name: str, **fields: Any) -> Row:
    return Row(name, PUBLIC, public=True, **fields)


ROWS: list[Row] = [
    Row("home", EVERYONE, ok=302),
    Row(
        "my-tasks",
        EVERYONE,
        # The query about the world's own agency's figure, which the indicators' rows furnish.
        secret=lambda _: "1 figure queried",
        secret_for=AGENCYS_OWN,
    ),
    Row("job-progress", frozenset({"chair"}), arguments=lambda world: {"pk": world.things["job"].pk}, refused=404),
    Row("calendar", EVERYONE),
    Row("calendar-open", EVERYONE, method="post", ok=302),
    Row("calendar-close", EVERYONE, method="post", ok=302),
    # The address is its own key.
    public("calendar-feed", arguments=a_calendar),
    # No directory is set here: there is no such address for anyone.
    *[
        Row(name, frozenset(), method=method, refused=404, exceptions={"anonymous": 404}, arguments=arguments)
        for name, method, arguments in [
            ("directory_login", "post", nothing),
            ("directory_join", "post", lambda _: {"token": "x"}),
            ("directory_callback", "get", nothing),
        ]
    ],
    *[Row(name, frozenset(), method="post", refused=404) for name in ("directory_connect", "directory_remove")],
    # Shown only where an invented Board is.
    Row("mail-folder", frozenset(), refused=404),
    public("invitation", arguments=a_token),
    public("invitation", method="post", arguments=a_token, data=lambda _: {"password": "short"}),
    public("help"),
    public("accessibility"),
    public("privacy"),
    public("healthz"),
    public("readyz"),
    # One's own sign-in
    Row("mfa_index", EVERYONE),
    Row("session-left", EVERYONE),
    Row("session-end", EVERYONE, method="post", arguments=lambda _: {"mark": "of-nobody"}, ok=404),
    Row("sessions-end-others", EVERYONE, method="post", ok=302),
    Row("account_reauthenticate", EVERYONE),
    Row("account_reauthenticate", EVERYONE, method="post", data=lambda _: {"password": "wrong"}),
    # Each is asked who they are first; those without a second step cannot prove it by one.
    *[Row(name, EVERYONE, ok=302) for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes")],
    *[
        Row(name, EVERYONE, ok=302)
        for name in ("mfa_list_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn")
    ],
    *[
        Row(name, EVERYONE, ok=302, arguments=lambda _: {"pk": 1})
        for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    ],
    *[
        Row(name, EVERYONE, ok=404)
        for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes")
    ],
    public("mfa_authenticate", ok=302),
    public("mfa_login_webauthn", ok=302),
    public("mfa_login_webauthn", method="post", data=lambda _: {"credential": "{}"}, ok=302),
    # Signing in and out
    public("account_login", exceptions=LED_ON),
    public("account_login", method="post", data=lambda _: {"login": "", "password": ""}, exceptions=LED_ON),
    Row("account_logout", EVERYONE),
    Row("account_logout", EVERYONE, method="post", ok=302),
    public("account_inactive"),
    Row("account_change_password", EVERYONE),
    Row("account_change_password", EVERYONE, method="post", data=lambda _: {"oldpassword": "wrong"}),
    public("account_reset_password"),
    public("account_reset_password", method="post", data=lambda _: {"email": ""}),
    public("account_reset_password_done"),
    public("account_reset_password_from_key", arguments=reset_key),
    public("account_reset_password_from_key", method="post", arguments=reset_key, data=lambda _: {"password1": "x"}),
    public("account_reset_password_from_key_done"),
]
