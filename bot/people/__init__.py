"""Everyone who writes to the bot: language, consents, pause, their data, being forgotten."""
