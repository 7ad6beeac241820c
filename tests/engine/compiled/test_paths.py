"""Which arithmetic trains a run, and that it never changes within one."""

import os
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import replace

import torch

from explorer.config import Member
from explorer.engine import Trainer, paths
from explorer.engine.compiled import functions
from tests import ROOT
from tests.engine.loops import SMALL, same


def test_a_run_trains_in_compiled_code_or_on_torch_as_it_is_told(monkeypatch):
    assert Trainer(SMALL).arithmetic == "compiled"
    monkeypatch.setenv(paths.CHOICE, "torch")
    assert Trainer(SMALL).arithmetic == "torch"


def test_a_run_that_starts_before_its_code_is_ready_stays_on_torch(monkeypatch):
    monkeypatch.setenv(paths.CHOICE, "")
    key = "=x * cos(x) / 7"
    late: Future[None] = Future()
    monkeypatch.setitem(paths._orders, ("activation", key), late)
    trainer = Trainer(replace(SMALL, members=(Member(key),)))
    trainer.advance(5)
    late.set_result(None)
    assert trainer.arithmetic == "torch"
    trainer.advance(5)
    assert trainer.arithmetic == "torch"
    assert Trainer(replace(SMALL, members=(Member(key),))).arithmetic == "compiled"


def test_a_run_is_on_torch_where_numba_is_missing(monkeypatch, caplog):
    monkeypatch.setattr(paths, "find_spec", lambda name: None)
    paths._has_numba.cache_clear()
    try:
        assert Trainer(SMALL).arithmetic == "torch"
        assert "Numba is not installed" in caplog.text
    finally:
        paths._has_numba.cache_clear()


def test_a_formula_too_long_for_code_trains_on_torch(monkeypatch, caplog):
    monkeypatch.setattr(functions, "MOST_STEPS", 10)
    trainer = Trainer(replace(SMALL, members=(Member("=sin(2*x) + sin(3*x) + sin(5*x)"),)))
    assert trainer.arithmetic == "torch"
    assert trainer.advance(2).diverged_at == (None,)
    assert "no code for" in caplog.text


def test_both_arithmetics_train_the_same_run(monkeypatch):
    """Twenty steps of Adam in float32 with other roundings."""
    compiled = Trainer(SMALL).advance(20)
    monkeypatch.setenv(paths.CHOICE, "torch")
    plain = Trainer(SMALL).advance(20)
    assert not same(compiled, plain)
    torch.testing.assert_close(
        torch.from_numpy(compiled.probability), torch.from_numpy(plain.probability),
        rtol=0, atol=1e-4,
    )  # fmt: skip


CODE = """
from explorer.engine.compiled import functions
from explorer.engine.compiled.disk import OnDisk
from numba.core.ccallback import CFunc
made = []
compile = CFunc._compile_uncached
CFunc._compile_uncached = lambda self: made.append(1) or compile(self)
functions.activation_code("elu")
print(len(made))
"""


def compiled_in_a_new_process(folder):
    """How many functions a new process had to compile."""
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env=os.environ | {"EXPLORER_CACHE": str(folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_code_is_compiled_once_a_machine(tmp_path):
    assert compiled_in_a_new_process(tmp_path / "new") == 1
    assert compiled_in_a_new_process(tmp_path / "new") == 0


def test_code_that_cannot_be_read_is_compiled_anew(tmp_path):
    compiled_in_a_new_process(tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(b"no code")
    assert compiled_in_a_new_process(tmp_path) == 1


def test_without_a_folder_to_write_to_code_is_compiled_all_the_same(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for _ in range(2):
        assert compiled_in_a_new_process(tmp_path / "file" / "folder") == 1
