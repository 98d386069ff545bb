"""Where a Chroma database is and how to connect to it: a folder, or what ``CHROMA_URL`` names."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import unquote, urlsplit

from knowledge.errors import StoreUnavailable, WrongSetting

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.config import Settings

CONNECT_TIMEOUT_S = 5.0
REQUEST_TIMEOUT_S = 30.0
CHROMA_PORT = 8000
"""Where ``chroma run`` listens; taken for http without a port."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """``headers`` hold the secret, so they are in no ``repr``; ``str`` is the address without it."""

    host: str
    port: int
    secure: bool
    tenant: str
    database: str
    headers: Mapping[str, str] = field(repr=False)

    @property
    def root(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self.host}:{self.port}"

    def __str__(self) -> str:
        return self.root


def parse_address(url: str) -> ServerAddress:
    """Read ``http[s]://[token@ | user:password@]host[:port][/tenant/database]``.

    Raises :class:`WrongSetting`, which names ``CHROMA_URL`` and does not show its value.

    >>> address = parse_address("https://secret@api.example.org/our-tenant/news")
    >>> str(address), address.tenant, address.database
    ('https://api.example.org:443', 'our-tenant', 'news')
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    path = [unquote(step) for step in parts.path.split("/") if step] if host else []
    if not host or parts.scheme not in {"http", "https"} or len(path) not in {0, 2}:
        raise WrongSetting(
            "CHROMA_URL has a value that cannot be used: it expects the address of a Chroma server, such as "
            "http://localhost:8000 or https://token@host/tenant/database."
        )
    secure = parts.scheme == "https"
    tenant, database = path or ("default_tenant", "default_database")
    return ServerAddress(
        host=f"[{host}]" if ":" in host else host,
        port=port or (443 if secure else CHROMA_PORT),
        secure=secure,
        tenant=tenant,
        database=database,
        headers=_headers(unquote(parts.username or ""), unquote(parts.password or "")),
    )


def _headers(user: str, password: str) -> dict[str, str]:
    """A user with a password is basic authentication; a user alone is a token, in both usual headers."""
    if password:
        return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}
    return {"Authorization": f"Bearer {user}", "X-Chroma-Token": user} if user else {}


def check_answers(address: ServerAddress) -> None:
    """Ask for a heartbeat, because Chroma's own client waits for ever on a server that does not answer.

    Raises :class:`StoreUnavailable`.
    """
    import httpx

    try:
        response = httpx.get(
            f"{address.root}/api/v2/heartbeat", headers=dict(address.headers), timeout=CONNECT_TIMEOUT_S
        )
    except httpx.HTTPError as error:
        raise StoreUnavailable(
            f"The Chroma server at {address} does not answer; start it, or correct CHROMA_URL."
        ) from error
    if response.status_code in {401, 403}:
        raise WrongSetting(f"The Chroma server at {address} refuses the credentials in CHROMA_URL.")
    if response.status_code != httpx.codes.OK:
        raise StoreUnavailable(
            f"What answers at {address} is not a Chroma server of version 1; correct CHROMA_URL."
        )


class Place(Protocol):
    """Where a Chroma database is: how to connect, what to call it, and how many calls it takes at once."""

    threads: int

    def connect(self) -> ClientAPI: ...

    def disconnect(self, client: ClientAPI) -> None: ...

    def reset(self) -> bool:
        """Remove a database that cannot be opened; False when that is not ours to do."""
        ...

    def __str__(self) -> str: ...


class Folder:
    """Chroma in this process, in a folder. Whoever uses it must be the only one (see ``shared_index``)."""

    threads = 1

    def __init__(self, path: Path) -> None:
        self._path = path

    def connect(self) -> ClientAPI:
        import chromadb

        return chromadb.PersistentClient(self._path, _chroma_settings())

    def disconnect(self, client: ClientAPI) -> None:
        cast(Any, client).close()  # missing in Chroma's own type

    def reset(self) -> bool:
        if self._path.is_dir():
            shutil.rmtree(self._path)
        else:
            self._path.unlink(missing_ok=True)
        return True

    def __str__(self) -> str:
        return f"the vector index in {self._path}"


class Server:
    """A Chroma server, or Chroma Cloud."""

    threads = 4

    def __init__(self, address: ServerAddress) -> None:
        self._address = address

    def connect(self) -> ClientAPI:
        check_answers(self._address)
        import chromadb

        client = chromadb.HttpClient(
            host=self._address.host,
            port=self._address.port,
            ssl=self._address.secure,
            headers=dict(self._address.headers),
            settings=_chroma_settings(),
            tenant=self._address.tenant,
            database=self._address.database,
        )
        # Chroma sets no time limit and offers none.
        for session in _sessions(client):
            session.timeout = REQUEST_TIMEOUT_S
        return client

    def disconnect(self, client: ClientAPI) -> None:
        sessions = _sessions(client)
        cast(Any, client).close()
        for session in sessions:  # which Chroma leaves open
            session.close()

    def reset(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"the Chroma server at {self._address}"


def _sessions(client: ClientAPI) -> list[Any]:
    """The HTTP clients inside Chroma's, which has no other door to them; those that are where we look."""
    holders = (client, getattr(client, "_admin_client", None))
    sessions = (getattr(getattr(holder, "_server", None), "_session", None) for holder in holders)
    return [session for session in sessions if session is not None]


def _chroma_settings() -> Settings:
    from chromadb.config import Settings

    # Chroma would read the `.env` of the working folder for settings of its own.
    without_file: Any = {"_env_file": None}
    return Settings(anonymized_telemetry=False, **without_file)
