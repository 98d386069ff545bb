"""Runs the layers of a BERT encoder in ONNX Runtime: token ids to hidden states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from knowledge.adapters.encoders.packed_model import PackedModel
from knowledge.adapters.encoders.session import open_session

Floats = npt.NDArray[np.float32]

BATCH_TOKENS = 512
"""A batch has at most so many tokens, padding included, which bounds the memory of a run."""
START, PADDING, END = 0, 1, 2
"""The ids of the pieces that mark the start of a text, fill a row, and end a part (XLM-R)."""


class Encoder:
    """The layers in a file of ``knowledge/weights``, over the embeddings of ``model``.

    The file is made by ``python -m tests.tools.encoder_graph``. Its weights have 8 bits and one scale a row,
    and each token's activations are rounded by a scale of their own. So the states of a text do not depend on
    the other texts of its batch. Safe to use from several threads.
    """

    def __init__(self, file: str, model: PackedModel) -> None:
        # By its path: its bytes would stay in memory beside the weights made of them.
        with as_file(files("knowledge.weights").joinpath(file)) as path:
            self._session = open_session(str(path))
        self._model = model
        width = model.width
        self._positions = model.numbers("emb.pos").reshape(-1, width) + model.numbers("emb.type")[:width]

    def run(
        self, rows: Sequence[Sequence[int]], added: Sequence[Floats] | None = None
    ) -> Iterator[tuple[int, Floats]]:
        """Yield the index of each row of token ids and its hidden states, shape ``(len(row), width)``.

        Rows come in the order of their lengths, which saves padding. ``added`` has an array of the shape of
        the states for each row, which is added to the embeddings.
        """
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        at = 0
        while at < len(order):
            end = at + 1
            while end < len(order) and (end + 1 - at) * len(rows[order[end]]) <= BATCH_TOKENS:
                end += 1
            chosen = order[at:end]
            length = len(rows[chosen[-1]])
            ids = np.full((len(chosen), length), PADDING, np.int64)
            for row, index in enumerate(chosen):
                ids[row, : len(rows[index])] = rows[index]
            inputs = self._model.words(ids) + self._positions[:length]
            if added is not None:
                for row, index in enumerate(chosen):
                    inputs[row, : len(rows[index])] += added[index]
            mask = (ids != PADDING).astype(np.int32)
            [states] = self._session.run(None, {"embeddings": inputs, "mask": mask})
            for row, index in enumerate(chosen):
                yield index, states[row, : len(rows[index])]
            at = end
