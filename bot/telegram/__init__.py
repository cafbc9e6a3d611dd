"""Talks to Telegram. The only package that imports python-telegram-bot."""
