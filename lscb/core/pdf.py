"""The only module that knows WeasyPrint. Renders in a process of its own, with time and memory limits.

``python -m lscb.core.pdf SHIPPED_FILES`` reads HTML from standard input and writes a tagged PDF.
"""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.template.loader import render_to_string

from lscb.core.exceptions import Refused

PROJECT = Path(__file__).resolve().parents[2]
SECONDS = 300
MEMORY = 2 * 1024**3
MISSING_LIBRARIES, OUT_OF_MEMORY = 3, 4
# How a process ends when a library in it is refused memory, or the machine has none left.
STARVED = {OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP, -signal.SIGKILL}
NO_LIBRARIES = (
    "PDFs cannot be made on this machine yet: the Pango libraries are missing. "
    "An administrator adds them with: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
TOO_LONG = "The PDF took too long to make. Leave out some sections and ask again."
TOO_LARGE = "The PDF is too large to make. Leave out some sections and ask again."


def render_pdf(template_name: str, context: dict[str, Any], *, seconds: int = SECONDS, memory: int = MEMORY) -> bytes:
    """The template as a tagged PDF (PDF/UA-1); refuses in words when it takes too much or cannot be made."""
    html = render_to_string(template_name, context)
    command = [sys.executable, "-m", "lscb.core.pdf", str(settings.STATIC_ROOT), str(seconds), str(memory)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command,
            input=html.encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=PROJECT,
            env=environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(TOO_LONG) from error
    if done.returncode == MISSING_LIBRARIES:
        raise Refused(NO_LIBRARIES)
    if done.returncode == -signal.SIGXCPU:
        raise Refused(TOO_LONG)
    if done.returncode in STARVED:
        raise Refused(TOO_LARGE)
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        # Not a sentence for a person: the job fails, is tried again, and the reason stands in the log.
        reason = done.stderr.decode(errors="replace")[-2000:]
        raise RuntimeError(f"rendering {template_name} ended with {done.returncode}: {reason}")
    return done.stdout


def environment() -> dict[str, str]:
    """All but what the product alone is to know: keys, and the ways to its database, queue and mail."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LSCB_")}


def main(shipped: str, seconds: str, memory: str) -> int:
    # Limits of its own, which hold even when whoever asked is gone.
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what it was drawing is not left on the disk
    try:
        import weasyprint
    except OSError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return MISSING_LIBRARIES
    root = Path(shipped).resolve()
    try:
        html = weasyprint.HTML(
            string=sys.stdin.buffer.read().decode(), base_url=f"{root.as_uri()}/", url_fetcher=shipped_files_only(root)
        )
        document = html.write_pdf(pdf_variant="pdf/ua-1")
    except MemoryError:
        return OUT_OF_MEMORY
    with os.fdopen(sys.stdout.fileno(), "wb", closefd=False) as out:
        out.write(document or b"")
    return 0


def shipped_files_only(root: Path) -> Any:
    """A fetcher that serves files we ship and nothing else: no network, no other disk. A missing one is a fault too."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class ShippedFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            is_ours = parts.scheme == "file" and not parts.netloc and path.is_relative_to(root)
            if not is_ours or not path.is_file():
                raise FatalURLFetchingError(f"not shipped with the product: {url}")
            return super().fetch(url, headers)

    return ShippedFilesOnly(allow_redirects=False)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
