"""What the pages share: the look, the language, the answers of the visit, and the parts they are drawn from.

Pages ask ``state`` for the visit, ``language`` for words, and draw with ``parts``, ``questions``, ``charts``, ``plan``,
``unit``, ``kiosk`` and ``desk``. ``browser`` and ``server`` are what stands around them.
"""
