"""People: names with their cues.

``grammar`` the words and where a name ends · ``credits`` of pictures · ``lists`` line-ups ·
``again`` names seen before · ``finder`` over an article · ``holders`` at the end of bodies' names.
"""
