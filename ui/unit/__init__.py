"""The screens of a roster: what the clerk is asked before it is judged, and what it comes to.

``job`` judges a file beside the page; ``stated`` asks what is said once for all; ``results`` and the modules beside it
draw what came of it, ``files`` and ``take_home`` hand it out. What a row comes to is for :mod:`logic.roster`.
"""
