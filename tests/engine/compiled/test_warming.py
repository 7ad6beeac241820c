"""What the form offers is made ready in a thread, once a machine."""

import os
import subprocess
import sys

from explorer.activations import ACTIVATIONS
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.engine import paths
from tests import ROOT


def in_a_new_process(code, **variables):
    """What code prints in a new process where these variables are set."""
    environment = {k: v for k, v in os.environ.items() if k != paths.CHOICE}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


WARMED = """
import subprocess
from explorer.engine import paths
started = []
subprocess.run = lambda command, **_: started.append(command[-1])
paths.warm()
paths._workshop.submit(int).result()
from explorer.engine.compiled import disk
print(started, len(paths._orders))
disk.note_filled()
paths._workshop.submit(paths._fill_disk).result()
print(started)
"""


def test_another_process_makes_what_the_disk_has_not_and_only_then(tmp_path):
    """The code itself is read from the folder of all tests, for to make it takes half a minute."""
    quick = WARMED.replace("paths.warm()", "paths._make = lambda part: None\npaths.warm()")
    first, second = in_a_new_process(quick, EXPLORER_CACHE=str(tmp_path)).splitlines()
    parts = 1 + len(LOSSES) + len(OPTIMISERS) + len(ACTIVATIONS)
    assert first == f"['explorer.engine.compiled'] {parts}"
    assert second == "['explorer.engine.compiled']"


def test_nothing_is_warmed_where_it_is_said_how_runs_train():
    code = "from explorer.engine import paths\npaths.warm()\nprint(len(paths._orders))"
    for choice in ("torch", "compiled"):
        assert in_a_new_process(code, EXPLORER_ENGINE=choice) == "0"


def test_the_first_run_of_a_process_is_on_torch_and_one_after_the_code_is_ready_is_not():
    code = (
        "from explorer.engine import Trainer, paths\n"
        "from explorer.config import Member, RunConfig\n"
        "config = RunConfig(members=(Member('identity'),))\n"
        "print(Trainer(config).arithmetic)\n"
        "paths.finish()\n"
        "print(Trainer(config).arithmetic)"
    )
    assert in_a_new_process(code).split() == ["torch", "compiled"]
