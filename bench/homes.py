"""Where one measured Board lives: a folder, and on PostgreSQL a database of its own."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg


def prepare(folder: Path, name: str) -> dict[str, str]:
    """The environment of a process that is to find it."""
    home = folder / name
    home.mkdir()
    environment = {"LSCB_HOME": str(home), "LSCB_LOG_LEVEL": "ERROR"}
    url = os.environ.get("LSCB_DATABASE_URL")
    if not url:
        return environment
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # a name of ours
    return environment | {"LSCB_DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
