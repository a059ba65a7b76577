"""The learned tagger: proposes names, titles and agreements with probabilities.

``features`` what it sees, ``network`` how it scores, ``labels`` how scores become spans,
``model`` its file, ``train`` how it is made (needs the extra ``vnnews[train]``).
"""
