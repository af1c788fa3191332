from board.models import KeyQuestion, Priority
from lscb.core.editing import EditForm


class PriorityForm(EditForm):
    class Meta:
        model = Priority
        fields = ["title", "description"]
        labels = {"title": "Priority"}
        help_texts = {
            "title": "In a few words: neglect, exploitation, early help.",
            "description": "What the Board wants to be different by the end of the year.",
        }


class KeyQuestionForm(EditForm):
    class Meta:
        model = KeyQuestion
        fields = ["text"]
        help_texts = {"text": "What the Board’s assurance must answer: Are children safe?"}
