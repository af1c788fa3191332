"""Whether the web process of this machine answers, asked as the proxy in front asks: script/answers.py healthz."""

import os
import sys
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

base = urlsplit(os.environ["LSCB_BASE_URL"])
headers = {"Host": base.netloc, "X-Forwarded-Proto": base.scheme}
try:
    with build_opener(ProxyHandler({})).open(
        Request(f"http://127.0.0.1:8000/{sys.argv[1]}", headers=headers), timeout=10
    ) as answer:
        print(answer.read().decode())
except HTTPError as error:
    sys.exit(f"{error.code} {error.read().decode()}")
except OSError as error:
    sys.exit(str(error))
