"""What the Board's lists have in common."""

from typing import Any

from django.http import HttpResponseBase
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from board.permissions import can_enter, can_manage, require
from lscb.core.http import SignedInRequest
from lscb.core.models import User
from lscb.core.pages import pages_of


class BoardListView(SingleTableMixin, FilterView):
    """A filtered, sorted list for those who may enter; an unusable filter shows everything and says why."""

    request: SignedInRequest
    http_method_names = ["get", "head", "options"]
    table_pagination: Any = pages_of(25)
    strict = False

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(self.may_list(request.user))
        return super().dispatch(request, *args, **kwargs)

    def may_list(self, user: User) -> bool:
        return can_enter(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"can_manage": can_manage(self.request.user)}
