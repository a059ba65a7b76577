"""Agreements, documents that parties conclude.

``lexicon`` the words, ``scene`` the article, ``names`` where a name ends, with ``codes`` inside it,
``sides`` who concludes a document, ``finder`` the mentions, ``short`` what is short for one.
"""
