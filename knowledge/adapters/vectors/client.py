"""Connects to a Chroma database: one in a folder, or one on the server that ``CHROMA_URL`` names."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import unquote, urlsplit

from knowledge.adapters.vectors.chroma_import import chroma_settings, import_chroma
from knowledge.errors import StoreUnavailable, WrongSetting

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

CONNECT_TIMEOUT_S = 5.0
REQUEST_TIMEOUT_S = 30.0
CHROMA_PORT = 8000
"""The port of ``chroma run``, used for an http address that names no port."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """The address of a Chroma server. ``repr`` and ``str`` leave out the secret, which is in ``headers``."""

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
    """Parse ``http[s]://[token@ | user:password@]host[:port][/tenant/database]``.

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
    """Return basic authentication if there is a password, else the user as a token in both usual headers."""
    if password:
        return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}
    return {"Authorization": f"Bearer {user}", "X-Chroma-Token": user} if user else {}


def check_answers(address: ServerAddress) -> None:
    """Check that a Chroma server answers a heartbeat, because Chroma's client would wait for it without
    limit.

    Raises :class:`StoreUnavailable` if no Chroma server answers, and :class:`WrongSetting` if the server
    refuses the credentials.
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
    """Where a Chroma database is (a folder or a server), with methods to connect to it."""

    threads: int
    """The number of calls that the database takes at the same time."""

    def connect(self) -> ClientAPI:
        """Open the database. Returns a client for it."""

    def disconnect(self, client: ClientAPI) -> None:
        """Close a client that :meth:`connect` returned."""

    def reset(self) -> bool:
        """Delete a database that cannot be opened. Returns False if Kutip may not delete it."""
        ...

    def __str__(self) -> str:
        """The name of the place in messages to users."""
        ...


class Folder:
    """A Chroma database in a folder, which only one process may open (see ``shared_index``)."""

    threads = 1

    def __init__(self, path: Path) -> None:
        self._path = path

    def connect(self) -> ClientAPI:
        client: ClientAPI = import_chroma().PersistentClient(self._path, chroma_settings())
        return client

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
        client: ClientAPI = import_chroma().HttpClient(
            host=self._address.host,
            port=self._address.port,
            ssl=self._address.secure,
            headers=dict(self._address.headers),
            settings=chroma_settings(),
            tenant=self._address.tenant,
            database=self._address.database,
        )
        # Chroma sets no timeout and has no setting for one.
        for session in _sessions(client):
            session.timeout = REQUEST_TIMEOUT_S
        return client

    def disconnect(self, client: ClientAPI) -> None:
        sessions = _sessions(client)
        cast(Any, client).close()
        for session in sessions:  # Chroma leaves them open
            session.close()

    def reset(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"the Chroma server at {self._address}"


def _sessions(client: ClientAPI) -> list[Any]:
    """Return the HTTP clients inside ``client``, or none if another version of Chroma stores them elsewhere.

    They are private: Chroma has no public access to them. pyproject.toml therefore bounds its version.
    """
    holders = (client, getattr(client, "_admin_client", None))
    sessions = (getattr(getattr(holder, "_server", None), "_session", None) for holder in holders)
    return [session for session in sessions if session is not None]
