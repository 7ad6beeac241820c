"""What the form offers is made ready in a thread, once a machine."""

import os
import subprocess
import sys

from explorer.activations import ACTIVATIONS
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.regularisers import REGULARISERS
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
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


ANOTHER_PROCESS = """
import subprocess
from explorer.engine import paths
started = []
class Maker:
    def __init__(self, command, **_): started.append(command[-1])
    def poll(self): return 0
subprocess.Popen = Maker
paths._fill_disk()
print(started)
from explorer.engine.compiled import disk
disk.note_filled()
paths._fill_disk()
print(started)
"""


def test_another_process_makes_what_the_disk_has_not_and_only_then(tmp_path):
    done = in_a_new_process(ANOTHER_PROCESS, EXPLORER_CACHE=str(tmp_path)).splitlines()
    assert done == 2 * ["['explorer.engine.compiled']"]


def test_no_other_process_is_asked_where_nothing_can_be_kept(tmp_path):
    (tmp_path / "file").write_text("in the way")
    code = ANOTHER_PROCESS.partition("from explorer.engine.compiled")[0]
    assert in_a_new_process(code, EXPLORER_CACHE=str(tmp_path / "file" / "folder")) == "[]"


def test_all_that_the_form_offers_is_warmed():
    code = (
        "from explorer.engine import paths\n"
        "paths._make = lambda part: None\n"
        "paths.warm()\n"
        "print(len(paths._orders))"
    )
    updates = len(OPTIMISERS) * (1 + len(REGULARISERS))
    parts = 1 + len(LOSSES) + updates + len(ACTIVATIONS)
    assert in_a_new_process(code) == str(parts)


def test_a_process_that_ends_does_not_wait_for_code(tmp_path):
    """The maker here would take a minute."""
    code = (
        "import subprocess\n"
        "from explorer.engine import paths\n"
        "class Maker:\n"
        "    def __init__(self, *_, **__): pass\n"
        "    def poll(self): return None\n"
        "subprocess.Popen = Maker\n"
        "paths.warm()\n"
    )
    assert in_a_new_process(code, EXPLORER_CACHE=str(tmp_path)) == ""


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
