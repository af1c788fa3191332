"""Production holds only what a public body may use, and says what that is."""

import re

from tests.policy.licences import PAGE, packages, page

# Each licence of a package's list is one of these; where it offers several, one of them is enough.
ACCEPTED = re.compile(
    r"\b(MIT|BSD|Apache|Python Software Foundation|PSF|MPL|Mozilla|LGPL|Lesser General|OFL|ISC|CC0|0BSD)\b|BSD-derived"
)


def test_every_package_can_be_used_under_an_accepted_licence():
    assert [package for package in packages() if not ACCEPTED.search(package.licence)] == []


def test_the_page_of_licences_is_drawn_from_what_is_installed():
    assert PAGE.read_text() == page()
