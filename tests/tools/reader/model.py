"""The bundled reader in PyTorch: the first layers of multilingual-e5-small with heads; see ``bundled.py``.

The embeddings of words and positions stay as they are. Everything else is trained.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from knowledge.adapters.encoders.encoder import END, PADDING
from knowledge.adapters.encoders.packed_model import PackedModel
from tests.tools.encoder_graph import Layer as PackedLayer
from tests.tools.encoder_graph import Linear as PackedLinear
from tests.tools.encoder_graph import Norm as PackedNorm
from tests.tools.encoder_graph import packed_layer

MASKED = -1e4
LABELS = ("answered", "supported", "unproved", "contradicted")
"""The outputs of the head over pooled states: one for questions, three for statements."""
PARTS = ("start", "end", "inside")
"""The outputs of the head over each piece: where the words that answer start and end, and the sentence."""


class Layer(nn.Module):
    """A layer of BERT (post-normalisation)."""

    def __init__(self, packed: PackedLayer, heads: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = _linear(packed.attention_in), _linear(packed.attention_out)
        self.ln1, self.ln2 = _norm(packed.attention_norm, epsilon), _norm(packed.norm, epsilon)
        self.up, self.down = _linear(packed.up), _linear(packed.down)
        self.drop = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        rows, length, width = states.shape
        parts = self.qkv(states).view(rows, length, 3, self.heads, width // self.heads)
        queries, keys, values = parts.permute(2, 0, 3, 1, 4)
        # Written out: twice as fast to train on processors as scaled_dot_product_attention.
        weights = torch.matmul(queries * (width // self.heads) ** -0.5, keys.transpose(-1, -2)) + bias
        mixed = torch.matmul(torch.softmax(weights, -1), values).transpose(1, 2).reshape(rows, length, width)
        states = self.ln1(states + self.drop(self.out(mixed)))
        result: Tensor = self.ln2(states + self.drop(self.down(nn.functional.gelu(self.up(states)))))
        return result


class Encoder(nn.Module):
    """The embeddings and the first layers of the packed model."""

    def __init__(self, packed: PackedModel, layers: int, dropout: float) -> None:
        super().__init__()
        words = torch.from_numpy(packed.matrix("emb.word", packed.width))
        self.word = nn.Embedding.from_pretrained(words, freeze=True)
        places = (
            packed.numbers("emb.pos").reshape(-1, packed.width) + packed.numbers("emb.type")[: packed.width]
        )
        self.register_buffer("places", torch.from_numpy(places.copy()), persistent=False)
        self.ln = _norm(PackedNorm(packed.numbers("emb.ln.w"), packed.numbers("emb.ln.b")), packed.epsilon)
        self.layers = nn.ModuleList(
            Layer(packed_layer(packed, number), packed.heads, packed.epsilon, dropout)
            for number in range(layers)
        )

    def forward(self, ids: Tensor, added: Tensor) -> Tensor:
        states = self.ln(self.word(ids) + self.places[: ids.shape[1]] + added)
        mask = ids != PADDING
        bias = torch.zeros(mask.shape, dtype=states.dtype).masked_fill(~mask, MASKED)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, bias.to(states.dtype))
        return states


class Reader(nn.Module):
    """The encoder with a head over each piece and one over pooled states."""

    def __init__(self, packed: PackedModel, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        self.enc = Encoder(packed, layers, dropout)
        self.match = nn.Embedding(2, packed.width)
        self.token = nn.Linear(packed.width, len(PARTS))
        self.pool = nn.Linear(4 * packed.width, packed.width)
        self.cls = nn.Linear(packed.width, len(LABELS))
        nn.init.zeros_(self.match.weight)
        for head in (self.token, self.pool, self.cls):
            nn.init.normal_(head.weight, std=0.02)

    def forward(self, ids: Tensor, shared: Tensor) -> tuple[Tensor, Tensor]:
        """Return the outputs for each piece, shape ``(rows, pieces, 3)``, and for each row, ``(rows, 4)``.

        ``shared`` is 1 for a piece that the question and the passage both have.
        """
        states = self.enc(ids, self.match(shared)).float()
        ends = (ids == END).cumsum(1)
        asked = ends == 0
        asked[:, 0] = False
        passage = (ends == 2) & (ids != END) & (ids != PADDING)
        question = asked[..., None]
        pooled = [
            states[:, 0],
            (states * question).sum(1) / question.sum(1).clamp(min=1),
            states.masked_fill(~question, -1e3).amax(1),
            states.masked_fill(~passage[..., None], -1e3).amax(1),
        ]
        return self.token(states), self.cls(torch.tanh(self.pool(torch.cat(pooled, 1))))

    def stored(self) -> dict[str, Tensor]:
        """The weights that training changes."""
        return {name: value for name, value in self.state_dict().items() if not name.startswith("enc.word")}

    def load_stored(self, weights: dict[str, Any]) -> None:
        """Take the weights of a checkpoint; those that it does not have stay as they are."""
        self.load_state_dict({name: value.float() for name, value in weights.items()}, strict=False)


def _linear(packed: PackedLinear) -> nn.Linear:
    outputs, inputs = packed.weight.shape
    module = nn.Linear(inputs, outputs)
    with torch.no_grad():
        module.weight.copy_(torch.from_numpy(np.array(packed.weight)))
        module.bias.copy_(torch.from_numpy(np.array(packed.bias)))
    return module


def _norm(packed: PackedNorm, epsilon: float) -> nn.LayerNorm:
    module = nn.LayerNorm(len(packed.scale), epsilon)
    with torch.no_grad():
        module.weight.copy_(torch.from_numpy(np.array(packed.scale)))
        module.bias.copy_(torch.from_numpy(np.array(packed.shift)))
    return module
