"""axe-core on the page as it stands: WCAG 2.2 AA, no violation."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.faults.waiting import wait_for

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
# What axe found in order is not brought back: it is a hundred times as much as what is wrong.
RUN = "options => axe.run(document, options).then((found) => found.violations)"
_axe = Axe()


def arrive(page: Page, title: str) -> None:
    """The page with this title is here, and anyone can use it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    check_accessibility(page)
    check_reflow(page)


def arrive_without_scripts(page: Page, title: str) -> None:
    """As ``arrive``, but for axe, which is a script itself."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    check_reflow(page)


def check_accessibility(page: Page) -> None:
    _wait_for_its_looks(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe.axe_script)
    wrong = [
        f"{one['id']}: {one['help']}: {', '.join(str(node['target']) for node in one['nodes'][:5])}"
        for one in page.evaluate(RUN, OPTIONS)
    ]
    assert wrong == [], f"{page.url}: {wrong}"


TOO_WIDE_BY = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def check_reflow(page: Page, width: int = 320) -> None:
    """Nothing needs scrolling sideways as it is and at this width, tables in their own scroll regions apart."""
    _wait_for_its_looks(page)
    before = page.viewport_size
    as_it_is = page.evaluate(TOO_WIDE_BY)
    page.set_viewport_size({"width": width, "height": 800})
    _wait_for_its_looks(page)
    overflow = page.evaluate(TOO_WIDE_BY)
    if before:
        page.set_viewport_size(before)
    assert (as_it_is, overflow) == (0, 0), f"{page.url} is too wide by these px, at {before} and at {width} px"


def _wait_for_its_looks(page: Page) -> None:
    """The heading can be there before style sheets and letters are: a slow machine measured the page without them."""
    page.wait_for_load_state("load")
    wait_for("its letters", lambda: page.evaluate("document.fonts.status") == "loaded")
