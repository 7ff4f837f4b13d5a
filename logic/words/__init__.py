"""Sentences in Chinese, simplified and traditional, and English: one catalogue, and the characters of each script."""
