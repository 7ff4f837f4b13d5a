"""The questionnaire: a visit as a value, which screen comes next, and links that carry answers.

Its doors: ``visit.Visit`` (what one person has answered), ``questionnaire.Questionnaire`` (what the rules make of it,
and where it goes on), ``screens.SCREENS`` (what is asked at once), ``carry`` (answers in a link).
"""
