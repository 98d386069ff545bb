"""Writes the weights of a trained reader to ``knowledge/weights``, and reads them back to train on.

    python -m tests.tools.reader.export [--statements] [--shipped] [CHECKPOINT ...]

Of several checkpoints, and the shipped weights if they are to count, the mean is written: the mean of runs
that began from the same weights is better than each of them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn

from knowledge.adapters.encoders import packed_model
from knowledge.adapters.reading import bundled
from knowledge.adapters.reading import statements as of_statements
from tests.tools import encoder_graph
from tests.tools.encoder_graph import WEIGHTS, Linear, Norm
from tests.tools.reader.model import Layer, Reader

Files = tuple[str, str]
QUESTIONS: Files = (bundled.LAYERS_FILE, bundled.HEADS_FILE)
STATEMENTS: Files = (of_statements.LAYERS_FILE, of_statements.HEADS_FILE)
"""The files of the layers and of the heads."""
HEAD_PARTS = {
    "match.weight": "shared",
    "token.weight": "token.weight",
    "token.bias": "token.bias",
    "pool.weight": "pool.weight",
    "pool.bias": "pool.bias",
    "cls.weight": "class.weight",
    "cls.bias": "class.bias",
}
"""The weights of the model's heads, and their names in the file."""
LINEAR_PARTS = {"qkv": "attention_in", "out": "attention_out", "up": "up", "down": "down"}
NORM_PARTS = {"ln1": "attention_norm", "ln2": "norm"}
"""The parts of a layer in the model, and their names in the graph."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoints", type=Path, nargs="*")
    parser.add_argument("--shipped", action="store_true", help="let the shipped weights count as well")
    parser.add_argument("--statements", action="store_true", help="write the reader of statements")
    options = parser.parse_args()
    files = STATEMENTS if options.statements else QUESTIONS
    model = Reader(packed_model.bundled())
    stored = [torch.load(path) for path in options.checkpoints]
    if options.shipped:
        read(model, files)
        stored.append(model.stored())
    if not stored:
        parser.error("nothing to write: give a checkpoint")
    mean = {name: sum(weights[name].float() for weights in stored) / len(stored) for name in stored[0]}
    model.load_stored(mean)
    write(model, files)


def write(model: Reader, files: Files, folder: Path = WEIGHTS) -> None:
    """Writes the layers in 8 bits and the heads in 16. A reader of statements has but its own outputs."""
    layers_file, heads_file = files
    layers = [_layer(layer) for layer in model.enc.layers if isinstance(layer, Layer)]
    encoder_graph.write(folder / layers_file, _norm(model.enc.ln), layers, packed_model.bundled())
    weights = model.stored()
    heads = {part: weights[name].numpy().astype(np.float16) for name, part in HEAD_PARTS.items()}
    if files == STATEMENTS:
        heads = {part: array for part, array in heads.items() if not part.startswith("token")}
        heads |= {part: heads[part][1:] for part in ("class.weight", "class.bias")}
    np.savez_compressed(folder / heads_file, **heads)


def read(model: Reader, files: Files = QUESTIONS, folder: Path = WEIGHTS) -> None:
    """Takes the written weights into a model, as exact as 8 and 16 bits are.

    Those of a reader of statements leave the outputs for questions as they are.
    """
    layers_file, heads_file = files
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(folder / layers_file).graph
    stored = {each.name: torch.tensor(numpy_helper.to_array(each)) for each in graph.initializer}
    weights = {"enc.ln.weight": stored["input.scale"], "enc.ln.bias": stored["input.shift"]}
    for number in range(len(model.enc.layers)):
        to, source = f"enc.layers.{number}", f"layer{number}"
        for name, part in LINEAR_PARTS.items():
            scaled = stored[f"{source}.{part}.weight"].float() * stored[f"{source}.{part}.row_scales"]
            weights |= {f"{to}.{name}.weight": scaled.T, f"{to}.{name}.bias": stored[f"{source}.{part}.bias"]}
        for name, part in NORM_PARTS.items():
            weights[f"{to}.{name}.weight"] = stored[f"{source}.{part}.scale"]
            weights[f"{to}.{name}.bias"] = stored[f"{source}.{part}.shift"]
    heads = np.load(folder / heads_file)
    stored_heads = {name: torch.from_numpy(heads[part]) for name, part in HEAD_PARTS.items() if part in heads}
    if files == STATEMENTS:
        for name in ("cls.weight", "cls.bias"):
            own = model.state_dict()[name][:1]
            stored_heads[name] = torch.cat([own, stored_heads[name].to(own.dtype)])
    weights |= stored_heads
    model.load_stored(weights)


def _layer(layer: Layer) -> encoder_graph.Layer:
    return encoder_graph.Layer(
        _linear(layer.qkv),
        _linear(layer.out),
        _norm(layer.ln1),
        _linear(layer.up),
        _linear(layer.down),
        _norm(layer.ln2),
    )


def _linear(module: nn.Linear) -> Linear:
    return Linear(module.weight.detach().numpy(), module.bias.detach().numpy())


def _norm(module: nn.LayerNorm) -> Norm:
    return Norm(module.weight.detach().numpy(), module.bias.detach().numpy())


if __name__ == "__main__":
    main()
