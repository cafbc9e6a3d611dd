"""What a round may look at besides the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.config import Config
from bot.conversation.flow import Flow
from bot.conversation.values import Reader
from bot.nudges import rules
from bot.people.personal import Erasure
from bot.staff import today
from bot.town import Town


@dataclass(frozen=True)
class Setting:
    """The installation: its configuration, town and forms, how people are forgotten, and what
    stands on the desk of staff."""

    config: Config
    town: Town
    flows: Mapping[str, Flow]
    erasure: Erasure
    desk: Sequence[today.Count]

    def reader(self, now: datetime) -> Reader:
        """A reader whose language isn't known yet: only the town's time matters."""
        return Reader("en", self.town.zone, now)

    def is_quiet(self, now: datetime) -> bool:
        hours = self.config.quiet_hours
        return rules.is_quiet(now, self.town.zone, hours.start, hours.until)
