"""Titles: who holds them, and in which body or place.

``posts`` a title on its way to a link · ``neighbours`` and ``holders`` the person · ``bodies`` the
body or place · ``linker`` the whole · ``held`` the posts of one person.
"""
