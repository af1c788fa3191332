"""The two routes by which a framework is devised, in stages that may be changed afterwards. Pure."""

from frameworks.enums import Route

ROUTES: dict[Route, tuple[str, ...]] = {
    Route.PRIORITIES_FIRST: (
        "Agree the priorities of the Board",
        "Gather what data the priorities need, and have the list signed off",
        "Find out which of it nobody has yet",
        "Write the framework with the data that there is",
        "Set up a task group to fill the gaps",
        "Sign off the plan for gathering what is missing",
    ),
    Route.DRAFT_FIRST: (
        "Draft the indicators and the data set",
        "Consult those who hold the data and those who will use it",
        "Gather a long list of data that they think is worth having",
        "Cut it to what can be had, and draft the framework with its gaps marked",
        "Use the draft to agree the priorities",
        "Settle the list of data once the priorities are agreed",
        "Set up a task group to fill the gaps",
        "Sign off the plan for gathering what is missing",
    ),
}
