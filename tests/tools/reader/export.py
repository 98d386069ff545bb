"""Writes the weights of a trained reader to ``knowledge/weights``.

python -m tests.tools.reader.export CHECKPOINT
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn

from knowledge.adapters.encoders import packed_model
from knowledge.adapters.reading.bundled import HEADS_FILE, LAYERS_FILE
from tests.tools import encoder_graph
from tests.tools.encoder_graph import WEIGHTS, Linear, Norm
from tests.tools.reader.model import Layer, Reader


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    model = Reader(packed_model.bundled())
    model.load_stored(torch.load(parser.parse_args().checkpoint))
    write(model)


def write(model: Reader, folder: Path = WEIGHTS) -> None:
    """Writes the layers in 8 bits and the heads in 16."""
    layers = [_layer(layer) for layer in model.enc.layers if isinstance(layer, Layer)]
    encoder_graph.write(folder / LAYERS_FILE, _norm(model.enc.ln), layers, packed_model.bundled())
    heads = {
        "shared": model.match.weight,
        "token.weight": model.token.weight,
        "token.bias": model.token.bias,
        "pool.weight": model.pool.weight,
        "pool.bias": model.pool.bias,
        "class.weight": model.cls.weight,
        "class.bias": model.cls.bias,
    }
    np.savez_compressed(
        folder / HEADS_FILE,
        **{name: value.detach().numpy().astype(np.float16) for name, value in heads.items()},
    )


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
