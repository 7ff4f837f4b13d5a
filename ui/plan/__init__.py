"""What the plan's page shows: its ways, its picture, what would change it, and trying one answer otherwise.

``parts`` draws a plan (:mod:`logic.plan`), ``hours`` the planner of continuing education, ``what_if`` tries an answer.
"""
