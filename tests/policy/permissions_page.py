"""docs/permissions.md, drawn from the matrix: ``python -m tests.policy.permissions_page`` writes it."""

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
MARKS = {200: "yes", 302: "yes", 403: "refused", 404: "not there", 405: "no such act"}
HEAD = """# Who may open and do what

Drawn from the permission matrix under `tests/policy/matrix`, which a test holds against every address of the product.
“Not there” means that the page answers as if the thing did not exist. People who are not signed in are sent to sign
in first, except where the page says “public”. An address with no row fails the tests.

An agency's lead and contributor are those of the agency that the thing belongs to; “other lead” leads another one.
"""


def page() -> str:
    from tests.policy.matrix import APPS
    from tests.policy.matrix.rows import ROLES

    roles = [role for role in ROLES if role != "anonymous"]
    lines = [HEAD]
    for app in APPS:
        lines.append(f"## {app.__name__.rsplit('.', 1)[-1].capitalize()}\n")
        lines.append("| address | act | " + " | ".join(role.replace("_", " ") for role in roles) + " |")
        lines.append("| --- | --- |" + " --- |" * len(roles))
        for row in app.ROWS:
            cells = ["public" if row.public else MARKS[row.expected(role)] for role in roles]
            act = "open" if row.method == "get" else "do"
            lines.append(f"| `{row.name}` | {act} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page())
