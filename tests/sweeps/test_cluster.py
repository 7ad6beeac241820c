"""Workers of a Dask cluster find what this process does, though one of them or more is lost."""

import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack, closing
from dataclasses import replace
from types import ModuleType

import pytest

from explorer.sweeps import Axis, Sweep, results
from explorer.sweeps.cluster import LostCluster, NoScheduler
from explorer.sweeps.table import joined, rows
from tests import ROOT
from tests.sweeps.cases import BOTH, XOR

distributed = pytest.importorskip("distributed", reason="NO DASK: pip install distributed")

# Long enough that a chunk is under way when its worker is killed.
LONG = Sweep(replace(XOR, steps=2000), (Axis("learning_rate", (0.01, 0.1, 1.0)),), 64)


@pytest.fixture(scope="module")
def cluster():
    """Two workers, a process each, that do not begin with what was this one's main module last."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0"
        ) as made:
            yield made


def pids(cluster):
    return {worker.pid for worker in cluster.workers.values() if worker.pid}


def table(sweep, chunks, scheduler=None):
    return joined([rows(sweep, found) for found in results(sweep, chunks, scheduler)])


def test_a_cluster_finds_the_same_rows_as_this_process(cluster):
    address = cluster.scheduler_address
    assert table(BOTH, BOTH.chunks(size=4), address).equals(table(BOTH, BOTH.chunks()))


def test_nothing_is_lost_with_a_worker_that_is_killed(cluster):
    gone = min(pids(cluster))
    parts = []
    with closing(results(LONG, LONG.chunks(size=8), cluster.scheduler_address)) as found:
        for one in found:
            if not parts:
                os.kill(gone, signal.SIGKILL)
            parts.append(rows(LONG, one))
    assert gone not in pids(cluster)
    assert sum(len(part) for part in parts) == LONG.count
    assert joined(parts).equals(table(LONG, LONG.chunks()))


def test_what_a_worker_cannot_train_is_told_as_here(cluster):
    odd = Sweep(replace(XOR, samples=50, test_fraction=0.5, validation_fraction=0.48))
    with pytest.raises(ValueError, match="leave class 0 with"):
        next(results(odd, odd.chunks(), cluster.scheduler_address))


def test_a_sweep_that_is_ended_leaves_the_cluster_for_others(cluster):
    with closing(results(LONG, [(0,)] * 1000, cluster.scheduler_address)) as found:
        next(found)
    assert len(list(results(LONG, [(0,)] * 3, cluster.scheduler_address))) == 3


@pytest.fixture
def scheduler(tmp_path):
    """A scheduler's process, with a worker, and its address."""
    file = tmp_path / "scheduler.json"
    where = ["--scheduler-file", str(file), "--no-dashboard"]
    with ExitStack() as ended:

        def started(name, *more):
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{name}", *where, *more],
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stderr=subprocess.DEVNULL,
            )
            ended.callback(process.wait)
            ended.callback(process.terminate)
            return process

        process = started("scheduler", "--host", "127.0.0.1", "--port", "0")
        while not (file.exists() and file.read_text()):
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.05)
        started("worker", "--nthreads", "1", "--no-nanny")
        yield process, json.loads(file.read_text())["address"]


def test_a_scheduler_that_is_lost_is_told_in_one_sentence(scheduler):
    process, address = scheduler
    found = results(LONG, [(0,)] * 1000, address)
    next(found)
    process.kill()
    with pytest.raises(LostCluster, match=f"scheduler at '{address}' is lost") as lost:
        list(found)
    assert "\n" not in str(lost.value)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere", "a b", "", "tcp://"])
def test_where_no_scheduler_is_one_sentence_says_so(address, monkeypatch):
    monkeypatch.setattr("explorer.sweeps.cluster.CONNECTING", 1.0)
    with pytest.raises(NoScheduler, match="no Dask scheduler at") as refused:
        next(results(BOTH, BOTH.chunks(), address))
    assert "\n" not in str(refused.value)
