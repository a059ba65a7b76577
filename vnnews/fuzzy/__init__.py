"""From a noisy string to the entry that is meant, never confusing two meanings.

>>> from vnnews.fuzzy import Matcher
>>> offices = Matcher([("nghe-an", "Sở Y tế Nghệ An"), ("ha-tinh", "Sở Y tế Hà Tĩnh")])
>>> offices.best("SO Y TE NGHE AN").match.id
'nghe-an'

A name is read: ``syllables``, ``fold`` a token, ``phrases`` the tables, ``items`` all tokens,
``reading`` the name, ``repair`` its slips, ``jurisdictions`` the units in it · it is looked up:
``matcher`` and ``search``, in an ``index`` that ``build`` makes, of ``postings``; ``edits`` from it
· it is compared: ``score`` · ``organizations`` and ``titles`` over their ``compiled`` tables,
``written`` back in the letters of the text · ``memory`` what is kept of all this.
"""

from vnnews.fuzzy.matcher import Decision, Entry, Match, Matcher
from vnnews.fuzzy.organizations import NormalizedOrganization, normalize_organization
from vnnews.fuzzy.score import CUTOFF
from vnnews.fuzzy.titles import NormalizedTitle, normalize_title

__all__ = [
    "CUTOFF",
    "Decision",
    "Entry",
    "Match",
    "Matcher",
    "NormalizedOrganization",
    "NormalizedTitle",
    "normalize_organization",
    "normalize_title",
]
