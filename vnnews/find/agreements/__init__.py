"""Agreements, documents that parties conclude.

``lexicon`` the words, ``scene`` the article, ``names`` where a name ends, with ``codes`` inside it,
``sides`` who concludes a document, ``contracts`` what shows it of contracts, ``others`` what kind
words stand for beside documents, ``finder`` the mentions, ``short`` what is short for one.
"""
