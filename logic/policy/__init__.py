"""What is done with packs, named as the commands are: ``check`` proof-reads one, ``diff`` says what changes between
two and for whom, ``flow`` draws the questionnaire, ``map`` the rules, ``proof`` is for an official to sign. Nothing
here judges: ``combinations`` asks the rules of every combination of ``answers``, and ``cover`` finds few sentences.
"""
