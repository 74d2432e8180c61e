"""What ``./onestop test`` does, phase by phase."""
