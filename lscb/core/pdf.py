"""The only module that knows WeasyPrint. Renders in a process of its own, with time and memory limits.

``python -m lscb.core.pdf STATIC_ROOT`` reads HTML from standard input and writes a tagged PDF.
"""

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.template.loader import render_to_string

from lscb.core.exceptions import Refused

SECONDS = 300
MEMORY = 2 * 1024**3
MISSING_LIBRARIES = 3
NO_LIBRARIES = (
    "PDFs cannot be made on this machine yet: the Pango libraries are missing. "
    "An administrator adds them with: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


def render_pdf(template_name: str, context: dict[str, Any], *, seconds: int = SECONDS) -> bytes:
    """The template as a tagged PDF (PDF/UA-1); refuses in words when it takes too long or cannot be made."""
    html = render_to_string(template_name, context)
    command = [sys.executable, "-m", "lscb.core.pdf", str(settings.STATIC_ROOT)]
    try:
        done = subprocess.run(command, input=html.encode(), capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Refused("The PDF took too long to make. Leave out some sections and ask again.") from error
    if done.returncode == MISSING_LIBRARIES:
        raise Refused(NO_LIBRARIES)
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        # Not a sentence for a person: the job fails, is tried again, and the reason stands in the log.
        raise RuntimeError(f"rendering {template_name} ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
    return done.stdout


def main(static_root: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        import weasyprint  # noqa: PLC0415
    except OSError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return MISSING_LIBRARIES
    root = Path(static_root).resolve()
    html = weasyprint.HTML(
        string=sys.stdin.buffer.read().decode(), base_url=f"{root.as_uri()}/", url_fetcher=shipped_files_only(root)
    )
    sys.stdout.buffer.write(html.write_pdf(pdf_variant="pdf/ua-1") or b"")
    return 0


def shipped_files_only(root: Path) -> Any:
    """A fetcher that serves files we ship and nothing else: no network, no other disk."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    class ShippedFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or not path.is_relative_to(root):
                raise FatalURLFetchingError(f"not shipped with the product: {url}")
            return super().fetch(url, headers)

    return ShippedFilesOnly()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
