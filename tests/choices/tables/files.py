# ruff: noqa: E501
"""Tables as people export, paste and type them, and what is to be found in each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Good:
    """A file that is read; `values` are those of the first row, gaps None."""

    key: str
    data: bytes | str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    values: tuple[float | None, ...]
    problem: str  # of the label
    rows: int = 4


@dataclass(frozen=True)
class Bad:
    """A file that is refused, with the sentence."""

    key: str
    data: bytes | str
    sentence: str
    row: int | None = None
    column: str | None = None


NUMBERS = ("number", "whole")
UNNAMED = ("column 1", "column 2")

GOOD = (
    Good(
        "Excel, English",
        b"age,income,default\r\n25,\"1,234.50\",no\r\n31,900.00,yes\r\n47,\"2,000.25\",no\r\n52,750.10,yes\r\n",
        ("age", "income", "default"), ("whole", "number", "truth"), (25, 1234.5, 0), "binary",
    ),
    Good(
        "Excel, German, Windows-1252",
        "Größe;Gewicht;männlich\r\n1,82;1.080,5;ja\r\n1,60;55,0;nein\r\n1,75;70,2;ja\r\n1,68;61,9;nein\r\n".encode("cp1252"),
        ("Größe", "Gewicht", "männlich"), ("number", "number", "truth"), (1.82, 1080.5, 1), "binary",
    ),
    Good(
        "Excel, CSV UTF-8, with a mark",
        b"\xef\xbb\xbf" + "Höhe;Klasse\r\n1,5;a\r\n2,5;b\r\n3,5;a\r\n4,5;b\r\n".encode(),
        ("Höhe", "Klasse"), ("number", "words"), (1.5, 0), "binary",
    ),
    Good(
        "Excel, Unicode text",
        "\ufeffx\ty\r\n1,25\t0\r\n2,5\t1\r\n3,75\t0\r\n5\t1\r\n".encode("utf-16-le"),
        ("x", "y"), NUMBERS, (1.25, 0), "binary",
    ),
    Good(
        "UTF-16, the other way round and without a mark",
        "x;y\n1;0\n2;1\n3;0\n4;1\n".encode("utf-16-be"),
        ("x", "y"), ("whole", "whole"), (1, 0), "binary",
    ),
    Good(
        "Excel's own first line", "sep=;\nx;y\n0,5;0\n1,5;1\n2,5;0\n3,5;1\n",
        ("x", "y"), NUMBERS, (0.5, 0), "binary",
    ),
    Good(
        "R, write.csv",
        '"","Sepal.Length","Species"\n"1",5.1,"setosa"\n"2",NA,"virginica"\n"3",4.7,"setosa"\n"4",6.3,"versicolor"\n',
        ("Sepal.Length", "Species"), ("number", "words"), (5.1, 0), "classes",
    ),
    Good(
        "R, write.table, whose header leaves out the row names",
        '"mpg" "cyl"\n"Mazda RX4" 21 6\n"Datsun 710" 22.8 4\n"Valiant" 18.1 6\n"Duster" 14.3 4\n',
        ("mpg", "cyl"), ("number", "whole"), (21, 6), "binary",
    ),
    Good(
        "pandas, with its index", ",x,y\n0,0.5,True\n1,1.5,False\n2,,True\n3,2.5,False\n",
        ("x", "y"), ("number", "truth"), (0.5, 1), "binary",
    ),
    Good(
        "pandas, with an index and without names", ",0,1\n0,0.5,a\n1,1.5,b\n2,2.5,a\n3,3.5,b\n",
        ("0", "1"), ("number", "words"), (0.5, 0), "binary",
    ),
    Good(
        "LibreOffice, text in quotation marks",
        '"name of city","rain","wet"\n"Wien, 1. Bezirk",650,"yes"\n"Graz",820,"yes"\n"Linz",780,"no"\n"Eisenstadt",590,"no"\n',
        ("name of city", "rain", "wet"), ("words", "whole", "truth"), (3, 650, 1), "binary",
    ),
    Good(
        "Google Sheets, German, decimals in quotation marks",
        'Note,Zulassung\r\n"3,9",1\r\n"2,1",0\r\n"3,5",1\r\n"1,8",0',
        ("Note", "Zulassung"), NUMBERS, (3.9, 1), "binary",
    ),
    Good("tabs", "x\ty\n0.5\t1\n1.5\t0\n2.5\t1\n3.5\t0\n", ("x", "y"), NUMBERS, (0.5, 1), "binary"),
    Good("bars", "x|y\n0.5|1\n1.5|0\n2.5|1\n3.5|0\n", ("x", "y"), NUMBERS, (0.5, 1), "binary"),
    Good(
        "Markdown", "| x | y |\n|---|--:|\n| 0.5 | 1 |\n| 1.5 | 0 |\n| 2.5 | 1 |\n| 3.5 | 0 |\n",
        ("x", "y"), NUMBERS, (0.5, 1), "binary",
    ),
    Good(
        "breaks and quotation marks within cells",
        'remark,x,y\n"two\nlines, and a ""mark""",1.5,0\nplain,2.5,1\nplain,3.5,0\nplain,4.5,1\n',
        ("remark", "x", "y"), ("words", "number", "whole"), (1, 1.5, 0), "binary",
    ),
    Good(
        "gaps of many kinds", "x,z,y\n?,1.5,0\n2.5,NA,1\n-,null,0\nNaN,2.5,1\n3.5,#N/A,1\n",
        ("x", "z", "y"), ("number", "number", "whole"), (None, 1.5, 0), "binary", 5,
    ),
    Good(
        "words and whole numbers", "colour,size,kind\nred,1,a\nblue,2,b\ngreen,3,c\nred,1,a\n",
        ("colour", "size", "kind"), ("words", "whole", "words"), (2, 1, 0), "classes",
    ),
    Good(
        "names that occur twice", "x,x,y\n1,2.5,0\n2,3.5,1\n3,4.5,0\n4,5.5,1\n",
        ("x", "x (2)", "y"), ("whole", "number", "whole"), (1, 2.5, 0), "binary",
    ),
    Good("no header", "0.5,1\n1.5,0\n2.5,1\n3.5,0\n", UNNAMED, NUMBERS, (0.5, 1), "binary"),
    Good("typed, with blanks", "3.9 1\n2.1   0\n 3.5 1\n1.8 0", UNNAMED, NUMBERS, (3.9, 1), "binary"),
    Good(
        "typed, with names and words", "grade admission\n3,9 yes\n2,1 no\n3,5 yes\n1,8 no",
        ("grade", "admission"), ("number", "truth"), (3.9, 1), "binary",
    ),
    Good(
        "typed, decimal commas and no names", "3,9 ja\n2,1 nein\n3,5 ja\n1,8 nein",
        UNNAMED, ("number", "truth"), (3.9, 1), "binary",
    ),
    Good(
        "typed, with commas and blanks", "3.9, 1\n2.1, 0\n3.5, 1\n1.8, 0\n",
        UNNAMED, NUMBERS, (3.9, 1), "binary",
    ),
    Good(
        "comments and empty rows", "# measured in May\nx,y\n\n0.5,1\n1.5,0\n,\n2.5,1\n# the last\n3.5,0\n",
        ("x", "y"), NUMBERS, (0.5, 1), "binary",
    ),
    Good(
        "separators at the ends of rows", "x;y;\n0,5;1;\n1,5;0;\n2,5;1;\n3,5;0;\n;;\n",
        ("x", "y"), NUMBERS, (0.5, 1), "binary",
    ),
    Good(
        "a title above", "Rainfall of May;;\nx;z;y\n1;0,5;0\n2;1,5;1\n3;2,5;0\n4;3,5;1\n",
        ("x", "z", "y"), ("whole", "number", "whole"), (1, 0.5, 0), "binary",
    ),
    Good(
        "old Mac line ends", b"x,y\r0.5,1\r1.5,0\r2.5,1\r3.5,0\r",
        ("x", "y"), NUMBERS, (0.5, 1), "binary",
    ),
    Good(
        "Swiss and French thousands, minus signs, percent and money",
        "a;b;c;y\n1’250;−3,5;12,5 %;€ 2\n2’000;1 000,5;7 %;€ 3\n950;2,5;8 %;€ 5\n800;2;9 %;€ 7\n",
        ("a", "b", "c", "y"), ("whole", "number", "number", "whole"), (1250, -3.5, 12.5, 2),
        "regression",
    ),
    Good(
        "thousands that another column explains", "people;share\n1.234;0,5\n12.500;1,5\n2.750;2,25\n9.100;0,1\n",
        ("people", "share"), ("whole", "number"), (1234, 0.5), "regression",
    ),
    Good(
        "a date among others", "day,x,y\n2024-01-05,0.5,1\n2024-01-06,1.5,0\n2024-01-07,2.5,1\n2024-01-08,3.5,0\n",
        ("day", "x", "y"), ("date", "number", "whole"), (0, 0.5, 1), "binary",
    ),
    Good(
        "years as names of columns", "town,2019,2020\na,1.5,2.5\nb,2.5,3.5\na,3.5,4.5\nb,4.5,5.5\n",
        ("town", "2019", "2020"), ("words", "number", "number"), (0, 1.5, 2.5), "regression",
    ),
)  # fmt: skip

_CSV = "export the table as CSV, and take that file."
WIDE = ",".join(f"x{i}" for i in range(65)) + ("\n" + ",".join(["1.5"] * 65)) * 2

BAD = (
    Bad("empty", b"", "There is nothing in it: paste rows, or take a file that has some."),
    Bad("commas alone", ",,,\n,,,\n", "There is nothing in it: paste rows, or take a file that has some."),
    Bad("only a header", "x,y\n", "The table has only a header, and no row; a network needs at least 2 to learn from."),
    Bad("only one row", "x,y\n1,2\n", "The table has only one row; a network needs at least 2 to learn from."),
    Bad(
        "one column", "x\n1\n2\n3\n",
        "The table has one column, and a network needs two, one to predict and one to predict it "
        "from: separate them by commas, semicolons, tabs, bars or blanks.",
    ),
    Bad("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", f"This is a picture, not a table; {_CSV}"),
    Bad("a workbook", b"PK\x03\x04\x14\x00\x06\x00", f"This is a workbook or an archive, not a text; {_CSV}"),
    Bad("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1", f"This is an old Excel workbook, not a text; {_CSV}"),
    Bad("some bytes", bytes(range(256)), f"This is no text; {_CSV}"),
    Bad("a web page", "<!DOCTYPE html>\n<html>", f"This is a web page, not a table; {_CSV}"),
    Bad("JSON", '[{"x": 1, "y": 2}]', f"This is JSON, not a table; {_CSV}"),
    Bad("65 columns", WIDE, "Row 1: there are 65 columns; at most 64 are read.", 1),
    Bad("a short row", "x,y\n1,2\n3,4\n5\n6,7\n", "Row 4: it has one cell, and most rows have 2.", 4),
    Bad("a long row", "x,y\n1,2\n3,4,5\n6,7\n", "Row 3: it has 3 cells, and most rows have 2.", 3),
    Bad("an open quotation mark", 'x,y\n1,2\n"3,4\n5,6\n', "Row 3: a quotation mark is opened and not closed.", 3),
    Bad(
        "nothing to tell apart", "x,y\n1,2\n1,2\n1,2\n",
        "Nothing can be learnt from this table: it needs a column with 2 to 10 different values or "
        "with numbers, and another one, of numbers or of 2 to 20 words, to predict it from.",
    ),
    Bad(
        "a date and a number", "day;x\n1.5.2024;1\n2.5.2024;2\n3.5.2024;3\n",
        'Column "day": it holds dates, which a network cannot read: leave it out, or turn them into '
        "numbers.", None, "day",
    ),
    Bad(
        "a word among numbers", "x,y\n1,2.5\n2,3.5\nthree,4.5\n4,5.5\n",
        'Row 4, column "x": "three" is no number, as most of its column are; leave it empty if it is '
        "missing.", 4, "x",
    ),
    Bad(
        "a word among numbers without a name", "1,2.5\n2,3.5\nthree,4.5\n4,5.5\n",
        'Row 3, column 1: "three" is no number, as most of its column are; leave it empty if it is '
        "missing.", 3, "column 1",
    ),
    Bad(
        "a formula", "x,y\n1,2.5\n=A2+1,3.5\n3,4.5\n",
        'Row 3, column "x": "=A2+1" is a formula, which is not worked out: export the values.', 3, "x",
    ),
    Bad(
        "point and comma", "x;y\n1,5;1\n2,25;0\n3.75;1\n4,5;0\n",
        'Row 4, column "x": "3.75" has no decimal comma, as the other numbers of its column have.', 4, "x",
    ),
    Bad(
        "thousands or decimals", 'x,y\n1,0\n"1,234",1\n"5,678",0\n7,1\n',
        'Row 3, column "x": "1,234" may be 1234 or 1.234: write it without a thousands mark.', 3, "x",
    ),
    Bad(
        "a number too large", "x,y\n1,1\n1e300,0\n3,1\n",
        'Row 3, column "x": "1e300" is too large a number to learn from.', 3, "x",
    ),
)  # fmt: skip
