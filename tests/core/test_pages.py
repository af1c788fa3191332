from types import SimpleNamespace

import django_tables2 as tables
import pytest
from django.http import QueryDict

from lscb.core.pages import pages_of


class Numbers(tables.Table):
    number = tables.Column()


@pytest.mark.parametrize("asked", ["", "per_page=-1", "per_page=0", "per_page=4", "per_page=99999999999999999999"])
def test_a_page_is_as_long_as_its_view_says(asked):
    table = Numbers([{"number": number} for number in range(7)])

    tables.RequestConfig(SimpleNamespace(GET=QueryDict(asked)), paginate=pages_of(3)).configure(table)

    assert len(table.paginated_rows) == 3
