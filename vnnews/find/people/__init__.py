"""People: names with their cues.

``grammar`` the words and where a name ends · ``foreign`` names · ``credits`` of pictures ·
``lists`` line-ups · ``nicknames`` in quotation marks · ``again`` names seen before ·
``finder`` over an article · ``holders`` at the end of bodies' names.
"""
