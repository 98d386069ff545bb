"""Trains the bundled reader and writes its weights.

    python -m tests.tools.reader.train FOLDER [--statements] [--start CHECKPOINT | --from-shipped]
        [--minutes 90]

It needs PyTorch (``uv pip install torch``, the build for processors) and the data next to the repository. A
checkpoint is written to ``FOLDER/reader.pt`` every five minutes and at the end; a second run with the same
folder goes on from it. At the end ``knowledge/weights/reader_int8.onnx`` and ``reader_heads.npz`` are
written. The processes share the weights and change them without waiting for each other (Hogwild), so two runs
with the same seed see the same examples, but do not give the same numbers to the last digit.

With ``--statements`` it trains the reader of statements, from the weights of the reader of questions, and
writes ``statements_int8.onnx`` and ``statements_heads.npz``.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.multiprocessing as processes

from knowledge.adapters.encoders import packed_model, processors
from tests.tools.reader import batches, examples, export, statements
from tests.tools.reader.examples import Example
from tests.tools.reader.losses import losses, total
from tests.tools.reader.model import Reader

TOKENS = 1_800
"""Pieces in a batch, padding included."""
HEAD_RATE = 2.0
"""The heads learn so many times faster than the layers."""
WARM_UP = 0.04
"""The part of the time in which the learning rate rises; then it falls to 0 in a straight line."""
CHECKPOINT_S = 300
LOGGED_BATCHES = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """``start`` and ``end`` are times of the clock; ``rate`` is the highest learning rate."""

    start: float
    end: float
    rate: float
    seed: int

    def rate_now(self) -> float:
        """The learning rate, as a part of the highest; 0 after the end."""
        done = (time.time() - self.start) / (self.end - self.start)
        return min(1.0, done / WARM_UP) * (1.0 - done) if done < 1 else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--statements", action="store_true", help="train the reader of statements")
    parser.add_argument("--start", type=Path, help="a checkpoint to start from, if the folder has none")
    parser.add_argument("--from-shipped", action="store_true", help="or the weights that are shipped")
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    checkpoint = options.folder / "reader.pt"
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    model = Reader(packed_model.bundled())
    if source := checkpoint if checkpoint.exists() else options.start:
        model.load_stored(torch.load(source))
    elif options.from_shipped:
        export.read(model)
    data = statements.everything() if options.statements else examples.everything()
    print(f"{len(data)} examples", flush=True)
    begin = time.time()
    train(model, data, Plan(begin, begin + 60 * options.minutes, options.rate, options.seed), checkpoint)
    export.write(model, export.STATEMENTS if options.statements else export.QUESTIONS)


def train(model: Reader, data: list[Example], plan: Plan, checkpoint: Path) -> None:
    """Trains with one process for each processor until the end of the plan."""
    model.share_memory()
    count = processors.available()
    context = processes.get_context("fork")
    workers = [
        context.Process(target=_work, args=(number, count, model, data, plan)) for number in range(count)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        while worker.is_alive():
            worker.join(CHECKPOINT_S)
            save(model, checkpoint)


def save(model: Reader, path: Path) -> None:
    """Writes a checkpoint; an interruption leaves the one before."""
    torch.save(model.stored(), path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def _work(number: int, count: int, model: Reader, data: list[Example], plan: Plan) -> None:
    """Takes the ``number``-th of ``count`` parts of the first epoch, and random parts of later ones."""
    torch.set_num_threads(1)
    torch.manual_seed(10 * plan.seed + number)
    rng = random.Random(100 * plan.seed + number)
    trained = {name: value for name, value in model.named_parameters() if value.requires_grad}
    layers = [value for name, value in trained.items() if name.startswith("enc.")]
    heads = [value for name, value in trained.items() if not name.startswith("enc.")]
    optimizer = torch.optim.AdamW(
        [{"params": layers}, {"params": heads}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    model.train()
    seen, steps, epoch = 0, 0, 0
    recent: dict[str, list[float]] = {}
    while True:
        drawn = batches.draw(data, rng)
        part = drawn[number::count] if epoch == 0 else rng.sample(drawn, len(drawn) // count)
        for batch in batches.batches(part, TOKENS, rng):
            factor = plan.rate_now()
            if factor <= 0:
                return
            for group, speed in zip(optimizer.param_groups, (1.0, HEAD_RATE), strict=True):
                group["lr"] = plan.rate * factor * speed
            with torch.autocast("cpu", torch.bfloat16):
                pieces, classes = model(batch.ids, batch.shared)
            parts = losses(pieces.float(), classes.float(), batch)
            total(parts).backward()
            torch.nn.utils.clip_grad_norm_([*layers, *heads], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            seen, steps = seen + len(batch.examples), steps + 1
            for name, loss in parts.items():
                recent.setdefault(name, []).append(float(loss.detach()))
            if number == 0 and steps % LOGGED_BATCHES == 0:
                means = "  ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in sorted(recent.items()))
                print(
                    f"{time.time() - plan.start:5.0f} s  epoch {epoch}  {seen} examples  {means}", flush=True
                )
                recent = {}
        epoch += 1


if __name__ == "__main__":
    main()
