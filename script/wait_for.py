"""Wait until an address answers: script/wait_for.py URL SECONDS."""

import sys
import time
from http.client import HTTPException
from urllib.request import urlopen

url, seconds = sys.argv[1], int(sys.argv[2])
give_up_at = time.monotonic() + seconds
while True:
    try:
        with urlopen(url, timeout=5) as response:
            sys.exit(response.status != 200)
    except (OSError, HTTPException) as error:
        if time.monotonic() > give_up_at:
            sys.exit(f"{url} does not answer: {error}")
        time.sleep(0.2)
