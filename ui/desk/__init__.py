"""The policy desk: where a clerk who does not program writes the next notice's pack, and sees whom it changes.

``visit`` keeps the draft, ``fields`` are the ways to write one value, ``parts`` the screens in the notice's order,
``whole`` the draft as a whole, ``changes`` whom it changes.
"""
