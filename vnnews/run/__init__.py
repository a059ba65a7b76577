"""What the commands of ``vnnews`` do: folders of articles in, records, scores or a model out.

``command`` from options to an exit code, ``inputs`` what is read, ``folder`` the work itself,
``outputs`` where records go, ``progress`` what is said meanwhile · ``normalize`` names in
``tables`` · ``show`` and ``explain`` a record in a ``terminal`` · ``evaluation`` scores · ``train``
a model, from corpora, ``readings`` and ``vectors`` · ``affiliations`` compiles that table of the
lexicon.
"""
