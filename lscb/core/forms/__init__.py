"""Forms in our words and our look. Use ``Form`` and ``ModelForm`` from here; any other form gets the look too."""

from lscb.core.forms.base import Form, ModelForm
from lscb.core.forms.dates import DateField, DateTimeField, TimeField
from lscb.core.forms.files import UploadField
from lscb.core.forms.folded import FoldedField
from lscb.core.forms.numbers import WholeNumberField
from lscb.core.forms.renderer import FurnitureField, FurnitureRenderer
from lscb.core.forms.several import SeveralField

__all__ = [
    "DateField",
    "DateTimeField",
    "FoldedField",
    "Form",
    "FurnitureField",
    "FurnitureRenderer",
    "ModelForm",
    "SeveralField",
    "TimeField",
    "UploadField",
    "WholeNumberField",
]
