"""Organizations: bodies with a grammar, bodies with a known name, what an article introduces.

``lexicon`` the words · ``grammar`` and ``places`` where a body's name ends · ``names`` the known
bodies · ``patterns`` and ``series`` what the surroundings tell · ``denials`` what is no body ·
``finder`` over an article.
"""
