"""What the indicators' verbs mean, for timelines."""

SENTENCES: dict[str, str] = {
    "indicator.added": "Indicator added",
    "indicator.changed": "Indicator changed",
    "target.set": "Target set",
    "data_set.added": "Data set added",
    "data_set.changed": "Data set changed",
    "period.opened": "Period opened for returns",
    "period.changed": "Dates changed",
    "period.closed": "Period closed",
    "return.opened": "Return asked for",
    "return.edited": "Worked on",
    "return.delegated": "Part handed to a colleague",
    "return.submitted": "Submitted",
    "return.submitted_for": "Submitted on the agency's behalf",
    "return.accepted": "Accepted",
    "return.sent_back": "Sent back",
    "figure.queried": "Figure queried",
    "figure.answered": "Query answered",
    "figure.query_closed": "Query closed",
}
