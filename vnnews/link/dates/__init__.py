"""Dates: the value of every calendar expression.

``lunar`` the lunar calendar · ``timex`` from an expression and a reference day to a value ·
``timeline`` reference days and tense · ``values`` over an article.
"""
