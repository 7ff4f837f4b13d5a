"""How questions are asked: words, choices, groups of short facts on one screen, dates, the specialty, hours.

``words`` has every question's sentences, ``ask`` draws one, ``groups`` several on a screen, ``hours`` and
``hours_table`` the table of hours. Which question comes is for :mod:`logic.interview`.
"""
