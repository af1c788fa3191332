"""What the programme's verbs mean, for timelines."""

SENTENCES: dict[str, str] = {
    "programme.added": "Programme begun",
    "programme.brought_in": "Entries brought in from a table",
    "entry.brought_in": "Brought in from a table",
    "entry.added": "Entry added",
    "entry.changed": "Entry changed",
    "entry.moved": "Status changed",
    "entry.carried": "Carried over from the year before",
    "audit.added": "Audit planned",
    "audit.registered": "Audit registered",
    "audit.requested": "Audit asked for",
    "audit.changed": "Audit changed",
    "audit.moved": "Status changed",
    "audit.paper_asked": "Paper asked for",
    "audit.paper_received": "Paper received",
    "audit.decided": "Scrutinised, and the decision recorded",
    "audit.called": "Put on the forward plan",
    "audit.presented": "Came before the Board",
    "entry.linked": "What it answers and concerns changed",
    "audit.report_attached": "Report attached",
}
