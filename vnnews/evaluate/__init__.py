"""Counts, matching and report of extraction against annotated corpora."""
