"""From a string to what rules can read: normalised view, tokens, layout."""
