"""Tests of the cross-encoder of a folder: which pairs it reads, and which models it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.adapters.encoders.session import open_session
from knowledge.adapters.reading import cross_encoder
from knowledge.adapters.reading.cross_encoder import BATCH_TOKENS, PAIR_TOKENS, CrossEncoder
from knowledge.errors import WrongSetting
from knowledge.ports import Reading, Window
from tests.tiny_cross_encoder import EXTRA_TOKENS, write_cross_encoder

QUESTION = "kapan dibuka"
WINDOW = Window("Jembatan Sukamaju", ("dibuka Senin", "Hujan turun lagi"))


def read(folder: Path, *windows: Window, question: str = QUESTION) -> list[Reading]:
    reader = CrossEncoder(folder, "tiny")
    readings = reader.read_now(question, windows)
    reader.close()
    return readings


def refusal(folder: Path) -> str:
    with pytest.raises(WrongSetting) as refused:
        read(folder, WINDOW)
    message = str(refused.value)
    assert message.startswith("READER_MODEL ")
    assert "expects" in message
    assert "\n" not in message
    return message


def mean(*numbers: float) -> Any:
    return pytest.approx(sum(numbers) / (len(numbers) + EXTRA_TOKENS), abs=1e-5)


# --- what is read


@pytest.mark.parametrize("file", ["model.onnx", "onnx/model.onnx"])
def test_sentence_is_read_after_the_title_and_the_window_as_a_whole(tmp_path: Path, file: str) -> None:
    [reading] = read(write_cross_encoder(tmp_path, file=file), WINDOW)
    asked, title, first, second = (1, 2), (4, 0), (2, 6), (-8, 0, 0)
    assert reading.sentences == (mean(*asked, *title, *first), mean(*asked, *title, *second))
    assert reading.answers == mean(*asked, *title, *first, *second)


def test_no_title_adds_nothing_to_a_sentence(tmp_path: Path) -> None:
    [reading] = read(write_cross_encoder(tmp_path), Window("", ("dibuka Senin",)))
    assert reading.answers == reading.sentences[0] == mean(1, 2, 2, 6)


def test_two_numbers_of_a_pair_are_those_of_no_and_yes(tmp_path: Path) -> None:
    [one] = read(write_cross_encoder(tmp_path / "one"), WINDOW)
    [two] = read(write_cross_encoder(tmp_path / "two", outputs=(-0.25, 0.75)), WINDOW)
    assert two.answers == pytest.approx(one.answers, abs=1e-5)
    assert two.sentences == pytest.approx(one.sentences, abs=1e-5)


def test_model_that_takes_token_types_is_told_which_text_is_the_second(tmp_path: Path) -> None:
    folder = write_cross_encoder(tmp_path, type_number=100.0)
    [reading] = read(folder, Window("", ("dibuka",)))
    assert reading.answers == mean(1, 2, 2 + 200)  # 100 are of the mark at the end


def test_inputs_may_have_32_bits(tmp_path: Path) -> None:
    [reading] = read(write_cross_encoder(tmp_path, integers="INT32"), WINDOW)
    assert reading.sentences[0] == mean(1, 2, 4, 0, 2, 6)


def test_weights_may_be_in_a_file_next_to_the_model(tmp_path: Path) -> None:
    import onnx

    file = str(write_cross_encoder(tmp_path) / "model.onnx")
    onnx.save(onnx.load(file), file, save_as_external_data=True, location="weights", size_threshold=64)
    [reading] = read(tmp_path, WINDOW)
    assert reading.sentences[0] == mean(1, 2, 4, 0, 2, 6)


# --- lengths


def tokens_read(folder: Path) -> int:
    """How many tokens of a pair the reader reads: each word has the number 1, so the mean shows the count."""
    write_cross_encoder(folder, numbers={"kata": 1.0})
    [reading] = read(folder, Window("", ("kata " * 5_000,)), question="kata")
    return round(EXTRA_TOKENS / (1 - reading.answers))


def test_pair_is_cut_at_its_end(tmp_path: Path) -> None:
    room = PAIR_TOKENS - EXTRA_TOKENS - 2
    words = ["jembatan"] * room
    [whole, longer] = read(
        write_cross_encoder(tmp_path),
        Window("", (" ".join(words),)),
        Window("", (" ".join([*words, *["hujan"] * 3]),)),
    )
    assert longer == whole
    assert whole.answers == mean(1, 2, *[4] * room)


def test_pair_is_cut_at_the_limit_of_the_model(tmp_path: Path) -> None:
    assert tokens_read(tmp_path) == PAIR_TOKENS
    limits = tmp_path / "tokenizer_config.json"
    limits.write_text(json.dumps({"model_max_length": 100}))
    assert tokens_read(tmp_path) == 100


@pytest.mark.parametrize(
    "limits",
    ["{", "[]", "{}", '{"model_max_length": null}', '{"model_max_length": 1e30}', '{"model_max_length": -1}'],
)
def test_unusable_limit_is_ignored(tmp_path: Path, limits: str) -> None:
    (tmp_path / "tokenizer_config.json").write_text(limits)
    assert tokens_read(tmp_path) == PAIR_TOKENS


def test_limit_and_padding_in_the_file_of_the_tokenizer_are_heeded(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    file = str(write_cross_encoder(tmp_path) / "tokenizer.json")
    tokenizer = Tokenizer.from_file(file)
    tokenizer.enable_truncation(40)
    tokenizer.enable_padding(length=64, pad_id=0)
    tokenizer.save(file)
    [short, long] = read(tmp_path, Window("", ("dibuka",)), Window("", ("dibuka " * 100,)))
    assert short.answers == mean(1, 2, 2)
    assert long.answers == mean(1, 2, *[2] * (40 - EXTRA_TOKENS - 2))


def test_batches_are_bounded_and_each_text_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes = []

    class Recorded:
        def __init__(self, model: str) -> None:
            self._session = open_session(model)

        def run(self, outputs: Any, feeds: Any) -> Any:
            shapes.append(feeds["input_ids"].shape)
            return self._session.run(outputs, feeds)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._session, name)

    monkeypatch.setattr(cross_encoder, "open_session", Recorded)
    sentences = tuple(f"kalimat {'panjang ' * (number % 60)}" for number in range(200))
    read(write_cross_encoder(tmp_path), Window("", sentences), Window("", sentences[:1]))
    assert max(rows * tokens for rows, tokens in shapes) <= BATCH_TOKENS
    # The lengths repeat: 60 different sentences, and their window.
    assert sum(rows for rows, _ in shapes) == 60 + 1


# --- what is refused


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_folder_that_lacks_a_file_is_refused_when_the_reader_is_made(tmp_path: Path, missing: str) -> None:
    (write_cross_encoder(tmp_path) / missing).unlink()
    with pytest.raises(WrongSetting, match=r"expects the files tokenizer\.json and model\.onnx"):
        CrossEncoder(tmp_path, "tiny")


@pytest.mark.parametrize("damaged", ["model.onnx", "tokenizer.json"])
def test_damaged_file_is_named(tmp_path: Path, damaged: str) -> None:
    (write_cross_encoder(tmp_path) / damaged).write_bytes(b"<html>Not found</html>")
    assert damaged in refusal(tmp_path)


def test_model_with_other_inputs_is_refused(tmp_path: Path) -> None:
    message = refusal(write_cross_encoder(tmp_path, more_inputs=["pixel_values"]))
    assert "attention_mask, input_ids, pixel_values" in message


def test_model_with_inputs_that_are_not_integers_is_refused(tmp_path: Path) -> None:
    import onnx

    file = str(write_cross_encoder(tmp_path) / "model.onnx")
    model = onnx.load(file)
    model.graph.input[1].type.tensor_type.elem_type = onnx.TensorProto.FLOAT
    onnx.save(model, file)
    assert "integer inputs" in refusal(tmp_path)


def test_model_that_gives_three_numbers_is_refused(tmp_path: Path) -> None:
    message = refusal(write_cross_encoder(tmp_path, outputs=(1.0, 2.0, 3.0)))
    assert "one or two numbers for each pair" in message


def test_numbers_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    assert "not finite" in refusal(write_cross_encoder(tmp_path, outputs=(float("nan"),)))


def test_model_that_fails_to_run_is_refused(tmp_path: Path) -> None:
    """As one that reads fewer tokens than its files say, or that knows fewer words than its tokenizer."""
    write_cross_encoder(tmp_path / "few", numbers={})
    write_cross_encoder(tmp_path / "many")
    (tmp_path / "few" / "model.onnx").replace(tmp_path / "many" / "model.onnx")
    assert "failed to read a question and a text" in refusal(tmp_path / "many")
