#!/usr/bin/env python
"""The product's command line."""

import os
import sys

from lscb.core import command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscb.settings")
    command_line.run(sys.argv)
