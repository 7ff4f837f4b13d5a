"""A unit's table as it comes, .xlsx, .xls, .ods, .csv, .parquet or pasted cells, read in pieces and never changed.

What a file is, its content says and not its name. Whatever cannot be read ends in one sentence
(:class:`logic.roster.model.Refused`) that names no cell's content.
"""

from logic.roster.file.apart import opened_apart
from logic.roster.file.cell import Cells
from logic.roster.file.delimited import pasted
from logic.roster.file.opening import open_book
from logic.roster.file.table import Book, Chunk, Table

__all__ = ["Book", "Cells", "Chunk", "Table", "open_book", "opened_apart", "pasted"]
