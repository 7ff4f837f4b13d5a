"""The same table out again, with our columns behind it: .xlsx, .csv or .parquet.

What was text goes out as text: nothing that a spreadsheet would run, no number that loses its leading zeros. A file
appears whole or not at all.
"""

from logic.roster.writing.formats import FORMATS, writer_for
from logic.roster.writing.marked import marked_copy
from logic.roster.writing.rows import Grounds, counted_as_days, harmless
from logic.roster.writing.whole import appearing

__all__ = ["FORMATS", "Grounds", "appearing", "counted_as_days", "harmless", "marked_copy", "writer_for"]
