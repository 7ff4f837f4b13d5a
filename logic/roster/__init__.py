"""A unit's whole staff at once: the unit's own spreadsheet in, the same spreadsheet with the answers beside it out."""
