"""Who suits whom and why; proposing, accepting, expiring and ending a match."""
