"""`python -m benchmarks.draws`: what twenty draws of the data take, and how much is training."""

from dataclasses import replace
from statistics import median
from time import perf_counter

from explorer.engine import Trainer, paths
from explorer.limits import CORES
from explorer.outputs.draws import DRAWS, spread
from explorer.outputs.generalisation import START

RUN = replace(START, hidden=(16,), steps=1000, learning_rate=0.02)  # as the page draws them
ROUNDS = 5


def alone() -> float:
    """Seconds of training all draws one after another."""
    start = perf_counter()
    for seed in range(DRAWS):
        Trainer(replace(RUN, data_seed=seed)).train(RUN.steps)
    return perf_counter() - start


def together() -> float:
    """Seconds until mean, boundaries, spread, bias and variance are there."""
    start = perf_counter()
    spread(RUN)
    return perf_counter() - start


def main() -> None:
    """Print the medians and their ratio."""
    paths.order_all()
    paths.finish()
    together()
    turns = [(together(), alone()) for _ in range(ROUNDS)]
    whole, trained = (median(times) for times in zip(*turns, strict=True))
    ratio = median(mine / other for mine, other in turns)
    print(f"{DRAWS} draws, mean and spread: {whole:.2f} s on {CORES} cores")
    print(f"training them one by one: {trained:.2f} s; ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
