"""Agreements, documents that parties conclude.

``lexicon`` the words, ``scene`` the article, ``names`` where a name ends, ``finder`` the mentions.
"""
