"""The criteria, grouped as the notice is: a small function each."""
