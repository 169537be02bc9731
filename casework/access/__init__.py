"""Floor 4: who may see and do what, the one door to people, and the trail."""
