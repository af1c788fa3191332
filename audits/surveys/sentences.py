"""What the verbs of surveys mean, for timelines. None is about an answer."""

SENTENCES: dict[str, str] = {
    "survey.added": "Survey begun",
    "survey.changed": "Survey changed",
    "survey.question_added": "A question added",
    "survey.question_changed": "A question changed",
    "survey.question_moved": "Questions put in another order",
    "survey.question_removed": "A question taken out",
    "survey.opened": "Opened",
    "survey.invited": "People invited by links of their own",
    "survey.closed": "Closed",
    "survey.remarks_shown": "Written answers chosen that others may read",
}
