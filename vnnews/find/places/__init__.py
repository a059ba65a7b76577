"""Places: head nouns and names.

``grammar`` the words · ``heads`` where the name behind a head noun ends · ``lists`` shared heads ·
``finder`` over an article.
"""
