"""Dates for those who want to help: info evenings, introductions, seminars, reflection meetings."""
