"""The learned tagger: proposes names, titles and agreements with probabilities.

``tagger`` what others call · ``features`` what it sees, ``network`` how it scores, ``labels`` how
scores become spans, ``model`` its file · ``article``, ``vectors``, ``learn``, ``crf`` and ``train``
how it is made (with the extra ``vnnews[train]``).
"""

SHIPPED = "shipped"  # stands for the model file in the package
