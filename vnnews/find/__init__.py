"""From tokens to mentions: one finder per type, and one place that decides between them."""
