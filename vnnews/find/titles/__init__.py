"""Titles: what a particular person is.

``lexicon`` the heads · ``grammar`` from head to end of the form · ``finder`` which forms count.
"""
