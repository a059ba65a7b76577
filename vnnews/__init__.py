"""Structured records from Vietnamese news articles."""
