"""`python -m explorer.sweeps` trains what is missing, loses nothing, and says what is wrong."""

import json
import signal
import subprocess
import sys

import pytest

from explorer.sweeps import play, sweep_file
from explorer.sweeps.__main__ import main
from explorer.sweeps.table import read, rows, write
from tests import ROOT
from tests.sweeps.cases import BOTH

COMMAND = (sys.executable, "-m", "explorer.sweeps")
# The command, but that it saves after each chunk.
SAVING = (
    *(sys.executable, "-c"),
    "import sys; from explorer.sweeps import __main__, saving\n"
    "saving.EVERY, saving.SHARE, saving.CHUNK_SECONDS = 0.0, 1e9, 0.0\n"
    "sys.exit(__main__.main())",
)
LONG = {
    "run": {"dataset": "xor", "hidden": [8], "steps": 20},
    "axes": {"learning_rate": {"from": 0.001, "to": 1, "count": 500, "scale": "log"}},
    "seeds": 64,
}


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.json"
    path.write_text(sweep_file.write(BOTH))
    return path


def run(*arguments, command=COMMAND):
    done = subprocess.run(
        [*command, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=100
    )
    assert "Traceback" not in done.stderr
    return done


def begun(config, out):
    """The command on its way, with some rows saved."""
    command = [*SAVING, str(config), "--out", str(out), "--quiet"]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while not out.exists():
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.05)
    return running


def test_the_file_holds_what_the_sweep_finds_and_what_it_has_is_kept(config, tmp_path):
    out, whole = tmp_path / "results.parquet", rows(BOTH, play(BOTH, range(BOTH.count)))
    done = run(config, "--out", out)
    assert done.returncode == 0
    assert done.stdout == f"18 of 18 networks are trained and stand in {out}\n"
    assert "networks/s" in done.stderr
    assert read(out)[1].equals(whole)
    marked = whole.set_column(1, "activation", [["kept"] * 18])  # by which rows are known again
    write(out, marked.slice(3, 9))
    done = run(config, "--out", out, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert read(out)[1]["activation"].to_pylist().count("kept") == 9
    assert read(out)[1].drop_columns("activation").equals(whole.drop_columns("activation"))


@pytest.mark.parametrize(
    ("ending", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -signal.SIGKILL)],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_is_trained_stays_when_the_command_ends_early(ending, code, tmp_path):
    config, out = tmp_path / "long.json", tmp_path / "results.parquet"
    config.write_text(json.dumps(LONG))
    running = begun(config, out)
    running.send_signal(ending)
    said = running.communicate(timeout=60)[1]
    assert running.returncode == code
    sweep, table = read(out)
    assert 0 < len(table) < sweep.count
    if code == 130:
        assert said == (
            f"{len(table):,} of 32,000 networks are trained and stand in {out}; "
            "the same command goes on from there\n"
        )
    some = table["place"].to_pylist()[::50]
    assert table.take(list(range(0, len(table), 50))).equals(rows(sweep, play(sweep, some)))


def test_what_is_wrong_is_one_sentence_and_exit_code_2(config, tmp_path, capsys):
    other, text = tmp_path / "other.parquet", tmp_path / "text.parquet"
    write(other, rows(BOTH, play(BOTH, [0])))
    text.write_text("no table")
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"seeds": 257}')
    binary = tmp_path / "binary.json"
    binary.write_bytes(bytes(range(256)))
    out = tmp_path / "results.parquet"
    before = other.read_bytes()
    for arguments, said in (
        ((tmp_path / "none.json", "--out", out), "none.json: No such file"),
        ((wrong, "--out", out), "wrong.json: number of seeds is 257"),
        ((binary, "--out", out), "binary.json: "),
        ((config, "--out", out, "--target", "7"), "target is 7"),
        ((config, "--out", other, "--target", "0.5"), "other.parquet holds the results of another"),
        ((config, "--out", text), "text.parquet is no Parquet file"),
        ((config, "--out", tmp_path), "Is a directory"),
        ((config, "--out", tmp_path / "none" / "r.parquet"), "none"),
        ((config, "--out", "/proc/r.parquet"), "/proc"),
    ):
        assert main([*map(str, arguments), "--quiet"]) == 2, arguments
        told = capsys.readouterr().err
        assert said in told, arguments
        assert told.count("\n") == 1, arguments
    assert not out.exists()
    assert other.read_bytes() == before


def test_a_scheduler_that_is_not_there_is_one_sentence_and_leaves_no_file(config, tmp_path):
    done = run(config, "--out", tmp_path / "r.parquet", "--scheduler", "nowhere", "--quiet")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "r.parquet").exists()
