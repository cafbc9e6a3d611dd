"""Telegram in a box: a faithful Bot API over HTTP on loopback, with people to play.

Nothing in here knows the bot or its programme; see docs/sandbox.md for what it has and refuses.
"""
