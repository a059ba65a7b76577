"""From mentions to facts: who is who, who holds what where, which place, what was agreed."""
