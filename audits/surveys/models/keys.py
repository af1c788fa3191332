"""Keys that tell nothing of when a row was made."""

import secrets

HIGHEST = 2**53  # as far as a number is whole everywhere, a browser's too


def random_key() -> int:
    return secrets.randbelow(HIGHEST) + 1
