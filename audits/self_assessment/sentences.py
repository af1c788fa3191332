"""What the verbs of self-assessments mean, for timelines."""

SENTENCES: dict[str, str] = {
    "tool.added": "Tool begun",
    "tool.changed": "Tool changed",
    "campaign.opened": "Campaign opened",
    "campaign.changed": "Campaign changed",
    "campaign.closed": "Campaign closed",
    "assessment.opened": "Return asked for",
    "assessment.edited": "Answers worked on",
    "assessment.confirmed": "Last round’s answers confirmed",
    "assessment.handed_over": "A standard handed to a colleague",
    "assessment.taken_back": "A standard taken back",
    "assessment.extended": "Due date put off",
    "assessment.signing_asked": "A senior officer asked to sign it off",
    "assessment.signing_withdrawn": "Taken back before it was signed off",
    "assessment.signing_declined": "Not signed off",
    "assessment.submitted": "Submitted, signed off by a senior officer",
    "assessment.taken_up": "Taken up by the panel",
    "assessment.judged": "Judged by the panel",
    "assessment.sent_back": "Sent back",
    "assessment.moderated": "Moderation finished",
    "assessment.closed": "Closed",
}
