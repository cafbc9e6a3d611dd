"""Buddies: volunteers who accompany newcomers."""
