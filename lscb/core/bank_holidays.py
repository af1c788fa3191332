"""A decade's bank holidays, printed: run by ``working_days`` as a program, in a process of its own.

The library loads every country of the world for our eight days a year, which a web worker would carry for life.
"""

import json
import sys

from holidays import country_holidays

if __name__ == "__main__":
    first = int(sys.argv[1])
    # England's list, which is Wales's as well: one-off days and substitutes included.
    days = country_holidays("GB", subdiv="ENG", years=range(first, first + 10))
    sys.stdout.write(json.dumps([day.isoformat() for day in days]))
