"""A published file on its way in; what its columns and symbols are; a neighbour model."""

from collections.abc import Iterable, Sequence
from copy import copy
from itertools import chain, islice, repeat
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from board.forms import choices
from indicators.analysis.figures import DFE_SYMBOLS, FigureState
from indicators.enums import FREQUENCIES
from indicators.mappings import LINES, LineSaid, lines_told, told_of
from indicators.models import BenchmarkMapping, Indicator, MappingLine
from indicators.models.benchmarks import LICENCE, YearSaid
from indicators.sheets.benchmarks import ROLES, folded
from indicators.sheets.headings import Rows
from indicators.sheets.periods import is_period
from lscb.core import editing
from lscb.core.editing import Clash, Clashes, Edit, EditConflict, clashes_of, mark, marked
from lscb.core.forms import DateField, Form, UploadField, WholeNumberField
from lscb.core.forms.tables import TablesForm
from lscb.core.models import User
from lscb.core.uploads import Kind

SHEETS = frozenset({Kind.EXCEL, Kind.TEXT})
# What a symbol may stand for, in the order it is asked; nothing in a cell says nothing.
MEANINGS = [
    FigureState.SUPPRESSED,
    FigureState.NOT_AVAILABLE,
    FigureState.NOT_APPLICABLE,
    FigureState.UNRELIABLE,
    FigureState.LOW,
    FigureState.NOT_SUPPLIED,
]
BLANK_LINES = 2
MOST_LINES = 60
# A column with more different words than this tells no one indicator from another.
MOST_WORDS = 30
PARTED = "\t"  # no cell that was read holds one
SAID = ("name", "source", "licence", "frequency", "sheet", "year_said")
LABELS = {"columns": "Its columns", "symbols": "Its symbols", "lines": "Its indicators", "sheet": "Sheet"}
WHERES = ("where", "and_where", "and_also")


class BenchmarkFileForm(TablesForm):
    file = UploadField(
        allowed=SHEETS,
        required=False,
        label="Excel or CSV file",
        help_text="As it was published, whole. Up to 20 MB and 10,000 rows.",
    )
    mapping = forms.ModelChoiceField(
        BenchmarkMapping.objects.all(),
        required=False,
        empty_label="In no way yet: I shall say what its columns are",
        label="It is read as",
        help_text="As last year’s file of the same kind.",
    )
    published_on = DateField(required=False, label="Published on", help_text="Said wherever its figures are shown.")
    all_of = forms.CharField(
        required=False,
        max_length=40,
        label="All rows are of",
        help_text="Only where no column of it names a period: 2014–15, or Q1 2025–26.",
    )

    def clean_all_of(self) -> str:
        return period_written(self.cleaned_data["all_of"])


def period_written(text: str) -> str:
    if text and not is_period(text):
        raise ValidationError(f"“{text}” is no period. Write it as 2014–15, Q1 2025–26 or July 2025")
    return text


class MappingForm(Form):
    """What a file's columns and symbols are: said once, and by two people at once only if both are shown."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)
    both_texts: Clashes | None = None
    name = forms.CharField(
        max_length=120, label="What such files are called", help_text="Such as “Children looked after, rates”."
    )
    source = forms.CharField(
        max_length=300,
        label="Source",
        help_text="Shown beside every figure: Department for Education, Children in need.",
    )
    licence = forms.CharField(max_length=300, required=False, label="Licence", initial=LICENCE)
    frequency = forms.ChoiceField(choices=FREQUENCIES, initial="year", label="Each figure is of")
    sheet = forms.CharField(
        max_length=100, required=False, label="Sheet", help_text="Of a workbook with several; empty for all of them."
    )
    year_said = forms.ChoiceField(
        choices=[("", "Said in the file, or not a year"), *YearSaid.choices],
        required=False,
        label="A year that is written as one number is",
    )
    all_of = forms.CharField(
        required=False,
        max_length=40,
        label="All rows of this file are of",
        help_text="Where no column names the period: 2014–15, or Q1 2025–26. It is asked of each such file.",
    )

    def __init__(self, *args: Any, headings: Sequence[str] | None, said: BenchmarkMapping, **kwargs: Any) -> None:
        """``headings``: of the file at hand; without one, columns are written as files call them."""
        super().__init__(*args, **kwargs)
        self.said = said
        for role, (label, _names) in ROLES.items():
            self.fields[f"role_{role}"] = _column_field(headings, label)
        for state in MEANINGS:
            self.fields[f"symbol_{state}"] = forms.CharField(
                required=False, max_length=60, label=f"Symbols that mean: {state.label.lower()}"
            )
        if said.pk is None:
            del self.fields["read"]
        # The sheet was chosen before its columns were asked; without a file at hand no file's period is.
        del self.fields["all_of" if headings is None else "sheet"]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = BenchmarkMapping.objects.exclude(pk=self.said.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError("Another has this name. Choose a different one, or read the file as that one")
        return name

    def clean_all_of(self) -> str:
        return period_written(self.cleaned_data["all_of"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        names, said = data.get("role_period"), data.get("all_of")
        if "all_of" in self.fields and "all_of" not in self.errors and bool(names) == bool(said):
            words = "Say which column names the period, or which period all rows are of"
            self.add_error("all_of", "A column names the period already. Choose one of the two" if said else words)
        if not any(data.get(f"role_{role}") for role in ROLES if role.endswith(("_code", "_name"))):
            raise ValidationError("Say which column names the place")
        return data

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        columns = {role: data[f"role_{role}"] for role in ROLES if data[f"role_{role}"]}
        symbols = {"": FigureState.NOT_SUPPLIED.value} | {
            symbol.casefold(): state.value for state in MEANINGS for symbol in data[f"symbol_{state}"].split()
        }
        said = {name: data[name] for name in SAID if name in data}
        return {**said, "columns": columns, "symbols": symbols}

    def edit(self, **besides: Any) -> Edit:
        """What was written, and ``besides`` what nobody is asked."""
        values = self.values | besides
        if "read" not in self.fields:
            return Edit(values)
        return Edit(values, marked(self.cleaned_data["read"]), frozenset(str(self.data.get("keep_saved", "")).split()))

    def show_both_texts(self, conflict: EditConflict, lines: Sequence[LineSaid], *, reader: User) -> None:
        """Keep what was written in the form, and let the next save know that both have been read."""
        saved: Any = conflict.saved
        theirs, mine = told_of(saved), _told(self.values, lines)
        clashes = [
            Clash(_label(self, name), theirs[name] or "Nothing", mine[name] or "Nothing") for name in conflict.fields
        ]
        self.both_texts = clashes_of(conflict, clashes, reader=reader)
        seen = {name: digest for name, digest in marked(what_it_says(saved)).items() if name in conflict.fields}
        sent: Any = copy(self.data)
        sent[self.add_prefix("read")] = mark(marked(self.cleaned_data["read"]) | seen)
        self.data = sent


class LineForm(Form):
    """One indicator: in which column its figures stand, and in which rows."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), required=False)
    value_column = forms.ChoiceField(required=False, label="Its figure stands in")
    where = forms.ChoiceField(required=False, label="Of the rows where")
    and_where = forms.ChoiceField(required=False, label="And where")
    and_also = forms.ChoiceField(required=False, label="And where besides")
    numerator_column = forms.ChoiceField(
        required=False, label="Count above", help_text="With both counts, places can be added up to one rate."
    )
    denominator_column = forms.ChoiceField(required=False, label="Count below")

    def __init__(
        self,
        *args: Any,
        indicators: QuerySet[Indicator],
        headings: Sequence[str] | None,
        wheres: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "indicator", indicators, nothing="None")
        for name in ("value_column", "numerator_column", "denominator_column"):
            asked = self.fields[name]
            self.fields[name] = _column_field(headings, str(asked.label or ""), help_text=str(asked.help_text))
        if headings is None:
            for name in WHERES:
                del self.fields[name]
            self.fields["where_column"] = _column_field(None, "Of the rows where", help_text="Empty for all rows.")
            self.fields["where_value"] = forms.CharField(
                required=False, max_length=300, label="The word that stands there"
            )
            self.fields["also_where"] = forms.CharField(
                required=False,
                max_length=1000,
                label="And where",
                help_text="Further columns with their words: group = All pupils; sex = Girls.",
            )
            return
        choices.offer_words(self, "where", [("", "All rows"), *wheres])
        tell_apart = len({value.partition(PARTED)[0] for value, _ in wheres})
        for wanted, name in enumerate(WHERES[1:], 2):
            if tell_apart < wanted:
                del self.fields[name]
            else:
                choices.offer_words(self, name, [("", "Nothing more"), *wheres])

    def clean_also_where(self) -> list[tuple[str, str]]:
        pairs = [part.partition("=") for part in self.cleaned_data["also_where"].split(";") if part.strip()]
        if not all(column.strip() and equals for column, equals, _ in pairs):
            raise ValidationError("Write each as a column, a sign for equal and a word: group = All pupils")
        return [(column.strip(), word.strip()) for column, _, word in pairs]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("indicator") and not data.get("value_column"):
            self.add_error("value_column", "Choose the column that its figure stands in")
        if bool(data.get("numerator_column")) != bool(data.get("denominator_column")):
            self.add_error("denominator_column", "Choose both counts, or neither")
        if data.get("where_value") and not data.get("where_column"):
            self.add_error("where_column", "Say which column says so")
        return data

    @property
    def line(self) -> dict[str, Any] | None:
        data = dict(self.cleaned_data)
        if not data["indicator"]:
            return None
        if "where" not in data:
            return data
        said = [one.partition(PARTED)[::2] for name in WHERES if (one := data.pop(name, ""))]
        (column, value), *others = said or [("", "")]
        return {**data, "where_column": column, "where_value": value, "also_where": others}


class NeighboursForm(TablesForm):
    """The model as it was published, or a list of the authorities like ours."""

    file = UploadField(
        allowed=SHEETS,
        required=False,
        label="Excel or CSV file",
        help_text="A row for each authority with SN1, SN2 and so on beside it; or a list of ours, the likest first.",
    )
    model = forms.CharField(max_length=120, label="What the model is called", initial="Statistical neighbours")
    year = WholeNumberField(label="Year of the model", min_value=1990, max_value=2100)
    own = forms.CharField(max_length=100, label="Our authority", help_text="By its name in the file, or its code.")
    source = forms.CharField(max_length=300, required=False, label="Source")


def what_it_says(mapping: BenchmarkMapping) -> str:
    """What whoever changes it has read, as a form carries it."""
    read = editing.what_was_read(mapping, [*SAID, "columns", "symbols"])
    return mark(read | {LINES: editing.digest(lines_told(mapping.lines.select_related("indicator")))})


def _told(values: dict[str, Any], lines: Sequence[LineSaid]) -> dict[str, str]:
    return told_of(BenchmarkMapping(**values), lines)


def _label(form: forms.Form, name: str) -> str:
    return str(form[name].label) if name in form.fields else LABELS[name]


def line_forms(
    data: Any, *, mapping: BenchmarkMapping, headings: Sequence[str], tables: Iterable[Rows]
) -> list[LineForm]:
    """Those that the mapping has, and some to fill in."""
    there = list(mapping.lines.all()) if mapping.pk else []
    indicators = Indicator.objects.agreed().order_by("code")
    wheres = _wheres(headings, list(tables), there)
    return [
        LineForm(
            data,
            prefix=f"line{n}",
            indicators=indicators,
            headings=headings,
            wheres=wheres,
            initial=_initial(there[n]) if n < len(there) else {},
        )
        for n in range(_count(data, len(there)))
    ]


def free_line_forms(data: Any, mapping: BenchmarkMapping) -> list[LineForm]:
    """The same without a file at hand: columns and words are written, not chosen."""
    there = list(mapping.lines.all())
    indicators = Indicator.objects.agreed().order_by("code")
    named = ("indicator", "value_column", "numerator_column", "denominator_column", "where_column", "where_value")
    initials = [{**{name: getattr(line, name) for name in named}, "also_where": _also(line)} for line in there]
    return [
        LineForm(data, prefix=f"line{n}", indicators=indicators, headings=None, initial=initial)
        for n, initial in enumerate(islice(chain(initials, repeat({})), _count(data, len(there))))
    ]


def _count(data: Any, there: int) -> int:
    """As many as were sent, where that is a number that a form could have sent."""
    sent = str(data.get("lines", "")) if data is not None else ""
    is_number = sent.isascii() and sent.isdigit() and len(sent) < 4
    return min(int(sent), MOST_LINES) if is_number else there + BLANK_LINES


def initial_of(mapping: BenchmarkMapping, recognised: dict[str, str]) -> dict[str, Any]:
    """What the mapping says; of a new one, what the headings tell and what the Department's symbols mean."""
    columns = mapping.columns if mapping.pk else recognised
    symbols = mapping.symbols if mapping.pk else {symbol: state.value for symbol, state in DFE_SYMBOLS.items()}
    said = {name: getattr(mapping, name) for name in SAID}
    of_symbols = {
        f"symbol_{state}": " ".join(symbol for symbol, means in symbols.items() if symbol and means == state)
        for state in MEANINGS
    }
    if mapping.pk:
        said["read"] = what_it_says(mapping)
    return {**said, **{f"role_{role}": heading for role, heading in columns.items()}, **of_symbols}


def _initial(line: MappingLine) -> dict[str, Any]:
    wheres = dict(zip(WHERES, (f"{column}{PARTED}{word}" for column, word in line.wheres), strict=False))
    named = ("indicator", "value_column", "numerator_column", "denominator_column")
    return {**{name: getattr(line, name) for name in named}, **wheres}


def _also(line: MappingLine) -> str:
    return "; ".join(f"{column} = {word}" for column, word in line.also_where)


def _column_field(
    headings: Sequence[str] | None, label: str, *, required: bool = False, help_text: str = ""
) -> forms.Field:
    if headings is None:
        return forms.CharField(max_length=200, required=required, label=label, help_text=help_text)
    offered = _columns(headings, "No column")
    return forms.ChoiceField(choices=offered, required=required, label=label, help_text=help_text)


def _columns(headings: Sequence[str], nothing: str) -> list[tuple[str, str]]:
    return [("", nothing), *((heading, heading) for heading in dict.fromkeys(headings) if heading)]


def _wheres(headings: Sequence[str], tables: Sequence[Rows], there: Sequence[MappingLine]) -> list[tuple[str, str]]:
    """Every column that tells one set of rows from another, with each of its words."""
    known = {name for _role, (_label, names) in ROLES.items() for name in names}
    found: list[tuple[str, str]] = []
    for at, heading in enumerate(headings):
        if not heading or folded(heading) in known:
            continue
        words = _words(tables, at, heading)
        if 1 < len(words) <= MOST_WORDS:
            found += [(f"{heading}{PARTED}{word}", f"{heading} is {word}") for word in words]
    kept = [pair for line in there for pair in line.wheres]
    found += [(f"{column}{PARTED}{value}", f"{column} is {value}") for column, value in kept]
    return list(dict(found).items())


def _words(tables: Sequence[Rows], at: int, heading: str) -> list[str]:
    seen = dict.fromkeys(
        cells[at]
        for rows in tables
        for _, cells in rows
        if at < len(cells) and cells[at] != heading and cells[at] and "\n" not in cells[at]
    )
    return list(islice(seen, MOST_WORDS + 1))
