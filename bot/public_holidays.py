"""`python -m bot.public_holidays DE BW 2026 2027`: the public holidays of some years, a day a line.

The library that knows them loads every country of the world, which takes about 10 MiB of memory;
the bot asks in a process of its own, so that it need not keep them.
"""

import sys
from collections.abc import Sequence
from datetime import date

import holidays


def days(country: str, subdivision: str, years: Sequence[int]) -> Sequence[date]:
    return sorted(holidays.country_holidays(country, subdiv=subdivision, years=years))


def subdivisions(country: str) -> Sequence[str]:
    """The ends of the ISO 3166-2 codes for which holidays are known."""
    supported = holidays.list_supported_countries().get(country, [])
    return [code for code in supported if code.isupper()]


if __name__ == "__main__":
    _, its_country, its_subdivision, *its_years = sys.argv
    for day in days(its_country, its_subdivision, [int(year) for year in its_years]):
        sys.stdout.write(f"{day.isoformat()}\n")
