"""From a noisy string to the entry that is meant."""
