"""Numbers, dates and times as HTML writes them, read as numbers (HTML Standard §2.3.4, §2.3.5).

Each function returns None for what is not valid. Python's own dates end with the year 9999, those
of browsers with 275760-09-13.
"""

import math
import re

DAY = 86_400_000  # milliseconds

_NUMBER = re.compile(r"-?(\d+\.\d+|\d+|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4,})-(\d\d)\Z", re.ASCII)
_WEEK = re.compile(r"(\d{4,})-W(\d\d)\Z", re.ASCII)
_DATE = re.compile(r"(\d{4,}-\d\d)-(\d\d)\Z", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d{1,3})?))?\Z", re.ASCII)

_LAST_DAY = 100_000_000
_LAST_MONTH = (275_760 - 1970) * 12 + 8
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_TO_1970 = 719_162
_EPOCH_TO_MONDAY = 3  # 1970-01-01 is the Thursday of the week that weeks are counted from


def number(text: str) -> float | None:
    """Return a floating-point number, None if it is not valid or too large."""
    if not _NUMBER.match(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def month(text: str) -> float | None:
    """Return the months since January 1970."""
    match = _MONTH.match(text)
    if match is None:
        return None
    year, number = int(match[1]), int(match[2])
    months = (year - 1970) * 12 + number - 1
    return months if year > 0 and 1 <= number <= 12 and months <= _LAST_MONTH else None


def day(text: str) -> float | None:
    """Return the days since 1970-01-01."""
    match = _DATE.match(text)
    months = month(match[1]) if match is not None else None
    if match is None or months is None:
        return None
    year, index = divmod(int(months) + 1970 * 12, 12)
    length = _MONTH_LENGTHS[index] + (index == 1 and _is_leap(year))
    number = int(match[2])
    days = _first_day(year) + sum(_MONTH_LENGTHS[:index]) + (index > 1 and _is_leap(year))
    days += number - 1
    return days if 1 <= number <= length and days <= _LAST_DAY else None


def week(text: str) -> float | None:
    """Return the weeks since the one of 1970-01-01."""
    match = _WEEK.match(text)
    if match is None:
        return None
    year, number = int(match[1]), int(match[2])
    if year == 0 or not 1 <= number <= _weeks_of(year):
        return None
    weeks = _first_week(year) + number - 1
    return weeks if weeks * 7 - _EPOCH_TO_MONDAY <= _LAST_DAY else None


def time(text: str) -> float | None:
    """Return the milliseconds since midnight."""
    match = _TIME.match(text)
    if match is None:
        return None
    return (int(match[1]) * 60 + int(match[2])) * 60_000 + float(match[3] or 0) * 1000


def moment(text: str) -> float | None:
    """Return the milliseconds since 1970, of a local date and time."""
    date, _, clock = text.replace(" ", "T", 1).partition("T")
    days, milliseconds = day(date), time(clock)
    return None if days is None or milliseconds is None else days * DAY + milliseconds


def normal_moment(text: str) -> str:
    """Return a valid local date and time in its shortest form (HTML §2.3.5.5)."""
    date, clock = re.split("[T ]", text)
    hours_and_minutes, seconds = clock[:5], clock[6:]
    if "." in seconds:
        seconds = seconds.rstrip("0").rstrip(".")
    return f"{date}T{hours_and_minutes}" + (f":{seconds}" if float(seconds or 0) else "")


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _first_day(year: int) -> int:
    before = year - 1
    return 365 * before + before // 4 - before // 100 + before // 400 - _DAYS_TO_1970


def _weekday(days: int) -> int:
    """Return 0 for a Monday."""
    return (days + _EPOCH_TO_MONDAY) % 7


def _weeks_of(year: int) -> int:
    first = _weekday(_first_day(year))
    return 53 if first == 3 or (first == 2 and _is_leap(year)) else 52


def _first_week(year: int) -> int:
    fourth = _first_day(year) + 3  # the 4th of January is always in the first week
    return (fourth + _EPOCH_TO_MONDAY) // 7
