"""Organizations: bodies with a grammar, bodies with a known name, what an article introduces.

``lexicon`` the words · ``grammar`` where a body ends, by ``reader`` the parts of its name,
``joints`` what joins them and ``places`` its jurisdiction · ``names`` the known bodies ·
``patterns`` and ``series`` what the surroundings tell · ``introduced`` short names ·
``denials`` what is no body · ``finder`` over an article.
"""
