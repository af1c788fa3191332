from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"


@pytest.fixture(autouse=True)
def shipped_files(settings):
    """Packs are drawn with the styles, shapes and fonts of the repository, without collecting them first."""
    settings.STATIC_ROOT = STATIC
