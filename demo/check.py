"""Walk through the running demonstration as its people do: python -m demo.check ADDRESS PROCESS."""

import sys
from hashlib import sha256

from demo.people import PASSWORD, SIGN_INS
from demo.processes import kill_and_see_it_return
from demo.visitor import CheckError, Visitor

FIRST_VERSION = "Version 1 (PDF"
NO_PANGO = "PDFs cannot be made on this machine yet"


def main(base_url: str, tree: int) -> None:
    everyone_signs_in(base_url)
    parts_come_back(base_url, tree)
    receipt = a_return_is_accepted(base_url)
    letters_are_shown(base_url, receipt)
    a_pack_is_made(base_url)


def everyone_signs_in(base_url: str) -> None:
    for role in SIGN_INS:
        signed_in(base_url, role)
    done(f"signed in as each role: {', '.join(SIGN_INS)}")


def parts_come_back(base_url: str, tree: int) -> None:
    for words in (("gunicorn",), ("celery", "worker"), ("celery", "beat")):
        kill_and_see_it_return(tree, *words)
    signed_in(base_url, "manager")
    done("killed a web process, the worker and beat: each came back")


def a_return_is_accepted(base_url: str) -> str:
    lead = signed_in(base_url, "agency_lead")
    lead.open("/tasks/")
    lead.follow("Indicator return, ")
    address = lead.page.url
    lead.follow("Fill in this return")
    form = lead.page.form_with("Check before submitting")
    lead.press("Check before submitting", **answers(form.fields if form else []))
    lead.press("Submit to the Board's office")
    receipt = lead.page.title.removeprefix("Receipt ")

    manager = signed_in(base_url, "manager")
    manager.open(address)
    manager.follow("Review this return")
    manager.press("Accept this return")
    manager.expect("return is accepted")
    done(f"took a return from an agency to acceptance: {receipt}")
    return receipt


def answers(fields: list[tuple[str, str]]) -> dict[str, str]:
    """Something for each box that is still empty."""
    by_kind = {
        "numerator_text": "12",
        "denominator_text": "48",
        "value_text": "12",
        "explanation": "As in the register.",
    }
    kinds = [(name, by_kind.get(name.rpartition("-")[2])) for name, text in fields if not text]
    return {name: answer for name, answer in kinds if answer}


def letters_are_shown(base_url: str, receipt: str) -> None:
    manager = signed_in(base_url, "manager")
    manager.wait_for("/mail/", receipt, seconds=60)
    done("read in the mail folder what the worker sent about it")


def a_pack_is_made(base_url: str) -> None:
    chair = signed_in(base_url, "independent_chair")
    chair.open("/packs/")
    chair.follow("Begin a pack")
    chair.press("Save the pack", summary="Figures are in from most agencies.")
    chair.press("Make the PDF")
    address = chair.page.url
    if chair.wait_for(address, FIRST_VERSION, NO_PANGO, seconds=300) == NO_PANGO:
        done(f"asked for a pack, and was told: {NO_PANGO}")
        return
    digests = chair.page.text
    chair.follow(FIRST_VERSION)
    digest = sha256(chair.page.content).hexdigest()
    if not chair.page.content.startswith(b"%PDF-") or digest not in digests:
        raise CheckError(f"{chair.page.url} is not the PDF whose SHA-256 the pack's page shows.")
    done(f"made a pack of {len(chair.page.content) // 1024} KB, SHA-256 {digest}")


def signed_in(base_url: str, role: str) -> Visitor:
    visitor = Visitor(base_url)
    visitor.sign_in(SIGN_INS[role], PASSWORD)
    return visitor


def done(sentence: str) -> None:
    print(f"ok  {sentence}", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]))
    except CheckError as error:
        sys.exit(f"FAILED  {error}")
