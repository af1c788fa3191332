"""Walk through the running demonstration as its people do: python -m demo.check ADDRESS PROCESS."""

import sys

from demo.people import PASSWORD, SIGN_INS
from demo.processes import kill_and_see_it_return
from demo.visitor import CheckError, Visitor


def main(base_url: str, tree: int) -> None:
    everyone_signs_in(base_url)
    parts_come_back(base_url, tree)


def everyone_signs_in(base_url: str) -> None:
    for role in SIGN_INS:
        signed_in(base_url, role)
    done(f"signed in as each role: {', '.join(SIGN_INS)}")


def parts_come_back(base_url: str, tree: int) -> None:
    for words in (("gunicorn",), ("celery", "worker"), ("celery", "beat")):
        kill_and_see_it_return(tree, *words)
    signed_in(base_url, "manager")
    done("killed a web process, the worker and beat: each came back")


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
