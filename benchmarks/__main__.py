"""`python -m benchmarks`: print a table of the engine against its peers and write it as JSON.

One thread, one process, unless the table says so; the peers take turns, round after round, and
medians are compared, because a busy machine slows all of them alike. Only the ratios mean anything.
"""

import argparse
import json
import platform
import warnings
from datetime import date
from pathlib import Path
from statistics import median

import torch

from benchmarks.peers import Case, Timed, engine, plain_torch, scikit_learn
from explorer.choices import device
from explorer.engine import paths

MEMBERS = (1, 8, 64, 512)
DEEP = (64,) * 8
ROUNDS = 9
CASES = (
    *(Case(members, optimizer=key) for key in ("sgd", "adam") for members in MEMBERS),
    *(Case(batch=batch, hidden=DEEP, optimizer="adam") for batch in (10, 250)),
)
ON_A_CARD = (
    *(Case(members, "cuda") for members in (*MEMBERS, 4096, 16384)),
    *(Case(members, "cuda", 250, DEEP, "adam") for members in (1, 64)),
)
OURS = "engine"


def peers(case: Case) -> dict[str, Timed]:
    """What is timed beside each other, the engine first."""
    if case.device != "cpu":
        return {OURS: engine(case), "plain torch loop": plain_torch(case)}
    found = {OURS: engine(case)}
    if case.members == max(MEMBERS):
        found["engine, two threads"] = engine(case, threads=2)
    found["engine on PyTorch alone"] = engine(case, "torch")
    found["plain torch loop"] = plain_torch(case)
    if case.members == 1 and case.optimizer == "sgd":
        found["scikit-learn MLPClassifier"] = scikit_learn(case)
    return found


def compare(case: Case) -> list[dict]:
    """One row a peer: median µs per network and step, and its ratio to the engine's."""
    timed = peers(case)
    for run in timed.values():
        run()  # warm up
    times: dict[str, list[float]] = {name: [] for name in timed}
    ratios: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(ROUNDS):
        turn = {name: run() for name, run in timed.items()}
        for name, seconds in turn.items():
            times[name].append(seconds)
            ratios[name].append(seconds / turn[OURS])
    return [
        {
            "peer": name,
            "shape": case.shape,
            "batch": case.batch,
            "optimizer": case.optimizer,
            "members": case.members,
            "device": device.name(case.device),
            "us_per_network_step": round(1e6 * median(times[name]), 3),
            "ratio": round(median(ratios[name]), 2),
        }
        for name in timed
    ]


def main() -> None:
    """Run every case and report it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("benchmarks/results/latest.json"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")  # scikit-learn says that it has not converged
    paths.order_all()
    paths.finish()
    rows = []
    print(f"{date.today()} · Python {platform.python_version()} · torch {torch.__version__}")
    print("tanh; ratio = time of the peer ÷ time of the engine\n")
    columns = ("device", "network", "optimiser", "batch", "members", "peer")
    print("|", " | ".join(columns), "| µs per network and step | ratio |")
    print("|", " | ".join("---" for _ in columns), "| --- | --- |")
    for case in ON_A_CARD * ("cuda" in device.available()) + CASES:
        for row in compare(case):
            rows.append(row)
            shown = [row[key] for key in ("device", "shape", "optimizer", "batch", "members")]
            numbers = f"{row['us_per_network_step']:g} | {row['ratio']:g}"
            print("|", " | ".join(map(str, shown)), "|", row["peer"], "|", numbers, "|", flush=True)
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
