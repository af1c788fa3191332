from tests.policy.conftest import world

__all__ = ["world"]
