"""One module a format: readers and writers."""
