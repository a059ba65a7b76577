"""Dates: the value of every calendar expression.

``lunar`` the lunar calendar · ``timex`` from an expression and a reference day to a value ·
``timeline`` the day that an article speaks from, ``retold`` that of its *hôm nay*, ``year`` its
year · ``tense`` what the words around tell, ``beside`` what the dates beside · ``values`` over an
article.
"""
