"""The yearly reports that a Board usually expects from others, and by which words each is known. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usual:
    """``known_by``: words by which an entry of the programme may be it already."""

    key: str
    subject: str
    criteria: str
    lead: str
    known_by: str

    def among(self, subjects: Iterable[tuple[int, str]]) -> int | None:
        """The number of an entry that may be it already."""
        return next((number for number, words in subjects if re.search(self.known_by, words, re.IGNORECASE)), None)


USUAL = (
    Usual(
        "child_deaths",
        "Child death overview: yearly report",
        "Deaths reviewed in the year, what could have been different, and what was learned.",
        "Chair of the child death overview panel",
        r"child death",
    ),
    Usual(
        "mappa",
        "MAPPA: yearly report",
        "How people who pose a risk to children are managed together, and the numbers at each level.",
        "Chair of the MAPPA strategic board",
        r"\bmappa\b|public protection",
    ),
    Usual(
        "marac",
        "MARAC: yearly report",
        "High-risk domestic abuse heard in the year, repeat referrals, and the children in those homes.",
        "Chair of the MARAC",
        r"\bmarac\b|domestic abuse.*risk assessment",
    ),
    Usual(
        "youth_justice",
        "Youth justice: yearly report",
        "Children who offend or may: how they are kept safe, in custody and in the community.",
        "Head of the youth justice service",
        r"youth (?:justice|offending)",
    ),
    Usual(
        "private_fostering",
        "Private fostering: yearly report",
        "Arrangements known and new, visits in time, and how people are told of the duty to notify.",
        "Private fostering lead",
        r"private(?:ly)? foster",
    ),
    Usual(
        "missing",
        "Missing children: yearly report",
        "Children missing from home, care and education; return interviews; what patterns they show.",
        "Missing children lead",
        r"\bmissing\b",
    ),
    Usual(
        "designated_officer",
        "Designated officer (LADO): yearly report",
        "Allegations about people who work with children: how many, how soon they were settled, with what outcome.",
        "Designated officer",
        r"\blado\b|designated officer|allegations",
    ),
    Usual(
        "complaints",
        "Complaints: yearly report",
        "Complaints by children and families, what was upheld, and what changed because of them.",
        "Complaints manager",
        r"complaint",
    ),
)
