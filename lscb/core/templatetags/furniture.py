"""The page furniture, known to every template without ``{% load %}``.

{% icon "tick" %}                                        one of ``SHAPES``; decoration, hidden from screen readers
{% status "late" "9 days late" %}                        shape, word, colour; kinds in ``KINDS``
{% tag "In consultation" %}                              a plain label
{% bar 5 6 %}  {% progress 16 41 "answered" %}           the number first, then its length
{% crumbs "Indicators" url "Q4 2025–26" %}               pairs of words and address; the last words are this page
{% notice "warn" title="…" %}<p>…</p>{% endnotice %}     kinds: info, done, warn, stop (or a message's level)
{% empty_state "No benchmarks yet" %}…{% endempty_state %}  what would be here and what makes it appear
{% defs "Unit" unit "Supplier" agency %}                 a definition list of pairs
{% timeline lines %}                                     lines of ``activity.timeline``
{% thread messages %}                                    things with ``by``, ``at`` and ``text``, oldest first
{% errors form other_form %}                             the error summary, linking to the fields
{% pager page "actions" %}                               pages of a ``Page``, keeping the rest of the address
{% stack_table "Delegated work" %}<thead>…{% endstack_table %}  rows become cards on a phone; roles and labels added
{% described_filters form as chosen %}                   pairs of label and words for what a filter form asks

Filters for dates and quantities are in ``words.py`` beside this.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.template import Context
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from lscb.core.stack_table import with_roles_and_labels
from lscb.core.templatetags.words import dash, uk_date

register = template.Library()

SHAPES = frozenset(
    {"disc", "half-diamond", "triangle", "dash", "tick", "play", "half-disc", "ring", "diamond", "arrow", "info"}
    | {"file", "up", "down", "sortable"}
)
# kind -> (colour class, shape)
KINDS = {
    "good": ("good", "disc"),
    "done": ("good", "tick"),
    "part": ("part", "half-diamond"),
    "poor": ("poor", "triangle"),
    "late": ("poor", "triangle"),
    "now": ("now", "play"),
    "progress": ("now", "half-disc"),
    "moved": ("now", "arrow"),
    "todo": ("none", "ring"),
    "none": ("none", "dash"),
    "concern": ("concern", "diamond"),
    "improve": ("improve", "disc"),
}
NOTICES = {
    "info": ("", "info"),
    "done": ("done", "tick"),
    "warn": ("warn", "half-diamond"),
    "stop": ("stop", "triangle"),
    "success": ("done", "tick"),
    "warning": ("warn", "half-diamond"),
    "error": ("stop", "triangle"),
    "debug": ("", "info"),
}


# Forms


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """Django's token, and beside it whose page this is."""
    return _token(str(context.get("csrf_token", "")), context.get("written_by", ""))


@lru_cache(maxsize=8)  # a page of many forms has one token
def _token(token: str, written_by: str) -> SafeString:
    return render_to_string("components/forms/token.html", {"token": token, "written_by": written_by})


# Shapes and words. Rows repeat them by the hundred, so each is drawn once in a process.


@register.simple_tag
@lru_cache(maxsize=64)
def icon(shape: str) -> SafeString:
    if shape not in SHAPES:
        raise template.TemplateSyntaxError(f"there is no icon called {shape!r}")
    return render_to_string("components/icon.html", {"shape": shape})


@register.simple_tag
def status(kind: str, word: Any) -> SafeString:
    return _status(kind, conditional_escape(word))


@lru_cache(maxsize=512)
def _status(kind: str, word: SafeString) -> SafeString:
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"there is no status called {kind!r}")
    tone, shape = KINDS[kind]
    return render_to_string("components/status.html", {"tone": tone, "shape": shape, "word": word})


@register.simple_tag
@lru_cache(maxsize=64)
def variation(icon: str, words: str) -> SafeString:
    """The icon of a chart's latest figure: ``concern_high`` and the like, "" where it is not judged."""
    tone, _, way = icon.partition("_")
    tone = {"concern": "concern", "improvement": "improve"}.get(tone, "common")
    context = {"tone": tone, "way": (way or "common") if icon else "none", "words": words}
    return render_to_string("components/variation.html", context)


@register.simple_tag
@lru_cache(maxsize=64)
def assurance(kind: str, words: str) -> SafeString:
    """The icon of a target: ``pass``, ``fail``, ``hit_and_miss``, or "" where nothing can be said."""
    tone = {"fail": "concern", "pass": "improve"}.get(kind, "common")
    return render_to_string("components/assurance.html", {"tone": tone, "kind": kind, "words": words})


@register.inclusion_tag("components/tag.html")
def tag(word: Any) -> dict[str, Any]:
    return {"word": word}


@register.simple_tag
@lru_cache(maxsize=512)
def bar(done: int, total: int) -> SafeString:
    return render_to_string("components/bar.html", {"done": done, "total": total, "percent": _percent(done, total)})


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, words: str = "") -> dict[str, Any]:
    return {"done": done, "total": total, "words": words, "percent": _percent(done, total)}


# Parts of a page


@register.inclusion_tag("components/crumbs.html")
def crumbs(*words_and_urls: Any) -> dict[str, Any]:
    *links, here = words_and_urls
    return {"links": list(_pairs(links)), "here": here}


@register.inclusion_tag("components/crumbs.html", takes_context=True)
def crumbs_from_place(context: Context, *words_and_urls: Any) -> dict[str, Any]:
    """As ``crumbs``, from the place in the navigation that the page belongs to."""
    *links, here = words_and_urls
    place = [(item.label, item.url) for item in context.get("nav_items") or () if item.is_current]
    pairs = list(_pairs(links))
    return {"links": [one for one in place if one[1] not in {url for _words, url in pairs}] + pairs, "here": here}


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info", title: str = "", *, news: bool = False) -> SafeString:
    modifier, shape = NOTICES[kind if kind in NOTICES else "info"]
    context = {"content": content, "title": title, "modifier": modifier, "shape": shape, "is_news": news}
    return render_to_string("components/notice.html", context)


@register.simple_block_tag
def empty_state(content: SafeString, title: str) -> SafeString:
    return render_to_string("components/empty_state.html", {"content": content, "title": title})


@register.simple_tag
def defs(*terms_and_values: Any) -> SafeString:
    return _defs(*(conditional_escape(localize(dash(one))) for one in terms_and_values))


@lru_cache(maxsize=512)
def _defs(*terms_and_values: SafeString) -> SafeString:
    return render_to_string("components/defs.html", {"pairs": list(_pairs(terms_and_values))})


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    return {"events": events}


@register.inclusion_tag("components/thread.html")
def thread(messages: Iterable[Any]) -> dict[str, Any]:
    return {"said_so_far": messages}


# Tables and lists


@register.simple_block_tag
def stack_table(content: SafeString, caption: str, extra: str = "", *, show_caption: bool = False) -> SafeString:
    # The block has been rendered, and so escaped, already; only attributes are added to it.
    labelled = mark_safe(with_roles_and_labels(content))  # noqa: S308
    context = {"content": labelled, "caption": caption, "extra": extra, "is_caption_hidden": not show_caption}
    return render_to_string("components/stack_table.html", context)


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Page, noun: str = "rows", param: str = "page") -> dict[str, Any]:
    query = context["request"].GET

    def url(number: int | str) -> str:
        wanted = query.copy()
        wanted[param] = str(number)
        return f"?{wanted.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "noun": noun,
        "pages": [(number, url(number) if isinstance(number, int) else "") for number in numbers],
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def described_filters(form: forms.Form) -> list[tuple[str, str]]:
    """What a filter form asks for, in the words of its own labels and choices; not what only arranges the answer."""
    if not form.is_bound:
        return []
    form.is_valid()
    arranges = getattr(form, "arranges", ())
    asked = (
        (bound, form.cleaned_data.get(bound.name)) for bound in form.visible_fields() if bound.name not in arranges
    )
    return [(str(bound.label), _in_words(bound.field, value)) for bound, value in asked if _is_asked(value)]


# Forms


@register.filter
def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Of a form's control, each with a space before it: a name alone for what is just so, nothing for what is not."""
    return mark_safe("".join(_attribute(name, value) for name, value in attrs.items() if value is not False))  # noqa: S308


@register.simple_tag
def options(groups: Iterable[Any]) -> SafeString:
    """Of a select: a form of sixty rows offers the same few sixty times."""
    return _options(
        tuple((conditional_escape(group or ""), tuple(map(_option, offered))) for group, offered, _index in groups)
    )


def _option(option: Mapping[str, Any]) -> tuple[SafeString, SafeString, bool]:
    return conditional_escape(str(option["value"])), conditional_escape(option["label"]), option["selected"]


@lru_cache(maxsize=512)
def _options(groups: tuple[Any, ...]) -> SafeString:
    return render_to_string("components/forms/options.html", {"groups": groups})


@lru_cache(maxsize=4096, typed=True)
def _attribute(name: str, value: Any) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


@register.inclusion_tag("components/errors.html")
def errors(*wrong: Any) -> dict[str, Any]:
    problems = [problem for form in wrong if form for problem in _problems(form)]
    return {"problems": list(dict.fromkeys(problems))}


def _problems(form: Any) -> Iterator[tuple[str, str]]:
    """Each error once, with the field it leads to; a formset tells its own and those of its forms."""
    if not form.is_bound:
        return
    if isinstance(form, forms.BaseFormSet):
        yield from ((str(words), "") for words in form.non_form_errors())
        for one in form.forms:
            yield from _problems(one)
        return
    # So that ``{{ form }}`` below need not repeat what belongs to no field.
    form.is_told_above = True
    yield from ((str(words), "") for words in form.non_field_errors())
    for bound in form:
        target = "" if bound.is_hidden else getattr(bound, "focus_id", bound.auto_id)
        yield from ((str(words), target) for words in bound.errors)


def _percent(done: int, total: int) -> int:
    return max(0, min(100, round(100 * done / total))) if total else 0


def _pairs(items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    items = iter(items)
    return zip(items, items, strict=False)


def _is_asked(value: Any) -> bool:
    if isinstance(value, QuerySet):
        return value.exists()
    return value not in (None, "", [], False)


def _in_words(field: forms.Field, value: Any) -> str:
    if value is True:
        return ""
    if isinstance(value, date):
        return uk_date(value)
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " or ".join(_in_words(field, item) for item in value)
    return dict(_flat(getattr(field, "choices", []))).get(str(value), str(value))


def _flat(choices: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)
