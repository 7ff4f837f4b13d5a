"""How questions are asked: words, choices, groups of short facts on one screen, dates, the specialty, hours."""
