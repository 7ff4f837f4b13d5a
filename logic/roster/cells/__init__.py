"""One cell: a value, a blank, or a sentence that says what is wrong and what would be right.

A cell is brought to the plain value that a script would send and then checked as that is (logic.facts). A word that
may mean two things is a fault that names both; "不清楚", a dash or an empty cell is unknown, never a default.
"""

from logic.roster.cells.reader import CellReader
from logic.roster.cells.taken import UNKNOWN, Taken

__all__ = ["UNKNOWN", "CellReader", "Taken"]
