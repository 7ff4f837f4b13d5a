"""The criteria, grouped as the notice is: one small function each, which reads a few facts and gives a finding.

``base`` has what all share: the decorator that handles unknown facts once, and the words in which a finding is made
(``met``, ``curable``, ``barring``, ``confirm``). Routes name criteria (:mod:`logic.routes`); nothing else runs them.
"""
