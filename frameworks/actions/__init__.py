"""Everything that changes a framework. Views and commands call these."""

from frameworks.actions.bringing_in import bring_in
from frameworks.actions.completing import complete, withdraw_completion
from frameworks.actions.frameworks import begin_framework, change_framework, move_framework
from frameworks.actions.parts import add_part, change_activity, change_part, move_part, remove_part

__all__ = [
    "add_part",
    "begin_framework",
    "bring_in",
    "change_activity",
    "change_framework",
    "change_part",
    "complete",
    "move_framework",
    "move_part",
    "remove_part",
    "withdraw_completion",
]
