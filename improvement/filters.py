"""What the list of improvement actions can be narrowed to."""

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxInput
from django.utils import timezone

from board.models import Agency
from improvement.enums import ActionStatus
from improvement.models import ImprovementAction, ImprovementActionQuerySet
from improvement.queries import actions_of
from lscb.core.http import SignedInRequest


def agencies_with_actions(request: SignedInRequest) -> QuerySet[Agency]:
    actions = actions_of(request.user).filter(agency=OuterRef("pk"))
    return Agency.objects.filter(Exists(actions)).order_by("name")


class ActionFilter(filters.FilterSet):
    text = filters.CharFilter(method="with_text", label="Action or source")
    agency = filters.ModelChoiceFilter(queryset=agencies_with_actions, empty_label="Every agency")
    status = filters.ChoiceFilter(choices=ActionStatus.choices, empty_label="Every status")
    late = filters.BooleanFilter(method="only_late", label="Late only", widget=CheckboxInput)

    class Meta:
        model = ImprovementAction
        fields = ("text", "agency", "status", "late")

    def with_text(self, queryset: ImprovementActionQuerySet, name: str, text: str) -> ImprovementActionQuerySet:
        return queryset.filter(Q(what__icontains=text) | Q(source__icontains=text))

    def only_late(self, queryset: ImprovementActionQuerySet, name: str, value: bool) -> ImprovementActionQuerySet:
        return queryset.late(today=timezone.localdate()) if value else queryset
