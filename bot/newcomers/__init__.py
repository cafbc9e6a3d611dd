"""Newcomers and their households: introducing oneself, and arriving by an advisor's link."""
