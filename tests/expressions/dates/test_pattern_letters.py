"""Examples of every pattern letter, at the widths it can have."""

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from mock_flowservice.expressions.dates.letters import LETTERS
from mock_flowservice.expressions.dates.patterns import parse, render
from mock_flowservice.expressions.dates.zones import zone
from mock_flowservice.expressions.errors import ExpressionError

BERLIN = ZoneInfo("Europe/Berlin")
KOLKATA = ZoneInfo("Asia/Kolkata")
LATE = datetime(2024, 1, 31, 22, 5, 9, 123456, BERLIN)
EARLY = datetime(987, 6, 5, 0, 30, tzinfo=UTC)
TURN = datetime(2021, 1, 1, 12, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
SUMMER = datetime(2024, 7, 4, 11, 59, 59, 900000, KOLKATA)
PACIFIC = datetime(2024, 7, 4, tzinfo=zone("PST"))
SECONDS = datetime(2024, 7, 4, tzinfo=timezone(timedelta(hours=1, seconds=45)))

WRITTEN = [
    (LATE, "G", "AD"), (LATE, "GGG", "AD"), (LATE, "GGGG", "Anno Domini"), (LATE, "GGGGG", "A"),
    (LATE, "y", "2024"), (EARLY, "y", "987"), (EARLY, "yy", "87"), (EARLY, "yyyy", "0987"), (LATE, "yyyyyy", "002024"),
    (TURN, "Y", "2020"), (TURN, "YY", "20"), (EARLY, "YYYY", "0987"), (LATE, "YYYY", "2024"),
    (LATE, "M", "1"), (LATE, "MM", "01"), (LATE, "MMM", "Jan"), (EARLY, "MMMM", "June"), (EARLY, "MMMMM", "J"),
    (LATE, "L", "1"), (LATE, "LL", "01"), (SUMMER, "LLL", "Jul"), (SUMMER, "LLLL", "July"),
    (LATE, "w", "5"), (LATE, "ww", "05"), (TURN, "w", "53"),
    (LATE, "W", "5"), (TURN, "W", "0"), (SUMMER, "W", "1"),
    (LATE, "D", "31"), (LATE, "DDD", "031"), (SUMMER, "D", "186"),
    (LATE, "d", "31"), (SUMMER, "d", "4"), (SUMMER, "dd", "04"),
    (LATE, "F", "5"), (TURN, "F", "1"), (datetime(2024, 7, 8, tzinfo=UTC), "F", "2"),
    (LATE, "E", "Wed"), (LATE, "EEE", "Wed"), (LATE, "EEEE", "Wednesday"), (LATE, "EEEEE", "W"),
    (LATE, "u", "3"), (TURN, "u", "5"), (datetime(2024, 7, 7, tzinfo=UTC), "u", "7"),
    (LATE, "a", "PM"), (EARLY, "a", "AM"), (TURN, "a", "PM"),
    (LATE, "H", "22"), (EARLY, "H", "0"), (EARLY, "HH", "00"),
    (LATE, "k", "22"), (EARLY, "k", "24"), (SUMMER, "kk", "11"),
    (LATE, "K", "10"), (EARLY, "K", "0"), (TURN, "KK", "00"),
    (LATE, "h", "10"), (EARLY, "h", "12"), (TURN, "hh", "12"),
    (LATE, "m", "5"), (LATE, "mm", "05"), (EARLY, "m", "30"),
    (LATE, "s", "9"), (LATE, "ss", "09"), (SUMMER, "s", "59"),
    (LATE, "S", "1"), (LATE, "SSS", "123"), (LATE, "SSSSSSSSS", "123456000"), (SUMMER, "SS", "90"),
    (LATE, "z", "CET"), (PACIFIC, "zzz", "PST"), (EARLY, "z", "UTC"), (TURN, "zzzz", "-03:30"),
    (LATE, "Z", "+0100"), (EARLY, "Z", "+0000"), (TURN, "ZZ", "-0330"), (LATE, "ZZZZ", "GMT+01:00"),
    (EARLY, "ZZZZ", "GMT"), (EARLY, "ZZZZZ", "Z"), (TURN, "ZZZZZ", "-03:30"),
    (LATE, "X", "+01"), (TURN, "X", "-0330"), (EARLY, "X", "Z"), (LATE, "XX", "+0100"), (TURN, "XXX", "-03:30"),
    (SECONDS, "XXX", "+01:00"), (SECONDS, "XXXX", "+010045"), (SECONDS, "XXXXX", "+01:00:45"),
    (LATE, "VV", "Europe/Berlin"), (EARLY, "VV", "Z"), (TURN, "VV", "-03:30"),
    (LATE, "O", "GMT+1"), (TURN, "O", "GMT-3:30"), (EARLY, "O", "GMT"), (SUMMER, "OOOO", "GMT+05:30"),
    (SECONDS, "O", "GMT+1:00:45"),
    (LATE, "Q", "1"), (SUMMER, "QQ", "03"), (SUMMER, "QQQ", "Q3"), (SUMMER, "QQQQ", "3rd quarter"),
    (LATE, "QQQQQ", "1"),
    (LATE, "q", "1"), (SUMMER, "qq", "03"), (SUMMER, "qqq", "Q3"), (EARLY, "qqqq", "2nd quarter"),
    (LATE, "'o''clock'", "o'clock"), (LATE, "''", "'"), (LATE, "''yy''", "'24'"), (LATE, "[yyyy] é,", "[2024] é,"),
]  # fmt: skip


@pytest.mark.parametrize(("moment", "pattern", "text"), WRITTEN)
def test_a_letter_writes_its_part_of_a_moment(moment: datetime, pattern: str, text: str) -> None:
    assert render(moment, pattern) == text


READ = [
    ("G yyyy", "AD 2024", "2024-01-01"), ("GGGG yyyy", "anno domini 2024", "2024-01-01"),
    ("GGGGG y", "A 3", "0003-01-01"),
    ("y", "987", "0987-01-01"), ("yy", "99", "2099-01-01"), ("yyyy", "0987", "0987-01-01"),
    ("YYYY ww u", "2020 53 5", "2021-01-01"), ("YY w", "24 1", "2024-01-01"), ("Y-MM-dd", "2024-03-05", "2024-03-05"),
    ("M", "12", "1970-12-01"), ("MM", "02", "1970-02-01"), ("MMM", "sep", "1970-09-01"), ("MMMM", "MAY", "1970-05-01"),
    ("L", "2", "1970-02-01"), ("LLL", "Feb", "1970-02-01"), ("LLLL", "February", "1970-02-01"),
    ("Y w E", "2024 5 Wed", "2024-01-31"), ("y ww u", "2024 05 3", "2024-01-31"), ("w", "2", "1970-01-05"),
    ("y M W u", "2024 1 5 3", "2024-01-31"), ("y M W E", "2021 1 0 Fri", "2021-01-01"), ("W", "2", "1970-01-05"),
    ("y D", "2024 366", "2024-12-31"), ("DDD", "032", "1970-02-01"), ("yyyyDDD", "2023365", "2023-12-31"),
    ("d", "4", "1970-01-04"), ("d", "04", "1970-01-04"), ("dd", "31", "1970-01-31"),
    ("y M F E", "2024 7 1 Thu", "2024-07-04"), ("y M F E", "2024 7 2 Mon", "2024-07-08"), ("F", "3", "1970-01-15"),
    ("E", "Fri", "1970-01-02"), ("EEEE d", "thursday 1", "1970-01-01"), ("EEE d.M.y", "Wed 31.1.2024", "2024-01-31"),
    ("u", "1", "1970-01-05"), ("d u", "1 4", "1970-01-01"), ("Y w u", "2021 1 7", "2021-01-10"),
    ("h a", "12 AM", "1970-01-01"), ("h a", "12 pm", "1970-01-01T12"), ("K a", "11 PM", "1970-01-01T23"),
    ("H", "7", "1970-01-01T07"), ("H", "23", "1970-01-01T23"), ("HH", "07", "1970-01-01T07"),
    ("k", "24", "1970-01-01"), ("k", "1", "1970-01-01T01"), ("kk", "23", "1970-01-01T23"),
    ("K a", "0 AM", "1970-01-01"), ("KK a", "00 PM", "1970-01-01T12"), ("K", "11", "1970-01-01T11"),
    ("h a", "1 PM", "1970-01-01T13"), ("hh a", "01 AM", "1970-01-01T01"), ("h", "12", "1970-01-01"),
    ("m", "5", "1970-01-01T00:05"), ("mm", "59", "1970-01-01T00:59"), ("Hmm", "930", "1970-01-01T09:30"),
    ("s", "5", "1970-01-01T00:00:05"), ("ss", "59", "1970-01-01T00:00:59"), ("HHmmss", "010203", "1970-01-01T01:02:03"),
    ("S", "5", "1970-01-01T00:00:00.5"), ("SSS", "005", "1970-01-01T00:00:00.005"),
    ("SSSSSSSSS", "123456789", "1970-01-01T00:00:00.123456"),
    ("z", "PST", "1970-01-01T00:00-08:00"), ("zzzz", "Asia/Kolkata", "1970-01-01T00:00+05:30"),
    ("z", "UTC", "1970-01-01"),
    ("Z", "-0330", "1970-01-01T00:00-03:30"), ("ZZZZ", "GMT+02:00", "1970-01-01T00:00+02:00"),
    ("ZZZZZ", "Z", "1970-01-01"),
    ("X", "Z", "1970-01-01"), ("X", "-03", "1970-01-01T00:00-03:00"), ("X", "+0530", "1970-01-01T00:00+05:30"),
    ("XXX", "+05:30", "1970-01-01T00:00+05:30"), ("XXXXX", "+05:30:15", "1970-01-01T00:00+05:30:15"),
    ("VV", "Asia/Kolkata", "1970-01-01T00:00+05:30"), ("VV", "+02:00", "1970-01-01T00:00+02:00"),
    ("VV", "Z", "1970-01-01"),
    ("O", "GMT", "1970-01-01"), ("O", "GMT+8", "1970-01-01T00:00+08:00"),
    ("OOOO", "GMT-03:30", "1970-01-01T00:00-03:30"),
    ("Q", "4", "1970-10-01"), ("QQ", "02", "1970-04-01"), ("QQQ", "q3", "1970-07-01"), ("Q M", "2 6", "1970-06-01"),
    ("q", "4", "1970-10-01"), ("qqq", "Q2", "1970-04-01"), ("qqqq", "2nd Quarter", "1970-04-01"),
]  # fmt: skip


REFUSED = [
    ("S SSS", "2 123"),
    ("Z", "Z"),
    ("Z", "+02:00"),
    ("XX", "+05"),
    ("VV", "PST"),
    ("q M", "2 7"),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), READ)
def test_a_letter_reads_its_part_of_a_moment(pattern: str, text: str, expected: str) -> None:
    wanted = datetime.fromisoformat(expected)
    moment = parse(text, pattern)
    assert moment == (wanted if wanted.tzinfo else wanted.replace(tzinfo=UTC))
    assert not wanted.tzinfo or moment.utcoffset() == wanted.utcoffset()


@pytest.mark.parametrize(("pattern", "text"), REFUSED)
def test_a_letter_reads_nothing_else(pattern: str, text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text, pattern)


def test_each_letter_has_three_examples_at_least_in_both_directions() -> None:
    for patterns in ([pattern for _, pattern, _ in WRITTEN], [pattern for pattern, _, _ in READ]):
        examples = Counter(letter for pattern in patterns for letter in set(pattern))
        assert not [letter for letter in LETTERS if examples[letter] < 3]
