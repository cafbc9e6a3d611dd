"""Talking with one person: questions, forms, cards, and reading what people type. Mostly pure."""
