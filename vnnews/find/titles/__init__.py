"""Titles: what a particular person is.

``lexicon`` the heads · ``names`` what is known beside them · ``grammar`` from head to end of the
form, with ``complement``, ``subjects``, ``charges`` and ``ends`` for what follows the head ·
``beside`` the names that stand beside it · ``alone`` what has none · ``finder`` which forms count.
"""
