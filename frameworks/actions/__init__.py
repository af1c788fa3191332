"""Everything that changes a framework. Views and commands call these."""

from frameworks.actions.bringing_in import bring_in
from frameworks.actions.completing import complete, withdraw_completion
from frameworks.actions.consultation import answer, comment
from frameworks.actions.coverage import (
    add_coverage_part,
    begin_coverage,
    bring_in_coverage,
    change_coverage_part,
    move_coverage_part,
    remove_coverage_part,
)
from frameworks.actions.discarding import discard_framework
from frameworks.actions.frameworks import begin_framework, change_framework, move_framework
from frameworks.actions.parts import add_part, change_activity, change_part, move_part, remove_part
from frameworks.actions.stages import (
    add_stage,
    begin_plan,
    change_stage,
    move_stage,
    remove_stage,
    reopen_stage,
    sign_off_stage,
)
from frameworks.actions.versions import take_forward

__all__ = [
    "add_coverage_part",
    "add_part",
    "add_stage",
    "answer",
    "begin_coverage",
    "begin_framework",
    "begin_plan",
    "bring_in",
    "bring_in_coverage",
    "change_activity",
    "change_coverage_part",
    "change_framework",
    "change_part",
    "change_stage",
    "comment",
    "complete",
    "discard_framework",
    "move_coverage_part",
    "move_framework",
    "move_part",
    "move_stage",
    "remove_coverage_part",
    "remove_part",
    "remove_stage",
    "reopen_stage",
    "sign_off_stage",
    "take_forward",
    "withdraw_completion",
]
