"""The screens of a roster: what the clerk is asked before it is judged, and what it comes to."""
