"""Agreements: documents that parties conclude: ``lexicon`` the words, ``finder`` the mentions."""
