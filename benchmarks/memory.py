"""`python -m benchmarks.memory`: what a session's run keeps after minutes of play.

Plays ten minutes' worth of ticks as fast as it can, and prints what the process holds and what the
run itself keeps: a film of at most so many MB and the losses of at most HISTORY steps.
"""

import os

import torch

from explorer.config import Member, RunConfig
from explorer.limits import limits
from explorer.live.run import HISTORY, LiveRun

TICKS = 240  # a minute of play


def resident() -> float:
    """MB of memory this process holds."""
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Play, and print a row a minute."""
    torch.set_num_threads(1)
    run = LiveRun(RunConfig(members=(Member("identity"), Member("tanh"))), "memory")
    print(f"The film is bounded by {limits().memory:g} MB, the losses by {HISTORY} steps.\n")
    print("| minute | step | process, MB | film, kB | frames | losses kept |")
    print("| --- | --- | --- | --- | --- | --- |")
    for minute in range(11):
        film = sum(frame.nbytes for frame in run.film) / 1e3
        row = (minute, f"{run.step:,}", f"{resident():.0f}", f"{film:.0f}")
        print("|", " | ".join(map(str, (*row, len(run.film), len(run.history)))), "|", flush=True)
        for _ in range(TICKS):
            run.message(list(run.frames(7, 75, 1.0)), playing=True)


if __name__ == "__main__":
    main()
