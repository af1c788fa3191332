"""A file of figures, or a pasted table of them."""

from lscb.core.forms import UploadField
from lscb.core.forms.tables import TablesForm
from lscb.core.uploads import Kind


class FiguresFileForm(TablesForm):
    file = UploadField(
        allowed=frozenset({Kind.EXCEL, Kind.TEXT}),
        required=False,
        label="Excel or CSV file",
        help_text="The sheet downloaded here, or one of your own with a column for the code.",
    )
