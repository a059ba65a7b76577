"""The learned tagger: proposes names, titles and agreements with probabilities.

``features`` what it sees, ``network`` how it scores, ``labels`` how scores become spans,
``model`` its file, ``vectors``, ``learn`` and ``train`` how it is made (they need the extra
``vnnews[train]``).
"""

SHIPPED = "shipped"  # stands for the model file in the package
