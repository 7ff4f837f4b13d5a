"""Small parts of pages. They draw what the rules returned, no more."""

from ui.parts.answers import (
    answer_html,
    answer_in_words,
    answer_note,
    answered_questions,
    answers_aside,
    assumed_in_words,
    choice_name,
    leads_to,
    question_name,
    values_of,
)
from ui.parts.pages import BAR, PAGES, follow_bar, footer, go, header, offer_return, reading_buttons, viewing_bar
from ui.parts.result import (
    VERDICT_MARKS,
    criteria_list,
    fact_grid,
    paper_list,
    path_cards,
    question_list,
    route_tag,
    step_list,
    verdict_card,
)
from ui.parts.words import (
    anchor,
    bullets_html,
    clause_chip,
    clause_chips,
    clause_list,
    copy_button,
    dropped_html,
    dropped_in_words,
    heading,
    heading_html,
    in_chinese,
    kept_address,
    note,
    note_html,
    page_address,
    paragraph,
    plain_table,
    section,
)

__all__ = [
    "BAR", "PAGES", "VERDICT_MARKS", "anchor", "answer_html", "answer_in_words", "answer_note", "answered_questions",
    "answers_aside", "assumed_in_words", "bullets_html", "choice_name", "clause_chip", "clause_chips", "clause_list",
    "copy_button", "criteria_list", "dropped_html", "dropped_in_words", "fact_grid", "follow_bar", "footer", "go",
    "header", "heading", "heading_html", "in_chinese", "kept_address", "leads_to", "note", "note_html", "offer_return",
    "page_address", "paper_list", "paragraph", "path_cards", "plain_table", "question_list", "question_name",
    "reading_buttons", "route_tag", "section", "step_list", "values_of", "verdict_card", "viewing_bar",
]  # fmt: skip
