"""Titles: who holds them, and in which body or place.

``posts`` a title on its way to a link · ``neighbours`` and ``holders`` the person that it stands
beside, ``known`` and ``professions`` whom a lone one stands for · ``bodies`` the body or place,
``beside`` by the words around it, ``affiliations`` by what is known of the holder, ``topics`` by
what the article is about · ``linker`` the whole · ``held`` the posts of one person.
"""
