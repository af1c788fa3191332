"""The shared cache of production: Redis, and the database while Redis does not answer."""

import logging
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer

logger = logging.getLogger(__name__)


class SteadyRedisCache(RedisCache):
    """Sign-in counts its failures here; without Redis, in the database: nobody is locked out and nobody let off."""

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._either("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._either("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._either("set", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._either("delete", *args, **kwargs)

    def clear(self) -> Any:
        return self._either("clear")

    def _either(self, name: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), name)(*args, **kwargs)
        except (NoConnection, NoAnswer) as error:
            logger.warning("Redis does not answer, the database does: %s", error)
            return getattr(caches["without_redis"], name)(*args, **kwargs)
