"""What an archive says of itself."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from lscb.core.exceptions import Refused

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: ``size`` in bytes, ``sha256`` in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``counts``: rows by table. ``head``: position and digest of the activity log's last link, empty without one."""

    made_at: str
    version: str
    engine: str
    migrations: list[str]
    counts: dict[str, int]
    head: str
    files_missing: list[str]
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes) -> Manifest:
    try:
        plain: dict[str, Any] = json.loads(content)
        if plain["format"] != FORMAT:
            raise Refused(f"This archive has format {plain['format']}, and this product reads format {FORMAT}.")
        members = {name: Member(**member) for name, member in plain.pop("members").items()}
        return Manifest(**plain, members=members)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("The archive's own description cannot be read: it is damaged, or not one of ours.") from error
