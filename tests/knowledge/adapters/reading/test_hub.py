"""Tests of fetching a reader: from a hub on loopback whose replies are scripted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from knowledge.adapters.reading import hub
from knowledge.adapters.reading.hub import fetch_model
from knowledge.errors import KutipError, StoreUnavailable, WrongSetting

MODEL = "sukamaju/reader-small"
TOKENIZER = b'{"version": "1.0"}'
WEIGHTS = bytes(range(256)) * 20


@dataclass
class Hub:
    """A hub that has ``files`` by their paths in the model, or answers a path by a function of its own."""

    url: str
    files: dict[str, bytes] = field(
        default_factory=lambda: {"tokenizer.json": TOKENIZER, "onnx/model.onnx": WEIGHTS}
    )
    answers: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request.path)
        file = request.path.removeprefix(f"/{MODEL}/resolve/main/")
        if file in self.answers:
            return await self.answers[file](request)
        if file not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[file])

    def status(self, file: str, status: int, **headers: str) -> None:
        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers=headers)

        self.answers[file] = answer


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Hub]:
    async def answer(request: web.Request) -> web.StreamResponse:
        return await made.answer(request)

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made = Hub(f"http://127.0.0.1:{runner.addresses[0][1]}")
    yield made
    await runner.cleanup()


def stored(folder: Path) -> dict[str, bytes]:
    """The files in the folder of the model, without the lock."""
    target = folder / "sukamaju--reader-small"
    return {
        str(path.relative_to(target)): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


async def failure(site: Hub, folder: Path) -> KutipError:
    with pytest.raises(KutipError) as caught:
        await fetch_model(MODEL, folder, site.url)
    message = str(caught.value)
    assert MODEL in message
    assert "\n" not in message
    assert not any(path.endswith((".onnx", ".part")) for path in stored(folder))
    return caught.value


# --- what is fetched


async def test_model_is_fetched_once(site: Hub, tmp_path: Path) -> None:
    folder = await fetch_model(MODEL, tmp_path / "readers", site.url)
    assert folder == tmp_path / "readers" / "sukamaju--reader-small"
    assert stored(tmp_path / "readers") == {"tokenizer.json": TOKENIZER, "onnx/model.onnx": WEIGHTS}
    count = len(site.requests)
    assert await fetch_model(MODEL, tmp_path / "readers", site.url) == folder
    assert len(site.requests) == count


async def test_model_at_the_top_is_fetched_if_there_is_none_in_the_folder_onnx(
    site: Hub, tmp_path: Path
) -> None:
    site.files = {"tokenizer.json": TOKENIZER, "tokenizer_config.json": b"{}", "model.onnx": WEIGHTS}
    await fetch_model(MODEL, tmp_path, site.url)
    assert stored(tmp_path) == site.files


async def test_only_one_of_two_models_is_fetched(site: Hub, tmp_path: Path) -> None:
    site.files["model.onnx"] = b"another"
    await fetch_model(MODEL, tmp_path, site.url)
    assert "model.onnx" not in stored(tmp_path)


async def test_redirect_to_another_server_is_followed(site: Hub, tmp_path: Path) -> None:
    site.status("onnx/model.onnx", 302, Location=f"{site.url}/storage/4f2a")
    site.files["/storage/4f2a"] = WEIGHTS
    await fetch_model(MODEL, tmp_path, site.url)
    assert stored(tmp_path)["onnx/model.onnx"] == WEIGHTS


async def test_two_that_fetch_at_once_fetch_it_once(site: Hub, tmp_path: Path) -> None:
    await asyncio.gather(*(fetch_model(MODEL, tmp_path, site.url) for _ in range(3)))
    assert sum(path.endswith("onnx/model.onnx") for path in site.requests) == 1


async def test_progress_is_logged(
    site: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(hub, "PROGRESS_BYTES", 1_000_000)
    site.files["onnx/model.onnx"] = bytes(2_500_000)
    with caplog.at_level(logging.INFO, hub.__name__):
        await fetch_model(MODEL, tmp_path, site.url)
    assert [record.message for record in caplog.records if " MB " in record.message] == [
        "fetched 1 of 2 MB of onnx/model.onnx",
        "fetched 2 of 2 MB of onnx/model.onnx",
    ]


# --- ids


@pytest.mark.parametrize(
    "model",
    [
        "large",
        "../../etc",
        "..",
        "a/..",
        "../a",
        "./a",
        "a/b/c",
        "/a/b",
        "a/",
        "/a",
        "a//b",
        "a/b?c",
        "a/b#c",
        "a/%2e%2e",
        "a\\b/c",
        "a b/c",
        "a/b\n",
        "a/b\0",
        "é/b",
        "a--b/c",
        "a/b--c",
        "a/b..c",
        "-a/b",
        "a/b.",
        "a/" + "b" * 97,
        "https://example.org/a/b",
        "C:/models",
    ],
)
async def test_what_is_no_id_is_refused_without_a_request(site: Hub, tmp_path: Path, model: str) -> None:
    with pytest.raises(WrongSetting, match=r"expects bundled, a folder that exists, or the id") as refused:
        await fetch_model(model, tmp_path / "readers", site.url)
    assert "\n" not in str(refused.value)
    assert site.requests == []
    assert not (tmp_path / "readers").exists()


@pytest.mark.parametrize("model", ["BAAI/bge-reranker-base", "a/b", "some_one/mMini-L6.v2_x", "0/1"])
async def test_usual_ids_are_asked_for(site: Hub, tmp_path: Path, model: str) -> None:
    with pytest.raises(WrongSetting, match="has no public model"):
        await fetch_model(model, tmp_path, site.url)
    assert site.requests[0].startswith(f"/{model}/resolve/main/")


# --- failures


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_model_that_the_hub_does_not_give_to_everybody_is_a_wrong_setting(
    site: Hub, tmp_path: Path, status: int
) -> None:
    for file in ("tokenizer_config.json", "tokenizer.json", "onnx/model.onnx", "model.onnx"):
        site.status(file, status)
    error = await failure(site, tmp_path)
    assert isinstance(error, WrongSetting)
    assert "no public model of that name" in str(error)
    assert "give a folder" in str(error)


@pytest.mark.parametrize("missing", ["tokenizer.json", "onnx/model.onnx"])
async def test_model_without_one_of_the_files_is_a_wrong_setting(
    site: Hub, tmp_path: Path, missing: str
) -> None:
    del site.files[missing]
    assert isinstance(await failure(site, tmp_path), WrongSetting)


@pytest.mark.parametrize("status", [429, 500, 503, 204])
async def test_hub_out_of_order_can_be_tried_again(site: Hub, tmp_path: Path, status: int) -> None:
    site.status("onnx/model.onnx", status)
    error = await failure(site, tmp_path)
    assert isinstance(error, StoreUnavailable)
    assert f"status {status}" in str(error)
    assert "by hand" in str(error)
    del site.answers["onnx/model.onnx"]
    await fetch_model(MODEL, tmp_path, site.url)
    assert stored(tmp_path)["onnx/model.onnx"] == WEIGHTS


async def test_hub_that_cannot_be_reached_can_be_tried_again(site: Hub, tmp_path: Path) -> None:
    closed = Hub("http://127.0.0.1:9")
    assert isinstance(await failure(closed, tmp_path), StoreUnavailable)


async def test_file_that_is_cut_off_is_not_kept(site: Hub, tmp_path: Path) -> None:
    async def cut_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "5000"})
        await response.prepare(request)
        await response.write(WEIGHTS[:1000])
        assert request.transport is not None
        request.transport.close()
        return response

    site.answers["onnx/model.onnx"] = cut_off
    assert isinstance(await failure(site, tmp_path), StoreUnavailable)


@pytest.mark.parametrize("limit", ["SILENCE_S", "TIMEOUT_S"])
async def test_hub_that_falls_silent_is_given_up(
    site: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    async def fall_silent(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(WEIGHTS)
        await asyncio.Event().wait()
        return response

    site.answers["onnx/model.onnx"] = fall_silent
    monkeypatch.setattr(hub, limit, 0.2)
    assert isinstance(await failure(site, tmp_path), StoreUnavailable)


@pytest.mark.parametrize("is_announced", [True, False])
async def test_file_that_is_too_large_is_refused(
    site: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_announced: bool
) -> None:
    async def send(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if is_announced:
            response.content_length = len(WEIGHTS)
        await response.prepare(request)
        await response.write(WEIGHTS)
        return response

    site.answers["onnx/model.onnx"] = send
    monkeypatch.setattr(hub, "MAX_FILE_BYTES", len(WEIGHTS) - 1)
    error = await failure(site, tmp_path)
    assert isinstance(error, WrongSetting)
    assert "choose a smaller one" in str(error)


async def test_redirect_to_another_scheme_is_not_followed(site: Hub, tmp_path: Path) -> None:
    site.status("onnx/model.onnx", 302, Location=site.url.replace("http://", "https://") + "/storage/4f2a")
    error = await failure(site, tmp_path)
    assert isinstance(error, StoreUnavailable)
    assert "UnsupportedProtocol" in str(error)


async def test_endless_redirects_are_given_up(site: Hub, tmp_path: Path) -> None:
    site.status("tokenizer.json", 302, Location=f"/{MODEL}/resolve/main/tokenizer.json")
    assert isinstance(await failure(site, tmp_path), StoreUnavailable)
    assert len(site.requests) < 10


async def test_folder_that_cannot_be_written_is_a_wrong_setting(site: Hub, tmp_path: Path) -> None:
    (tmp_path / "readers").write_text("a file")
    with pytest.raises(WrongSetting, match=r"cannot be stored in .*readers") as refused:
        await fetch_model(MODEL, tmp_path / "readers", site.url)
    assert "let Kutip write there" in str(refused.value)


async def test_cancelled_fetch_leaves_no_part(site: Hub, tmp_path: Path) -> None:
    is_sending = asyncio.Event()

    async def fall_silent(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(WEIGHTS)
        is_sending.set()
        await asyncio.Event().wait()
        return response

    site.answers["onnx/model.onnx"] = fall_silent
    fetching = asyncio.create_task(fetch_model(MODEL, tmp_path, site.url))
    await is_sending.wait()
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching
    assert set(stored(tmp_path)) == {"tokenizer.json"}
