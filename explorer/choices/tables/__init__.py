"""A table that someone pastes or uploads: read, its columns' types found, and made ready to learn.

Text goes in, numbers come out: nothing in a cell is run, no file is written, and what cannot be
read is refused in one sentence with its row and column.
"""

from explorer.choices.tables.faults import TableError
from explorer.choices.tables.learning import MOST_ROWS, dataset_of
from explorer.choices.tables.preparing import Prepared, prepare
from explorer.choices.tables.reading import read
from explorer.choices.tables.table import Column, Table

__all__ = [
    "MOST_ROWS",
    "Column",
    "Prepared",
    "Table",
    "TableError",
    "dataset_of",
    "prepare",
    "read",
]
