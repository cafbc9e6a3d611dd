"""Talks to Telegram. The only package that imports python-telegram-bot."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # Its durations are timedeltas then, without a warning.
