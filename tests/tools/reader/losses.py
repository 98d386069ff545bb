"""The losses of the reader: is it answered, in which sentence, by which words; does a statement follow."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from tests.tools.reader.batches import Batch
from tests.tools.reader.model import MASKED

WEIGHTS = {"answered": 1.0, "sentence": 1.0, "words": 0.5, "statement": 0.6}


def total(losses: dict[str, Tensor]) -> Tensor:
    """Returns the weighted sum."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum()


def losses(pieces: Tensor, classes: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Returns the mean of each loss over the rows that it is about. The outputs are those of the reader."""
    questions = torch.tensor([example.label is None for example in batch.examples])
    found: dict[str, Tensor] = {}
    if not questions.all():
        labels = torch.tensor([each.label for each in batch.examples if each.label is not None])
        found["statement"] = functional.cross_entropy(classes[~questions, 1:], labels)
    if not questions.any():
        return found
    answered = torch.tensor([float(bool(example.gold)) for example in batch.examples])
    found["answered"] = functional.binary_cross_entropy_with_logits(
        classes[questions, 0], answered[questions]
    )
    gold = _gold(batch)
    useful = gold.any(1)
    if useful.any():
        likelihoods = functional.log_softmax(_sentence_scores(pieces[..., 2], batch), 1)
        right = torch.logsumexp(likelihoods.masked_fill(~gold, MASKED), 1)
        found["sentence"] = -right[useful].mean()
    targets = _words(batch)
    if (targets >= 0).any():
        allowed = batch.sentences >= 0
        allowed[:, 0] = True
        ends = pieces[..., :2].masked_fill(~allowed[..., None], MASKED)
        outputs = torch.cat([ends[..., 0], ends[..., 1]])
        found["words"] = functional.cross_entropy(
            outputs, torch.cat([targets[:, 0], targets[:, 1]]), ignore_index=-1
        )
    return found


def _sentence_scores(inside: Tensor, batch: Batch) -> Tensor:
    """The mean of the outputs of each sentence's pieces; first that of the first piece, for "none"."""
    count = int(batch.sentences.max()) + 1
    members = (
        functional.one_hot(batch.sentences.clamp(min=0), count).float() * (batch.sentences >= 0)[..., None]
    )
    sizes = members.sum(1)
    means = torch.einsum("rp,rps->rs", inside, members) / sizes.clamp(min=1)
    return torch.cat([inside[:, :1], means.masked_fill(sizes == 0, MASKED)], 1)


def _gold(batch: Batch) -> Tensor:
    """Which scores of :func:`_sentence_scores` are right; none for a statement."""
    gold = torch.zeros(len(batch.examples), int(batch.sentences.max()) + 2, dtype=torch.bool)
    for row, example in enumerate(batch.examples):
        if example.label is not None:
            continue
        if not example.gold:
            gold[row, 0] = True
        for position in example.gold:
            if (batch.sentences[row] == position).any():
                gold[row, position + 1] = True
    return gold


def _words(batch: Batch) -> Tensor:
    """The first and the last piece of the words that answer, 0 where nothing answers, -1 where unknown."""
    targets = torch.full((len(batch.examples), 2), -1)
    for row, example in enumerate(batch.examples):
        if example.label is not None:
            continue
        if not example.gold:
            targets[row] = 0
        elif example.span is not None:
            sentence, first, last = example.span
            places = (batch.sentences[row] == sentence).nonzero()[:, 0]
            if len(places) > last:
                targets[row, 0], targets[row, 1] = places[first], places[last]
    return targets
