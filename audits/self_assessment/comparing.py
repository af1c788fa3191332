"""One agency against all: by standard, the others named or not as the campaign says."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from audits.self_assessment.models import AssessmentReturn, ToolStandard
from audits.self_assessment.outcomes import SEVERAL, chain_of
from audits.self_assessment.results import Cell, heat_map, mean, scores, words_of


@dataclass(frozen=True, slots=True)
class Row:
    """A standard: this agency's own and after moderation, all agencies', and its way over the rounds."""

    standard: ToolStandard
    cell: Cell
    everyone: Decimal | None
    others: Sequence[Decimal]
    rounds: Sequence[tuple[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Compared:
    rows: Sequence[Row]
    named: Sequence[tuple[str, Sequence[Cell]]]  # the other agencies, where they are named
    others: int
    hides: bool  # so few that a mean or a range would name them


def compared(item: AssessmentReturn) -> Compared:
    """Of what is handed in. Unnamed, fewer than three others are not shown. A fixed number of queries a round."""
    found = heat_map(item.campaign)
    [mine] = [cells for one, cells in found.rows if one.pk == item.pk]
    others = [(str(one.agency), cells) for one, cells in found.rows if one.pk != item.pk]
    hides = item.campaign.hides_names and len(others) < SEVERAL
    [chain] = chain_of([item]).values()
    stands = scores(words_of(chain), own=False)
    rows = []
    for place, standard in enumerate(found.standards):
        column = [score for _name, cells in others if (score := cells[place].moderated) is not None]
        is_shown = not hides and not (item.campaign.hides_names and len(column) < SEVERAL)
        rows.append(
            Row(
                standard,
                mine[place],
                mean([*column, mine[place].moderated]) if is_shown else None,
                sorted(column) if is_shown else [],
                [(one.campaign.title, stands.get((one.pk, standard.title))) for one in chain],
            )
        )
    named = [] if item.campaign.hides_names else others
    return Compared(rows, named, len(others), hides)
