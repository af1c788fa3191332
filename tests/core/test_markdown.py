import pytest

from lscb.core.markdown import as_html


def html(text):
    return as_html(text).strip()


def test_emphasis_and_lists_become_tags():
    assert html("**Neglect** is *late*") == "<p><strong>Neglect</strong> is <em>late</em></p>"
    assert html("- one\n- two") == "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    assert html("3. third") == '<ol start="3">\n<li>third</li>\n</ol>'


def test_headings_begin_below_the_pages_own_and_skip_no_level():
    assert html("# One") == "<h3>One</h3>"
    assert html("### Deep") == "<h3>Deep</h3>"
    assert html("# One\n\n#### Deep\n\n## Two") == "<h3>One</h3>\n<h4>Deep</h4>\n<h4>Two</h4>"


def test_a_line_break_stays_one():
    assert html("first\nsecond") == "<p>first<br>\nsecond</p>"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<b>not bold</b>", "&lt;b&gt;not bold&lt;/b&gt;"),
        ("{{ secret }} {% url %}", "{{ secret }} {% url %}"),
        ("=SUM(A1:A9)", "=SUM(A1:A9)"),
        ("![a picture](http://127.0.0.1/a.png)", "![a picture](http://127.0.0.1/a.png)"),
        ("[a link](file:///etc/passwd)", "[a link](file:///etc/passwd)"),
        ("<http://127.0.0.1/>", "&lt;http://127.0.0.1/&gt;"),
        ("[r]: http://127.0.0.1/", "[r]: http://127.0.0.1/"),
    ],
)
def test_what_would_reach_out_or_be_run_is_shown_as_it_was_typed(typed, shown):
    assert html(typed) == f"<p>{shown}</p>"


def test_a_table_carries_no_style_of_its_own():
    assert html("| a |\n|--:|\n| 1 |") == (
        "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>"
    )


def test_endless_nesting_is_just_text():
    assert html(">" * 3000 + " deep").count("<blockquote>") < 100
