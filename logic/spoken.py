"""Sentences to an applicant, turned into sentences about a colleague: the reader is the clerk.

There is one set of sentences, and it speaks to the person. What somebody is to say or write to an office stands in
quotation marks and stays as it is.
"""

from __future__ import annotations

import re

from logic.words.language import Text

# What is said in so many words, on either side of it.
_QUOTED = re.compile(r"(“[^”]*”|「[^」]*」)")
_YOU = re.compile(r"\b(you(?:r|rs|rself)?)\b", re.IGNORECASE)
# Behind these, and at the end, "you" is whom something is done to.
_DONE_TO = re.compile(
    r"(?:\b(?:to|with|for|of|by|from|at|cover|covers|assess|lose|loses|reviews?|describes?|placed|tells?|helps?|asks?|"
    r"reminds?|gives?|lets?|sends?|shows?|against|about)\s+)$",
    re.IGNORECASE,
)
_THEY = {"you": "they", "your": "their", "yours": "theirs", "yourself": "themselves"}


def of_a_colleague(text: Text) -> Text:
    """``text``, which speaks to somebody, speaking of them."""
    return Text.made(lambda language: speak_of(text.get(language), language))


def speak_of(sentence: str, language: str) -> str:
    """A sentence to somebody in ``language`` as one about them: 他 for 您, "they" for "you"."""
    if language != "en" and not _QUOTED.search(sentence):
        return sentence.replace("您", "他")
    parts = _QUOTED.split(sentence)
    # Every second part is quoted.
    parts[::2] = [_they(part) if language == "en" else part.replace("您", "他") for part in parts[::2]]
    return "".join(parts)


def _they(part: str) -> str:
    def instead(found: re.Match[str]) -> str:
        word = found[1]
        new = _THEY[word.lower()]
        if new == "they" and _DONE_TO.search(part[: found.start()]):
            new = "them"
        return new.capitalize() if word[0].isupper() else new

    return _YOU.sub(instead, part)
