"""Fetches a cross-encoder from the public model hub into a folder, once."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from knowledge.adapters.reading.cross_encoder import LIMITS_FILE, MODEL_FILES, TOKENIZER_FILE, is_complete
from knowledge.errors import StoreUnavailable, WrongSetting

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

HUB_URL = "https://huggingface.co"

MAX_FILE_BYTES = 2_000_000_000
SILENCE_S = 30.0
"""Limit of the wait for a connection, and for the next part of a file."""
TIMEOUT_S = 7_200.0
"""Limit of fetching one model: 2 GB take 53 minutes at 5 Mbit/s."""
MOST_REDIRECTS = 5
PART_BYTES = 1_000_000
"""What is written to the disk at once."""
PROGRESS_BYTES = 100_000_000
"""The log says how far a file is whenever so much more of it has arrived."""

_FILES = f"{TOKENIZER_FILE} and {MODEL_FILES[1]}"
_HEADERS = {
    "User-Agent": "Kutip (news archive; fetches a model that its settings name)",
    # So that the length that the hub announces is that of the file.
    "Accept-Encoding": "identity",
}
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_]|[.-](?![.-])){0,95}(?<![.-])"
_ID = re.compile(f"{_NAME}/{_NAME}")
"""The hub's own rule: letters, digits and ``_``, and between them single ``.`` and ``-``. So no id names a
folder outside the one for models, and no two ids the same folder."""


async def fetch_model(model: str, folder: Path, hub_url: str = HUB_URL) -> Path:
    """Return the folder with the files of the model ``owner/name``, which is ``owner--name`` in ``folder``.

    Its tokenizer and its ONNX file are fetched unless they are there. Another process that wants them waits
    for this one. Raises :class:`WrongSetting` if ``model`` is no id, or if the hub does not give the files to
    anybody who asks; :class:`StoreUnavailable` if the hub does not answer. Their messages call the setting
    READER_MODEL.
    """
    if not _ID.fullmatch(model):
        raise WrongSetting(
            f"READER_MODEL is {model!r}; it expects bundled, a folder that exists, or the id of a model on "
            f"{hub_url}, such as owner/name."
        )
    target = folder / model.replace("/", "--")
    if not is_complete(target):
        await _Download(model, target, hub_url).run()
    return target


class _Download:
    def __init__(self, model: str, target: Path, hub_url: str) -> None:
        self._model = model
        self._target = target
        self._hub_url = hub_url

    async def run(self) -> None:
        """Fetch the files that are missing. The model comes last, so a folder that has it is complete."""
        import httpx
        from filelock import AsyncFileLock

        # A warning, because every command waits for it.
        log.warning("fetching the reader %s from %s, once; this may take minutes", self._model, self._hub_url)
        try:
            self._target.mkdir(parents=True, exist_ok=True)
            async with asyncio.timeout(TIMEOUT_S), AsyncFileLock(self._target / ".lock"):
                if not is_complete(self._target):
                    async with self._client() as client:
                        await self._fetch_all(client)
        except (httpx.HTTPError, TimeoutError) as error:
            raise self._unavailable(type(error).__name__) from error
        except OSError as error:
            raise WrongSetting(
                f"READER_MODEL is {self._model}, which cannot be stored in {str(self._target)!r} "
                f"({error.strerror or type(error).__name__}); make room there, or let Kutip write there."
            ) from error
        log.warning("fetched the reader %s into %s", self._model, self._target)

    def _client(self) -> httpx.AsyncClient:
        import httpx

        scheme = httpx.URL(self._hub_url).scheme

        async def refuse_another_scheme(request: httpx.Request) -> None:
            # The hub redirects to the servers that have its files. None may lead away from HTTPS.
            if request.url.scheme != scheme:
                raise httpx.UnsupportedProtocol(f"redirected to {request.url.scheme}", request=request)

        return httpx.AsyncClient(
            headers=_HEADERS,
            timeout=SILENCE_S,
            follow_redirects=True,
            max_redirects=MOST_REDIRECTS,
            event_hooks={"request": [refuse_another_scheme]},
        )

    async def _fetch_all(self, client: httpx.AsyncClient) -> None:
        await self._fetch(client, LIMITS_FILE)  # optional
        if await self._fetch(client, TOKENIZER_FILE):
            # The hub's own converter writes to the folder onnx.
            for file in reversed(MODEL_FILES):
                if await self._fetch(client, file):
                    return
        raise WrongSetting(
            f"READER_MODEL is {self._model}, but {self._hub_url} has no public model of that name "
            f"with {_FILES}; choose another one, or give a folder that has these files."
        )

    async def _fetch(self, client: httpx.AsyncClient, file: str) -> bool:
        """Fetch a file into its place. Returns False if the hub has none, or not for everybody."""
        async with client.stream("GET", f"{self._hub_url}/{self._model}/resolve/main/{file}") as response:
            status = response.status_code
            if status in {401, 403, 404, 410}:
                return False
            if status != 200:
                raise self._unavailable(f"status {status}")
            size = int(response.headers.get("content-length", 0))
            self._check_size(file, size)
            with _new_file(self._target / file) as stored:
                await self._store(response, file, size, stored)
        return True

    async def _store(self, response: httpx.Response, file: str, size: int, stored: BinaryIO) -> None:
        received, said = 0, 0
        async for part in response.aiter_bytes(PART_BYTES):
            received += len(part)
            self._check_size(file, received)
            await asyncio.to_thread(stored.write, part)
            if received - said >= PROGRESS_BYTES:
                said = received
                of = f" of {size / 1e6:,.0f}" if size else ""
                log.info("fetched %.0f%s MB of %s", received / 1e6, of, file)

    def _check_size(self, file: str, size: int) -> None:
        if size > MAX_FILE_BYTES:
            raise WrongSetting(
                f"READER_MODEL is {self._model}, whose {file} has more than {MAX_FILE_BYTES / 1e9:.0f} GB; "
                f"choose a smaller one, or download {_FILES} by hand and give their folder."
            )

    def _unavailable(self, reason: str) -> StoreUnavailable:
        return StoreUnavailable(
            f"The reader {self._model} could not be fetched from {self._hub_url} ({reason}); try again "
            f"later, or download {_FILES} by hand and give their folder as READER_MODEL."
        )


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Yields a temporary file. It becomes ``path`` if the block ends without an error; else it is removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
