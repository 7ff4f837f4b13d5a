"""What is done with packs, named as the commands are: ``check`` proof-reads one, ``diff`` says what changes between
two and for whom, ``flow`` draws the questionnaire. Nothing here judges: it asks the rules.
"""
