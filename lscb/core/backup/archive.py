"""A tar of members, each measured as it is written and checked as it is read."""

import hashlib
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lscb.core.backup.manifest import NAME, Manifest, Member, read_manifest
from lscb.core.exceptions import Refused

PIECE = 1024 * 1024
DAMAGED = "The archive is damaged or cut short. Nothing was restored."


class Writing:
    """Members go in one by one; what they were is remembered for the manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: dict[str, Member] = {}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            self.add_stream(name, source, path.stat().st_size)

    def add_stream(self, name: str, source: IO[bytes], size: int) -> None:
        measured = _Measured(source)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self.tar.addfile(info, measured)
        self.members[name] = Member(size, measured.digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        content = manifest.to_json()
        self.add_stream(NAME, io.BytesIO(content), len(content))


@contextmanager
def written(path: Path) -> Iterator[Writing]:
    """The archive appears under its name only when it is whole."""
    draft = path.with_name(path.name + ".part")
    draft.touch(mode=0o600)
    try:
        with tarfile.open(draft, "w:gz", compresslevel=6) as tar:
            yield Writing(tar)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def unpacked(path: Path, into: Path) -> Manifest:
    """Every member in a folder of ours, each exactly as the manifest says; or a refusal, and nothing believed."""
    found: dict[str, Member] = {}
    try:
        with tarfile.open(path, "r:gz") as tar:
            for info in tar:
                if not info.isreg() or info.name in found or not _is_ours(info.name):
                    raise Refused("The archive holds something that no archive of ours does. Nothing was restored.")
                source = tar.extractfile(info)
                assert source is not None
                found[info.name] = _copy(source, into / info.name)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise Refused(DAMAGED) from error
    if NAME not in found:
        raise Refused(DAMAGED)
    manifest = read_manifest((into / NAME).read_bytes())
    del found[NAME]
    for name, member in manifest.members.items():
        if found.get(name) != member:
            raise Refused(f"“{name}” is not what was backed up. Nothing was restored.")
    if found.keys() - manifest.members.keys():
        raise Refused("The archive holds more than it says. Nothing was restored.")
    return manifest


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    return not name.startswith("/") and all(part not in {"", ".", ".."} for part in parts) and "\\" not in name


def _copy(source: IO[bytes], target: Path) -> Member:
    target.parent.mkdir(parents=True, exist_ok=True)
    measured = _Measured(source)
    with target.open("wb") as kept:
        while piece := measured.read(PIECE):
            kept.write(piece)
    return Member(measured.size, measured.digest.hexdigest())


class _Measured:
    """Passes bytes on, and knows what went by."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.digest.update(piece)
        self.size += len(piece)
        return piece
