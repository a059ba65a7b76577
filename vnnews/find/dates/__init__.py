"""Calendar expressions: where they stand and what they say.

``expression`` the result · ``words`` and ``atoms`` the vocabulary · ``patterns`` the table of
patterns · ``build`` and ``grammar`` from a match to an expression · ``finder`` over an article.
"""

from vnnews.find.dates.expression import Expression, Point
from vnnews.find.dates.finder import find_dates, parse

__all__ = ["Expression", "Point", "find_dates", "parse"]
