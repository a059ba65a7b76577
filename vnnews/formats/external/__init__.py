"""Corpora of others, measured with and never shipped: readers, label maps, boundary policies.

``sources`` is the table of them. A reader turns a file into passages, marked as their authors did;
``adapt`` makes the project's gold of a passage by the corpus's card, and counts what it mapped,
moved and dropped; ``read`` does so for a folder.
"""
