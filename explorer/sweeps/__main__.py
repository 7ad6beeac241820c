"""`python -m explorer.sweeps CONFIG.json --out results.parquet`: train a sweep, or the rest of it.

CONFIG.json is what `explorer.sweeps.sweep_file` says, and results.parquet holds a row for each
network, as `explorer.sweeps.table` says. What stands there already is not trained again: after
Ctrl-C, a crash or a power cut the same command goes on.
"""

import argparse
import logging
import signal
import sys
from contextlib import closing
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from threading import Event
from types import FrameType

from tqdm import tqdm

from explorer.sweeps import sweep_file
from explorer.sweeps.cluster import NoScheduler
from explorer.sweeps.saving import ResultsFile
from explorer.sweeps.spreading import results
from explorer.sweeps.sweep import Sweep

WRONG, FAILED, ENDED = 2, 1, 130  # exit codes
ENDS = (signal.SIGINT, signal.SIGTERM)


def main(arguments: list[str] | None = None) -> int:
    """Train what is missing and return the exit code; whatever goes wrong is one sentence."""
    given = _parser().parse_args(arguments)
    try:
        sweep = _sweep(given.config, given.target)
        file = ResultsFile(given.out, sweep)
    except (OSError, ValueError) as error:
        return _say(_words(error), WRONG)
    code = _train(file, given.scheduler, given.quiet)
    told = f"{file.done:,} of {sweep.count:,} networks are trained and stand in {given.out}"
    if code and file.done:
        _say(f"{told}; the same command goes on from there", code)
    elif not code and not given.quiet:
        print(told)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m explorer.sweeps", description=__doc__)
    parser.add_argument("config", type=Path, metavar="CONFIG.json")
    parser.add_argument("--out", type=Path, required=True, metavar="results.parquet")
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask scheduler, such as tcp://10.0.0.1:8786"
    )
    parser.add_argument(
        "--target", type=float, metavar="SHARE", help="in place of the one in CONFIG.json"
    )
    parser.add_argument("--quiet", action="store_true", help="say only what goes wrong")
    return parser


def _sweep(config: Path, target: float | None) -> Sweep:
    """The sweep of a file; raises OSError and ValueError."""
    try:
        sweep = sweep_file.read(config.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{config}: {error}") from None
    return sweep if target is None else replace(sweep, target=target)


def _train(file: ResultsFile, scheduler: str | None, quiet: bool) -> int:
    """Train what is missing, and save it whatever happens; the exit code."""
    if scheduler is not None:
        logging.disable(
            logging.ERROR
        )  # what Dask says of a cluster that is lost beside our sentence
    before = {number: signal.getsignal(number) for number in ENDS}
    ending = _told_to_end()
    wanted = takewhile(lambda chunk: not ending.is_set(), file.missing())
    bar = tqdm(total=file.sweep.count, initial=file.done, unit=" networks", disable=quiet)
    code = FAILED
    try:
        with bar, closing(results(file.sweep, wanted, scheduler)) as found:
            for one in found:
                file.add(one)
                bar.update(len(one.places))
        code = 0
    except KeyboardInterrupt:
        pass
    except (NoScheduler, ValueError) as error:
        code = _say(_words(error), WRONG)
    except (RuntimeError, OSError, MemoryError) as error:
        _say(_words(error), FAILED)
    finally:
        for number in ENDS:
            signal.signal(number, signal.SIG_IGN)  # while the last rows are saved
        code = max(code, _saved(file))
        for number, handler in before.items():
            signal.signal(number, handler)
    return ENDED if ending.is_set() and file.done < file.sweep.count else code


def _told_to_end() -> Event:
    """Set by the first Ctrl-C, so that the chunks under way are kept; the second ends at once."""
    ending = Event()

    def end(number: int, frame: FrameType | None) -> None:
        if ending.is_set():
            raise KeyboardInterrupt
        ending.set()

    for number in ENDS:
        signal.signal(number, end)
    return ending


def _saved(file: ResultsFile) -> int:
    """Save what there is; the exit code."""
    try:
        if file.done:
            file.save()
    except OSError as error:
        return _say(_words(error), FAILED)
    return 0


def _words(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split()) or "the memory is full"


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
