from tests.reports.conftest import shipped_files

__all__ = ["shipped_files"]
