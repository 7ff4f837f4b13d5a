"""The rules of the notice, as a pure function: ``assess(applicant, pack, as_of) -> Assessment``.

Nothing here knows a screen, a clock or a network. The public door is this package's ``__all__``.
"""
