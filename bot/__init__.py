"""Welcome Buddies: a city's volunteer programme for newcomers, held together by a Telegram bot."""
