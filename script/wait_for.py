"""Wait until an address on this machine answers: script/wait_for.py URL SECONDS."""

import signal
import sys
import time
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

signal.signal(signal.SIGINT, signal.SIG_DFL)
url, seconds = sys.argv[1], int(sys.argv[2])
direct = build_opener(ProxyHandler({}))
give_up_at = time.monotonic() + seconds
while True:
    try:
        direct.open(url, timeout=10).close()
        break
    except HTTPError as error:
        sys.exit(f"{url} answers, but with {error}")
    except (OSError, HTTPException) as error:
        if time.monotonic() > give_up_at:
            sys.exit(f"{url} does not answer: {error}")
        time.sleep(0.2)
