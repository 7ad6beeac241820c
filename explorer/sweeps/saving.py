"""The results of a sweep in a file: what stands there is not trained again, and is never lost."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

import numpy as np

from explorer.sweeps import sweep_file
from explorer.sweeps.playing import Found
from explorer.sweeps.sweep import CHUNK, Sweep
from explorer.sweeps.table import joined, read, rows, schema, write

EVERY = 5.0  # seconds from one save to the next
SHARE = 0.05  # of the time, at most, that saving takes
CHUNK_SECONDS = 2.0  # that a chunk takes about, where that is not too few networks to be fast
STEP_SECONDS = 2e-6  # of one network, and so much more for each product of a weight and a point:
PRODUCT_SECONDS = 3e-10


class ResultsFile:
    """A Parquet file that is always whole: a sweep's rows by their places, saved every few seconds.

    A save writes all rows beside the file and puts them in its place, so that a process that is
    killed loses what came after the last one. Raises ValueError where the file holds something
    else, and OSError where its folder cannot be written.
    """

    def __init__(self, path: Path, sweep: Sweep) -> None:
        """Read what stands there."""
        self.path, self.sweep = path, sweep
        self.table = schema(sweep).empty_table()
        if path.exists():
            its, self.table = read(path)
            if sweep_file.write(its) != sweep_file.write(sweep):
                raise ValueError(f"{path} holds the results of another sweep; name another file")
        with TemporaryFile(dir=path.parent):
            self.is_done = np.zeros(sweep.count, bool)
        self.is_done[self.table["place"].to_numpy()] = True
        self._fresh, self._saved, self._took = [], perf_counter(), 0.0

    @property
    def done(self) -> int:
        """How many networks are trained."""
        return int(np.count_nonzero(self.is_done))

    def missing(self) -> Iterator[tuple[int, ...]]:
        """The chunks of the sweep, without the networks that are trained."""
        for chunk in self.sweep.chunks(size=_size(self.sweep)):
            places = np.array(chunk)
            if len(left := places[~self.is_done[places]]):
                yield tuple(left.tolist())

    def add(self, found: Found) -> None:
        """Take in what some networks came to, and save where it is time to; raises OSError."""
        self._fresh.append(rows(self.sweep, found))
        self.is_done[found.places] = True
        if perf_counter() - self._saved > max(EVERY, self._took / SHARE):
            self.save()

    def save(self) -> None:
        """Save all that is known; raises OSError, and then loses nothing."""
        start = perf_counter()
        table = joined([self.table, *self._fresh])
        write(self.path, table)
        self.table, self._fresh = table, []
        self._saved = perf_counter()
        self._took = self._saved - start


def _size(sweep: Sweep) -> int:
    """How many networks a chunk has at most: fewer where each takes long."""
    run = sweep.run
    points = min(run.batch_size or run.samples, run.samples)
    each = run.steps * (STEP_SECONDS + PRODUCT_SECONDS * 3 * sweep.largest * points)
    return max(1, min(CHUNK[run.device], int(CHUNK_SECONDS / each) if each else CHUNK[run.device]))
