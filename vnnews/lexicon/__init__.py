"""What words mean: tables in ``data/*.tsv`` and fast lookup of their phrases in tokens."""
