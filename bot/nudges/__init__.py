"""What the bot says by itself because it is due now."""
