"""What is served beside the pages: who is let in, what every answer carries, the limits, the bureau's settings, health.

``app.py`` takes from ``application`` what ``st.App`` needs; pages read ``settings``.
"""
