"""Which column of a table is which, by the words above it. Pure."""

import re
from collections.abc import Sequence

COLUMNS: dict[str, str] = {
    "code": "Code",
    "title": "Title",
    "definition": "Definition",
    "why_it_matters": "Why it matters",
    "unit": "Unit",
    "numerator_words": "Numerator",
    "denominator_words": "Denominator",
    "counted": "When it is counted",
    "decimals": "Decimals",
    "polarity": "Which way is better",
    "frequency": "How often",
    "year_kind": "Year",
    "supplier": "Supplier",
    "other_suppliers": "Also supplied by",
    "breakdown": "Broken down",
    "breakdown_groups": "Groups",
    "source": "Source",
    "reference": "Statutory reference",
    "checked_on": "Reference checked",
    "owner_group": "Owner group",
    "parent": "Part of",
    "breakdown_name": "Part by",
    "group_name": "Group of the whole",
    "added_up_by": "Added up by",
    "replaces": "Replaces",
    "similar_to": "Similar to",
    "priorities": "Priorities",
    "key_questions": "Key questions",
    "status": "Status",
}
# What a definition or a source is made of may stand in two columns.
SEVERAL = frozenset({"definition", "source"})
_SAID = [
    ("code", r"(?:indicator |measure )?code|ref(?:erence)?(?: no\.?)?|measure[ _]short|pi no\.?"),
    ("title", r"title|indicator|measure|name|(?:indicator|measure) (?:title|name)"),
    ("definition", r"definition|description|methodology|what is counted"),
    ("why_it_matters", r"why(?: it matters)?|rationale|purpose"),
    ("unit", r"unit(?: of measure)?|units|y[ _]axis[ _]name|measured in|format"),
    ("numerator_words", r"numerator"),
    ("denominator_words", r"denominator"),
    ("counted", r"(?:when )?(?:it is )?counted|flow or (?:stock|snapshot)|(?:stock|snapshot) or flow"),
    ("decimals", r"decimals?(?: places)?|dps?|dp"),
    ("polarity", r"polarity|which way is better|good is|(?:better|good) (?:to be )?(?:high|low).*"),
    ("frequency", r"frequency|how often|collected|reported"),
    ("year_kind", r"year|year[ _]type|kind of year"),
    ("supplier", r"supplier|supplied by|agency|supplying agency|lead agency"),
    ("other_suppliers", r"also supplied by|other suppliers"),
    ("breakdown", r"broken down|breakdown"),
    ("breakdown_groups", r"groups|broken down by"),
    ("source", r"sources?|data owner.*|hyperlink(?:\(s\)|s)?|link|url"),
    ("reference", r"statutory reference|statute|clause|guidance"),
    ("checked_on", r"(?:reference )?checked(?: on)?"),
    ("owner_group", r"owner(?: group)?|owned by"),
    ("parent", r"part of|parent"),
    ("breakdown_name", r"part by"),
    ("group_name", r"group of the whole"),
    ("added_up_by", r"added up by"),
    ("replaces", r"replaces"),
    ("similar_to", r"similar(?: to)?"),
    ("priorities", r"priorit(?:y|ies)"),
    ("key_questions", r"key questions?"),
    ("status", r"status"),
]
_PATTERNS = [(column, re.compile(said, re.IGNORECASE)) for column, said in _SAID]
LONGEST_HEADING = 60
BESIDE_A_TITLE = 2


def recognise(cells: Sequence[str]) -> dict[int, str] | None:
    """The columns' places, if this row names a title and at least two columns more. The first of two alike is it."""
    if any(len(cell) > LONGEST_HEADING for cell in cells):
        return None
    columns: dict[int, str] = {}
    codes = [place for place, cell in enumerate(cells) if re.fullmatch(r"measure[ _]short", cell.strip(), re.I)]
    for place, cell in enumerate(cells):
        column = next((column for column, said in _PATTERNS if said.fullmatch(cell.strip())), None)
        # Where measures have a short name, their code is a group's.
        if column == "code" and codes and place not in codes:
            continue
        if column and (column in SEVERAL or column not in columns.values()):
            columns[place] = column
    return columns if "title" in columns.values() and len(columns) > BESIDE_A_TITLE else None
