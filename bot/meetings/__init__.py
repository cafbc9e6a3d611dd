"""Two people meet: finding a time and a place, changing it, coming, and how it went."""
