"""A cross-encoder for tests that can be computed by hand: each word has a number, and a pair has their mean.

The start and the two ends of a pair, which the tokenizer adds, count as words with the number 0. Padding has
a large number, so a result is far off if padding is not masked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

SPECIAL = {"[PAD]": 900.0, "[UNK]": 0.0, "[CLS]": 0.0, "[SEP]": 0.0}
NUMBERS = {"jembatan": 4.0, "dibuka": 2.0, "senin": 6.0, "kapan": 1.0, "hujan": -8.0, "pasar": -3.0}
"""The numbers of the words that the tokenizer knows; other words have 0."""
EXTRA_TOKENS = 3
OPSET, IR_VERSION = 18, 9


def write_cross_encoder(
    folder: Path,
    *,
    numbers: Mapping[str, float] = NUMBERS,
    file: str = "model.onnx",
    outputs: Sequence[float] = (1.0,),
    type_number: float | None = None,
    integers: str = "INT64",
    more_inputs: Sequence[str] = (),
) -> Path:
    """Write the model and its tokenizer into ``folder``, which is returned.

    ``outputs`` has the factor of the mean for each number of a pair. With ``type_number`` the graph takes
    ``token_type_ids``, and each token of the second text counts so much more. The graph ignores
    ``more_inputs``. ``integers`` is the type of its inputs.
    """
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    all_numbers = {**SPECIAL, **numbers}
    _write_tokenizer(folder / "tokenizer.json", list(all_numbers))
    _write_model(
        folder / file, list(all_numbers.values()), list(outputs), type_number, integers, list(more_inputs)
    )
    return folder


def _write_tokenizer(path: Path, words: list[str]) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    ids = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(ids, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    tokenizer.save(str(path))


def _write_model(
    path: Path,
    numbers: list[float],
    outputs: list[float],
    type_number: float | None,
    integers: str,
    more_inputs: list[str],
) -> None:
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    def constant(name: str, values: Any, kind: Any = np.float32) -> Any:
        return numpy_helper.from_array(np.array(values, kind), name)

    names = ["input_ids", "attention_mask", *more_inputs]
    constants = [
        constant("numbers", numbers),
        constant("outputs", [outputs]),
        constant("tokens", [1], np.int64),  # the axis of the tokens
    ]
    nodes = [helper.make_node("Gather", ["numbers", "input_ids"], ["words"])]
    words = "words"
    if type_number is not None:
        names.append("token_type_ids")
        constants.append(constant("types", [0.0, type_number]))
        nodes.append(helper.make_node("Gather", ["types", "token_type_ids"], ["added"]))
        nodes.append(helper.make_node("Add", ["words", "added"], ["typed"]))
        words = "typed"
    nodes += [
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [words, "mask"], ["masked"]),
        helper.make_node("ReduceSum", ["masked", "tokens"], ["sum"], keepdims=1),
        helper.make_node("ReduceSum", ["mask", "tokens"], ["count"], keepdims=1),
        helper.make_node("Div", ["sum", "count"], ["mean"]),
        helper.make_node("MatMul", ["mean", "outputs"], ["logits"]),
    ]
    kind = getattr(TensorProto, integers)
    graph = helper.make_graph(
        nodes,
        "cross_encoder",
        [helper.make_tensor_value_info(name, kind, ["rows", "tokens"]) for name in names],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", len(outputs)])],
        constants,
    )
    versions = [helper.make_opsetid("", OPSET)]
    onnx.save(helper.make_model(graph, opset_imports=versions, ir_version=IR_VERSION), path)
