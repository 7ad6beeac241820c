"""Tables as people have them are read right, or refused in one sentence with row and column."""

import numpy as np
import pytest

from explorer.choices.tables import TableError, decoding, read, splitting
from tests.choices.tables.files import BAD, GOOD
from tests.dense import dense


@dense("file", GOOD)
def test_a_file_is_read_as_its_maker_meant_it(file):
    table = read(file.data)
    assert table.names == file.names
    assert tuple(column.kind for column in table.columns) == file.kinds
    assert len(table.rows) == file.rows
    first = [None if np.isnan(c.values[0]) else c.values[0] for c in table.columns]
    assert first == list(file.values)
    assert table.column(table.label).problem == file.problem


@dense("file", BAD)
def test_a_file_that_cannot_be_learnt_from_is_answered_in_one_sentence(file):
    with pytest.raises(TableError) as caught:
        read(file.data)
    assert str(caught.value) == file.sentence
    assert (caught.value.row, caught.value.column) == (file.row, file.column)


@dense("file", [*GOOD, *BAD])
def test_bytes_and_the_text_that_they_hold_are_the_same_table(file):
    if isinstance(file.data, bytes):
        return
    told = []
    for data in (file.data, file.data.encode()):
        try:
            told.append(read(data).said)
        except TableError as error:
            told.append(str(error))
    assert told[0] == told[1]


def test_a_column_of_dates_is_kept_apart_and_the_others_are_read():
    table = read("day,x,y\n2024-01-05,0.5,1\n2024-01-06,1.5,0\n2024-01-07,2.5,1\n")
    assert str(table.column("day").refused).startswith('Column "day": it holds dates')
    assert table.features("y") == ("x",)


@dense(
    "date",
    ("2024-01-05", "5.1.2024", "05.01.24", "1/5/2024", "2024-01-05T10:30:00Z", "5 Jan 2024",
     "Jan 5, 2024", "10:30", "2024-01-05 10:30:00.123456+02:00"),
)  # fmt: skip
def test_a_date_is_told_from_a_number_and_from_a_word(date):
    assert read(f"day;x;y\n{date};1;0\n{date};2;1\n").column("day").kind == "date"


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    table = read('# a comment\nx,y\n\n"1",0\n2,1\n"3\n",0\n4,1\n')
    assert table.rows.tolist() == [4, 5, 6, 7]


def test_a_column_that_numbers_the_rows_is_no_feature_unless_chosen():
    table = read("id,x,y\n1,0.5,0\n2,1.5,1\n3,2.5,0\n4,1.0,1\n")
    assert table.features("y") == ("x",)
    table = read("hours,y\n1,0\n2,0\n3,1\n4,1\n")
    assert table.features("y") == ("hours",)


def test_a_header_may_be_told():
    text = "red,yes\nblue,no\nred,no\nblue,yes\n"
    assert len(read(text, header=True).rows) == 3
    assert len(read(text, header=False).rows) == 4


def test_what_was_done_to_read_it_is_said():
    said = read(",x,x,y\n0,1.5,1,€ 2\n1,2.5,3,€ 3\n2,3.5,2,€ 5\n").said
    assert said == (
        "3 rows of 3 columns between commas; the first row names them.",
        "The first column has no name and only names the rows; it is left out.",
        "Several columns are named x; the later ones are numbered.",
        "The sign € of y is left out; the numbers stay as they are.",
    )


def test_the_first_rows_stand_as_they_are_written():
    assert read("x;y\n1,50;a\n;b\n2,5;a\n").first == (("1,50", "a"), ("", "b"), ("2,5", "a"))


def test_a_file_of_more_than_20_mb_is_refused_with_its_size():
    with pytest.raises(TableError, match=r"The file has 20\.5 MB; at most 20 MB are read\."):
        read(b"1,2\n" * (41 * 2**17))
    assert decoding.MOST_BYTES == 20 * 2**20


def test_too_many_rows_are_refused_with_their_number():
    rows = splitting.MOST_ROWS + 5
    with pytest.raises(TableError, match=r"The table has 100,005 rows; at most 100,000 are read"):
        read("1,2\n" * rows)
    assert len(read("1,2\n2,1\n" * (splitting.MOST_ROWS // 2)).rows) == splitting.MOST_ROWS


def test_too_many_cells_are_refused_with_the_number_that_is_read():
    row = ",".join(["1"] * 60) + "\n"
    with pytest.raises(TableError, match="more than 500,000 cells: take fewer rows or columns"):
        read(row * (splitting.MOST_CELLS // 60 + 1))


def test_an_unknown_column_is_refused_with_the_choices():
    with pytest.raises(TableError, match='The table has no column "z"; it has x and y'):
        read("x,y\n1,0\n2,1\n").column("z")
