"""Draft rules: a plan's items into duties that a person reviews; every guess is marked."""
