"""Titles: what a particular person is.

``lexicon`` the heads · ``words`` the other words that count · ``names`` what is known beside them ·
``grammar`` from head to end of the form, with ``complement`` (the order of what follows a head),
``subjects``, ``charges`` (what its holder is for) and ``ends`` (where it closes) ·
``beside`` the names that stand beside it · ``alone`` what has none · ``finder`` which forms count.
"""
