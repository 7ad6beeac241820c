"""`python -m benchmarks`: print a table of the engine against its peers and write it as JSON.

One thread, one process; the peers take turns, round after round, and medians are compared, because
a busy machine slows all of them alike. Only the ratios mean anything.
"""

import argparse
import json
import platform
import warnings
from datetime import date
from pathlib import Path
from statistics import median

import torch

from benchmarks.peers import Case, engine, plain_torch, scikit_learn
from explorer.choices import device

MEMBERS = (1, 8, 64, 512)
ROUNDS = 7


def compare(case: Case) -> list[dict]:
    """One row a peer: median µs per network and step, and its ratio to the engine's."""
    peers = {"engine": engine(case), "plain torch loop": plain_torch(case)}
    if case.device == "cpu" and case.members == 1:
        peers["scikit-learn MLPClassifier"] = scikit_learn(case)
    for run in peers.values():
        run()  # warm up
    times: dict[str, list[float]] = {name: [] for name in peers}
    ratios: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(ROUNDS):
        turn = {name: run() for name, run in peers.items()}
        for name, seconds in turn.items():
            times[name].append(seconds)
            ratios[name].append(seconds / turn["engine"])
    return [
        {
            "peer": name,
            "shape": case.shape,
            "batch": case.batch,
            "members": case.members,
            "device": device.name(case.device),
            "us_per_network_step": round(1e6 * median(times[name]), 3),
            "ratio": round(median(ratios[name]), 2),
        }
        for name in peers
    ]


def main() -> None:
    """Run every case and report it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("benchmarks/results/latest.json"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")  # scikit-learn says that it has not converged
    rows = []
    print(f"{date.today()} · Python {platform.python_version()} · torch {torch.__version__}")
    print("2-8-8-1 tanh, SGD; ratio = time of the peer ÷ time of the engine\n")
    print("| device | members | batch | peer | µs per network and step | ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    for where in device.available()[::-1]:
        for members in MEMBERS:
            for row in compare(Case(members=members, device=where)):
                rows.append(row)
                print(
                    f"| {row['device']} | {members} | {row['batch']} | {row['peer']} "
                    f"| {row['us_per_network_step']:g} | {row['ratio']:g} |",
                    flush=True,
                )
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
