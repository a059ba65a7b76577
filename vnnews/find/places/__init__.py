"""Places: head nouns and names.

``grammar`` the words · ``heads`` where the name behind a head noun ends · ``facilities`` where that
of a building or feature of nature does · ``lists`` shared heads · ``countries`` syllables that may
be countries · ``denials`` what is no place as a whole · ``finder`` over an article.
"""
