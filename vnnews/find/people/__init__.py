"""People: names with their cues.

``grammar`` the words and where a name ends · ``lists`` line-ups · ``again`` names seen before ·
``finder`` over an article.
"""
