"""What an assessment means for the person: the answer, what stands in the way, the next steps, the other ways.

Everything here is read off the assessment and the pack; nothing is judged a second time.
"""

from logic.advice.answer import headline, subline, when, word
from logic.advice.days import Dates, dates, day_to_try
from logic.advice.office import Question, questions_for_the_office, to_send
from logic.advice.standing import decided, goal, is_elsewhere, level_name, obstacles, possible_from, reasons
from logic.advice.steps import Step, next_steps
from logic.advice.ways import WAYS, Alternative, alternatives, committee, leads_to, manner

__all__ = [
    "WAYS",
    "Alternative",
    "Dates",
    "Question",
    "Step",
    "alternatives",
    "committee",
    "dates",
    "day_to_try",
    "decided",
    "goal",
    "headline",
    "is_elsewhere",
    "leads_to",
    "level_name",
    "manner",
    "next_steps",
    "obstacles",
    "possible_from",
    "questions_for_the_office",
    "reasons",
    "subline",
    "to_send",
    "when",
    "word",
]
