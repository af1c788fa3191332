from hypothesis import given
from hypothesis import strategies as st

from frameworks.comparing import Change, Line, Piece, compare, words_apart

words = st.lists(st.sampled_from(["audit", "of", "records", "each", "term", "twice"]), max_size=8).map(" ".join)


def line(key, text, *, timescale="", came_from=(), kind="Standard"):
    return Line(key, kind, "Section", {"Outcome": text}, timescale, came_from)


def changes(before, after):
    return [(row.change.value, row.texts[0].pieces[0].text.strip()) for row in compare(before, after)]


def test_words_are_marked_one_by_one():
    assert words_apart("Audits are done twice a year.", "Audits are done each term.") == (
        Piece(Change.SAME, "Audits are done "),
        Piece(Change.REMOVED, "twice a year."),
        Piece(Change.ADDED, "each term."),
    )


@given(words, words)
def test_each_side_can_be_read_off_the_marked_words(before, after):
    pieces = words_apart(before, after)

    def read(without):
        return " ".join("".join(piece.text + " " for piece in pieces if piece.change != without).split())

    assert (read(Change.ADDED), read(Change.REMOVED)) == (before, after)


def test_what_was_taken_out_stands_where_it_stood():
    before = [line("s:1", "One"), line("s:2", "Two"), line("s:3", "Three")]
    after = [line("s:11", "One", came_from=("s:1",)), line("s:14", "New"), line("s:13", "Three", came_from=("s:3",))]

    assert changes(before, after) == [("same", "One"), ("removed", "Two"), ("added", "New"), ("same", "Three")]


def test_a_row_is_followed_by_where_it_came_from_whatever_its_words():
    row = compare([line("s:1", "Old words")], [line("s:11", "New words", came_from=("s:1",))])[0]

    assert (row.change, row.has_other_words, row.has_another_timescale) == (Change.CHANGED, True, False)


def test_a_row_is_found_again_over_several_versions():
    before, after = [line("s:1", "Old")], [line("s:21", "New", came_from=("s:11", "s:1"))]

    assert [row.change for row in compare(before, after)] == [Change.CHANGED]


def test_a_version_brought_in_anew_is_matched_by_its_words():
    before = [line("s:1", "One"), line("s:2", "Two")]

    assert changes(before, [line("s:8", "Two "), line("s:9", "Three")]) == [
        ("removed", "One"),
        ("same", "Two"),
        ("added", "Three"),
    ]


def test_another_timescale_is_no_other_wording():
    before = [line("a:1", "Audit", timescale="Yearly")]
    row = compare(before, [line("a:2", "Audit", timescale="Quarterly", came_from=("a:1",))])[0]

    assert (row.change, row.has_other_words, row.has_another_timescale) == (Change.CHANGED, False, True)


@given(st.lists(words, max_size=5), st.lists(words, max_size=5))
def test_every_row_of_either_version_is_told_once(before, after):
    old = [line(f"s:{n}", text) for n, text in enumerate(before)]
    new = [line(f"t:{n}", text) for n, text in enumerate(after)]
    told = [row.change for row in compare(old, new)]

    assert len(told) - told.count(Change.ADDED) == len(before)
    assert len(told) - told.count(Change.REMOVED) == len(after)
