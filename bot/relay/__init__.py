"""People writing to each other through the bot: a pair, or a person and the Welcome Center."""
