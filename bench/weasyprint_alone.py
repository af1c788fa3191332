"""WeasyPrint and nothing else: ``python -m bench.weasyprint_alone HTML STATIC`` says the seconds it worked."""

import sys
import time
from pathlib import Path

import weasyprint

html, static = map(Path, sys.argv[1:])
began = time.process_time()
weasyprint.HTML(string=html.read_text(encoding="utf-8"), base_url=f"{static.as_uri()}/").write_pdf(
    pdf_variant="pdf/ua-1"
)
print(time.process_time() - began)
