"""What an assessment means for the person: the answer, what stands in the way, the next steps, the other ways.

Everything here is read off the assessment and the pack; nothing is judged a second time.
"""

from logic.advice.answer import headline, other_way, route_word, subline, word
from logic.advice.days import Dates, dates, day_to_try
from logic.advice.facts import facts_of
from logic.advice.office import Question, decides, questions_for_the_office, reached, to_send
from logic.advice.papers import Paper, about_papers, papers
from logic.advice.publicity import CLAUSE as PUBLICITY_CLAUSE
from logic.advice.publicity import Reminder, reminder
from logic.advice.route_words import Alternative, alternatives, committee, leads_to, manner
from logic.advice.since import since
from logic.advice.standing import (
    by_examination,
    decided,
    decided_elsewhere,
    differing,
    earliest_by_time,
    goal,
    is_elsewhere,
    level_name,
    obstacles,
    possible_from,
    reasons,
)
from logic.advice.steps import Step, next_steps
from logic.advice.two_paths import Path, paths

__all__ = [
    "PUBLICITY_CLAUSE",
    "Alternative",
    "Dates",
    "Paper",
    "Path",
    "Question",
    "Reminder",
    "Step",
    "about_papers",
    "alternatives",
    "by_examination",
    "committee",
    "dates",
    "day_to_try",
    "decided",
    "decided_elsewhere",
    "decides",
    "differing",
    "earliest_by_time",
    "facts_of",
    "goal",
    "headline",
    "is_elsewhere",
    "leads_to",
    "level_name",
    "manner",
    "next_steps",
    "obstacles",
    "other_way",
    "papers",
    "paths",
    "possible_from",
    "questions_for_the_office",
    "reached",
    "reasons",
    "reminder",
    "route_word",
    "since",
    "subline",
    "to_send",
    "word",
]
