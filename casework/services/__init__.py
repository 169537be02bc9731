"""Floor 7, the verbs: one function an official act; every change to a case passes here.

Services flush, entrances commit.
"""
