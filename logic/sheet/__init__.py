"""The answer on paper: what to act on, then every criterion with its clause; as PDF, for Word, and as a calendar.

All three are made from one :class:`Sheet`, which says what the page says.
"""

from logic.sheet.calendar import to_ics
from logic.sheet.content import Sheet, sheet_of
from logic.sheet.paper import to_pdf
from logic.sheet.word import to_docx

__all__ = ["Sheet", "sheet_of", "to_docx", "to_ics", "to_pdf"]
