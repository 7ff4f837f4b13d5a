"""The commands that ``python -m logic`` runs, each a function from its arguments to the exit code.

``args.as_of`` is always a day: the clock is read in :mod:`logic.__main__` alone. :class:`~logic.roster.model.Refused`
ends a command with one plain line.
"""

from logic.commands.applicants import assess_lines, sheet_of_one
from logic.commands.policies import (
    check_pack,
    diff_packs,
    flow_of_pack,
    list_packs,
    new_pack,
    pack_schema,
    proof_of_pack,
    upgrade_pack,
)
from logic.commands.rosters import roster, template
from logic.commands.streams import OK, SOME_FAULTS, UNUSABLE, OutputClosed, unwritable

__all__ = [
    "OK",
    "SOME_FAULTS",
    "UNUSABLE",
    "OutputClosed",
    "assess_lines",
    "check_pack",
    "diff_packs",
    "flow_of_pack",
    "list_packs",
    "new_pack",
    "pack_schema",
    "proof_of_pack",
    "roster",
    "sheet_of_one",
    "template",
    "unwritable",
    "upgrade_pack",
]
