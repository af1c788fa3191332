"""docs/permissions.md, drawn from the matrix: ``python -m tests.policy.permissions_page`` writes it."""

import os
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
REFUSALS = {302: "sent elsewhere", 403: "refused", 404: "not there", 409: "told why not"}
HEAD = """# Who may open and do what

Drawn from the permission matrix under `tests/policy/matrix`, which a test holds against every address of the product.
“Not there” means that the page answers as if the thing did not exist. People who are not signed in are sent to sign
in first, except where the page says “public”. An address with no row fails the tests.

An agency's lead and contributor are those of the agency that the thing belongs to; “other lead” leads another one.
"""


def page() -> str:
    """The matrix as tables, one an app."""
    from tests.policy.matrix import APPS
    from tests.policy.matrix.rows import ROLES

    roles = [role for role in ROLES if role != "anonymous"]
    lines = [HEAD]
    for app in APPS:
        lines.append(f"## {app.__name__.rsplit('.', 1)[-1].capitalize()}\n")
        lines.append("| address | act | " + " | ".join(role.replace("_", " ") for role in roles) + " |")
        lines.append("| --- | --- |" + " --- |" * len(roles))
        for row in app.ROWS:
            act = "open" if row.method == "get" else "do"
            lines.append(f"| `{row.name}` | {act} | " + " | ".join(_cell(row, role) for role in roles) + " |")
        lines.append("")
    return "\n".join(lines)


def _cell(row, role: str) -> str:
    if row.public:
        return "public"
    status = row.expected(role)
    return "yes" if role in row.allowed and status == row.ok else REFUSALS[status]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.write_text(page())
