"""Two people on one form: nothing of either is lost.

A form (``EditForm``) remembers what its writer had read; its action hands the ``Edit`` to ``merge`` while the row is
locked. Fields that only one of them changed are merged. Where both changed the same field, ``merge`` raises
``EditConflict`` and the form shows both texts (``components/conflict.html``) with two buttons. In an action::

    changes = editing.merge(locked_agency, edit)
    locked_agency.save(update_fields=changes)

and in its view::

    act = partial(actions.change_agency, agency, form.edit, by=request.user)
    if editing.saved(form, act=..., by=request.user):
        return redirect(agency)
"""

from lscb.core.editing.forms import Clash, Clashes, EditForm, clashes_of, mark, marked, saved
from lscb.core.editing.merging import Edit, EditConflict, digest, merge, one_of_a_kind, what_was_read

__all__ = [
    "Clash",
    "Clashes",
    "Edit",
    "EditConflict",
    "EditForm",
    "clashes_of",
    "digest",
    "mark",
    "marked",
    "merge",
    "one_of_a_kind",
    "saved",
    "what_was_read",
]
