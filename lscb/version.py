"""Which product this is: the same as in ``pyproject.toml``, which is not there once it is installed."""

VERSION = "0.1.0"
