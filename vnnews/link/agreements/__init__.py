"""Agreements: which mentions are one document, and what the article says of it.

``scene`` an article as its readers see it · ``verbs``, ``terms`` what single words tell ·
``groups`` names that stand together · ``roles`` what a party is in a document · ``parties`` who
concludes it · ``clauses`` the sentence of a mention · ``context`` the article around it ·
``relations`` what a document is to others · ``clusters`` mentions of one document · ``linker``
the whole.
"""
