"""The empty spreadsheet that a unit fills in: headings, drop-downs and checks made from the facts themselves.

Four sheets: the staff to fill in, what each column means, three examples, and the values of the drop-downs. The
examples stand a person a column, so that nobody hands them in for colleagues.
"""

from logic.roster.template.book import CHECKED_ROWS, write_template
from logic.roster.template.columns import STAFF_SHEET, headings, hour_years

__all__ = ["CHECKED_ROWS", "STAFF_SHEET", "headings", "hour_years", "write_template"]
