"""A run recorded once and shipped, so that a page can play it before anything heavy is loaded.

`python -m explorer.live.recording` trains the run of START anew and writes it beside this file.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.config import RunConfig

FOLDER = Path(__file__).parent / "recordings"
FRAMES = 75
SECONDS = 8.0


# The page Training at the same data set, networks and seed; what it leaves out is at its default.
LINK = {"training_dataset": "spirals", "training_samples": "300", "training_seed": "1"}


def start() -> bytes:
    """The recorded run of the page Start, as the player takes it."""
    return (FOLDER / "start.bin").read_bytes()


def recorded() -> "RunConfig":
    """The run of the page Start."""
    from explorer.config import Member, RunConfig

    return RunConfig(
        dataset="spirals",
        samples=300,
        noise=0.1,
        members=(Member("identity", 1), Member("tanh", 1)),
        seed=1,
        steps=1200,
    )


def record() -> bytes:
    """Train the run of the page Start, and pack it to be played again and again."""
    from explorer.live.composing import history_of, tick_of
    from explorer.live.message import Message, pack
    from explorer.live.run import LiveRun

    config = recorded()
    run = LiveRun(config, "start")
    frames = [run.latest]
    for k in range(1, FRAMES):
        # Slowly at first: most of the bending happens early.
        goal = round(config.steps * (k / (FRAMES - 1)) ** 2)
        frames += run.frames(1, goal - run.step, 60.0) if goal > run.step else ()
    fields = {"serial": 1, "playing": False, "seconds": SECONDS, "batch": None}
    tick = tick_of(run, frames, **fields, **history_of(run))
    return pack(Message(replace(run.setting, loop=True), tick))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "start.bin").write_bytes(record())
