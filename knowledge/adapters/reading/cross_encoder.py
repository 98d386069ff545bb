"""A reader of one's own: any cross-encoder in a folder, as ONNX.

A cross-encoder reads two texts as one row of tokens and gives a number for the pair. Here the first text is
the question and the second one a sentence, or a whole window, with the title of its article.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.adapters.encoders.session import open_session
from knowledge.adapters.reading.in_a_thread import ReaderInAThread
from knowledge.errors import WrongSetting
from knowledge.ports.reading import Reading, Window

MODEL_FILES = ("model.onnx", "onnx/model.onnx")
"""Where the model may be in its folder; the first one that exists is read."""
TOKENIZER_FILE = "tokenizer.json"
LIMITS_FILE = "tokenizer_config.json"
"""Optional. Its ``model_max_length`` is the most tokens that the model reads."""
PAIR_TOKENS = 512
"""The most tokens of a pair. Most cross-encoders read no more, and the time grows faster than the length."""
LEAST_TOKENS = 16
"""A lower limit in the files of a model is a mistake: no question fits."""
BATCH_TOKENS = 2_048
"""A batch has at most so many tokens, padding included, which bounds the memory of a run: about 150 MB with
a model of the size of XLM-R base."""

_KNOWN_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_NUMBERS = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}


class CrossEncoder(ReaderInAThread):
    """Implements the port ``Reader``. The first call loads the model, which takes seconds if it is large."""

    def __init__(self, folder: Path, name: str) -> None:
        """``name`` is how errors call the model. Raises :class:`WrongSetting` if ``folder`` lacks a file."""
        if not is_complete(folder):
            raise WrongSetting(
                f"READER_MODEL names the folder {str(folder)!r}, which has no cross-encoder; it expects the "
                f"files {TOKENIZER_FILE} and {MODEL_FILES[0]} (or {MODEL_FILES[1]}) in it."
            )
        super().__init__()
        self.name = name
        self._folder = folder

    def _load(self) -> _Model:
        """Raises :class:`WrongSetting` if the model cannot be run as a cross-encoder."""
        return _Model(self._folder, self.name)


def is_complete(folder: Path) -> bool:
    """Whether ``folder`` has a tokenizer and a model; False if it cannot be entered."""
    try:
        return (folder / TOKENIZER_FILE).is_file() and any((folder / file).is_file() for file in MODEL_FILES)
    except OSError:
        return False


class _Model:
    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        self._tokenizer = self._open_tokenizer(folder)
        # Rows are padded here, each batch to its own longest pair.
        self._padding = (self._tokenizer.padding or {}).get("pad_id", 0)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_most_tokens(folder, self._tokenizer.truncation))
        self._session = self._open_session(folder)
        inputs = {each.name: _NUMBERS.get(each.type) for each in self._session.get_inputs()}
        if not {"input_ids", "attention_mask"} <= inputs.keys() <= _KNOWN_INPUTS or None in inputs.values():
            raise self._error(
                f"which takes {', '.join(sorted(inputs))}",
                "integer inputs input_ids, attention_mask and at most token_type_ids",
            )
        self._inputs = inputs
        outputs = [each.name for each in self._session.get_outputs()]
        self._output = "logits" if "logits" in outputs else outputs[0]

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        texts = [
            [
                _text(window.title, " ".join(window.sentences)),
                *(_text(window.title, s) for s in window.sentences),
            ]
            for window in windows
        ]
        # The window of a single sentence is that sentence, and windows may overlap: each text is read once.
        found = self._log_odds(question, dict.fromkeys(text for each in texts for text in each))
        return [Reading(found[whole], tuple(found[part] for part in parts)) for whole, *parts in texts]

    def _log_odds(self, question: str, texts: Iterable[str]) -> dict[str, float]:
        """The log-odds that each text answers."""
        asked = _encodable(question)
        pairs = [(text, self._tokenizer.encode(asked, _encodable(text))) for text in texts]
        # Pairs of about the same length go together, which saves padding.
        pairs.sort(key=lambda pair: len(pair[1].ids))
        found: dict[str, float] = {}
        at = 0
        while at < len(pairs):
            end = at + 1
            while end < len(pairs) and (end + 1 - at) * len(pairs[end][1].ids) <= BATCH_TOKENS:
                end += 1
            numbers = self._run([encoding for _, encoding in pairs[at:end]])
            found.update(zip((text for text, _ in pairs[at:end]), numbers, strict=True))
            at = end
        return found

    def _run(self, batch: Sequence[Any]) -> list[float]:
        shape = len(batch), len(batch[-1].ids)
        arrays = {
            "input_ids": np.full(shape, self._padding),
            "attention_mask": np.zeros(shape),
            "token_type_ids": np.zeros(shape),
        }
        for row, encoding in enumerate(batch):
            filled = row, slice(len(encoding.ids))
            arrays["input_ids"][filled] = encoding.ids
            arrays["attention_mask"][filled] = 1
            arrays["token_type_ids"][filled] = encoding.type_ids
        feeds = {name: arrays[name].astype(kind) for name, kind in self._inputs.items()}
        try:
            [logits] = self._session.run([self._output], feeds)
        except Exception as error:
            raise self._error(
                f"which failed to read a question and a text ({type(error).__name__})",
                f"a model that reads pairs of any length up to {shape[1]} tokens",
            ) from error
        return self._checked(np.asarray(logits), len(batch))

    def _checked(self, logits: npt.NDArray[Any], rows: int) -> list[float]:
        """One number is the log-odds; two are those of "no" and "yes", whose difference is the log-odds."""
        if logits.ndim != 2 or len(logits) != rows or logits.shape[1] not in {1, 2}:
            raise self._error(
                f"which gives an array of the shape {logits.shape} for {rows} pairs",
                "one or two numbers for each pair of texts (sequence classification)",
            )
        numbers = logits.astype(np.float64)
        log_odds = numbers[:, -1] - (numbers[:, 0] if logits.shape[1] == 2 else 0)
        if not np.isfinite(log_odds).all():
            raise self._error(
                "which gives numbers that are not finite", "a model with weights that this processor can run"
            )
        return [float(number) for number in log_odds]

    def _open_tokenizer(self, folder: Path) -> Any:
        from tokenizers import Tokenizer

        file = folder / TOKENIZER_FILE
        try:
            return Tokenizer.from_file(str(file))
        except Exception as error:  # the package has no class of its own
            raise self._unreadable(file, error) from error

    def _open_session(self, folder: Path) -> Any:
        file = next(folder / file for file in MODEL_FILES if (folder / file).is_file())
        try:
            return open_session(str(file))
        except Exception as error:
            raise self._unreadable(file, error) from error

    def _unreadable(self, file: Path, error: Exception) -> WrongSetting:
        return self._error(
            f"whose file {str(file)!r} cannot be loaded ({type(error).__name__})",
            "a whole file, and next to it the weights if they are separate: delete it and download it again",
        )

    def _error(self, fault: str, expected: str) -> WrongSetting:
        return WrongSetting(f"READER_MODEL is {self._name}, {fault}; it expects {expected}.")


def _text(title: str, sentences: str) -> str:
    return f"{title}\n{sentences}" if title else sentences


def _encodable(text: str) -> str:
    """The package ``tokenizers`` refuses lone surrogates, which JSON may contain."""
    return text.encode("utf-8", "replace").decode()


def _most_tokens(folder: Path, truncation: dict[str, Any] | None) -> int:
    """The least of :data:`PAIR_TOKENS`, the limit in the tokenizer's file and that in :data:`LIMITS_FILE`."""
    limits = [PAIR_TOKENS, truncation["max_length"] if truncation else PAIR_TOKENS]
    # There may be no file, or none that says a number.
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, OverflowError):
        limits.append(int(json.loads((folder / LIMITS_FILE).read_bytes())["model_max_length"]))
    return min(limit for limit in limits if limit >= LEAST_TOKENS)
