from django.forms import CharField

from lscb.core.forms import Form


class ToolTitleForm(Form):
    title = CharField(max_length=200, label="Title", help_text="What the tool is called.")
