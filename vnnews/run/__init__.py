"""Folders of articles: inputs, manifest, failures, atomic output."""
