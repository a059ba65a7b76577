"""Calendar expressions: where they stand and what they say.

``expression`` the result · ``words`` and ``atoms`` the vocabulary · ``pattern`` the form of the
patterns, listed in ``day_patterns`` and ``period_patterns`` · ``build`` from a match to a point ·
``grammar`` and ``ranges`` what stands at a place · ``finder`` over an article.
"""

from vnnews.find.dates.expression import Expression, Point
from vnnews.find.dates.finder import find_dates, parse

__all__ = ["Expression", "Point", "find_dates", "parse"]
