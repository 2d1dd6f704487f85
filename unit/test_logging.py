import io
import logging
from types import SimpleNamespace

import pytest

from lona.logging import LogFilter, LogFormatter, RepetitionFilter, setup_logging


def record(name="lona.views", level=logging.INFO, message="message", exc_info=None):
    return logging.LogRecord(name, level, "file.py", 1, message, (), exc_info)


def shown(loggers, *names):
    log_filter = LogFilter(loggers)
    return [name for name in names if log_filter.filter(record(name))]


def test_everything_is_shown_by_default():
    assert shown([], "lona", "lona.views", "other") == ["lona", "lona.views", "other"]


@pytest.mark.parametrize("entry", ["lona.views", "+lona.views"])
def test_including_shows_only_what_is_included_and_the_root(entry):
    assert shown([entry], "lona", "lona.views", "lona.views.x", "o") == ["lona", "lona.views"]


def test_excluding_hides_exact_names_but_never_the_root():
    assert shown(["_lona.views", "_lona"], "lona", "lona.views", "o") == ["lona", "o"]


def test_a_record_is_one_line():
    line = LogFormatter().format(record())
    assert "\n" not in line
    for part in ("MainThread", "INFO", "lona.views", "message"):
        assert part in line


def test_further_lines_and_tracebacks_are_indented():
    try:
        raise ValueError("mine")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    first, second, *rest = LogFormatter().format(record(message="a\nb", exc_info=info)).splitlines()
    assert first.endswith("a")
    assert second == "  b"
    assert rest[-1] == "  ValueError: mine"
    assert all(line.startswith("  ") for line in rest)


@pytest.mark.parametrize("text", ["\x1b[2J", "\x00", "\x7f", "\x9b", "\u202e", "\u200f", "\ud800"])
def test_control_characters_are_written_as_escapes(text):
    line = LogFormatter().format(record(message=f"a{text}b"))
    assert text not in line
    assert f"a{text.encode('unicode_escape').decode()}b" in line


@pytest.mark.parametrize("text", ["tab\t", "ä€\U0001f600", "\xa0", "\u200d"])
def test_other_characters_are_written_as_they_are(text):
    assert text in LogFormatter().format(record(message=f"a{text}b"))


def test_colors_are_for_terminals():
    assert "\33[31m" in LogFormatter(colors=True).format(record(level=logging.ERROR))
    assert "\33" not in LogFormatter(colors=True).format(record())
    assert "\33" not in LogFormatter().format(record(level=logging.ERROR))


def test_syslog_priorities_come_first():
    assert LogFormatter(syslog_priorities=True).format(record()).startswith("<6>")
    error = record(level=logging.ERROR, message="a\nb")
    lines = LogFormatter(syslog_priorities=True).format(error).splitlines()
    assert [line[:3] for line in lines] == ["<3>", "<3>"]


def args(**kwargs):
    values = {"debug_mode": "", "log_level": "info", "loggers": [], "syslog_priorities": "no"}
    return SimpleNamespace(**{**values, **kwargs})


def test_setup_configures_the_root_logger_once(root_logger, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    setup_logging(args())
    formatter, log_filter = setup_logging(args(log_level="warn", loggers=["_other"]))
    assert root_logger.level == logging.WARNING
    assert isinstance(formatter, LogFormatter)
    assert log_filter.excluded == {"other"}
    logging.getLogger("lona.views").error("once")
    logging.getLogger("other").error("hidden")
    assert stream.getvalue().count("once") == 1
    assert "hidden" not in stream.getvalue()


def test_debug_modes_show_one_logger(root_logger):
    _, log_filter = setup_logging(args(debug_mode="messages"))
    assert root_logger.level == logging.DEBUG
    assert log_filter.included == {"lona.server.websockets"}


@pytest.mark.parametrize(
    ("mode", "environment", "expected"),
    [
        ("no", {"JOURNAL_STREAM": "1"}, False),
        ("always", {"TERM": "x"}, True),
        ("auto", {"JOURNAL_STREAM": "1"}, True),
        ("auto", {"JOURNAL_STREAM": "1", "TERM": "x"}, False),
        ("auto", {}, False),
    ],
)
def test_priorities_are_for_services(root_logger, monkeypatch, mode, environment, expected):
    for name in ("JOURNAL_STREAM", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    formatter, _ = setup_logging(args(syslog_priorities=mode))
    assert formatter.syslog_priorities is expected


@pytest.mark.parametrize("name", ["debug_mode", "log_level", "syslog_priorities"])
def test_unknown_values_are_refused_by_name(root_logger, name):
    with pytest.raises(ValueError, match="nonsense"):
        setup_logging(args(**{name: "nonsense"}))


def raised(seconds, function, *arguments):
    """Return the record of an exception that a function raises, so long after midnight."""
    try:
        function(*arguments)
    except Exception as error:
        info = (type(error), error, error.__traceback__)
    result = record(exc_info=info)
    result.created = float(seconds)
    return result


def test_the_same_exception_is_shown_once_a_second_and_counted():
    repetitions = RepetitionFilter()
    records = [raised(at, int, "x") for at in (1, 1.1, 1.9, 2.0, 2.5, 9)]
    assert [repetitions.filter(r) for r in records] == [True, False, False, True, False, True]
    assert "(and 2 times more before)" in LogFormatter().format(records[3])
    assert "(and 1 times more before)" in LogFormatter().format(records[5])
    assert "more before" not in LogFormatter().format(records[0])


def test_other_exceptions_other_places_and_plain_records_are_shown():
    repetitions = RepetitionFilter()

    def other_place():
        int("x")

    assert repetitions.filter(raised(1, int, "x"))
    assert repetitions.filter(raised(1, other_place))
    assert repetitions.filter(raised(1, lambda: 1 / 0))
    assert all(repetitions.filter(record()) for _ in range(3))


def test_a_clock_that_goes_back_withholds_nothing_for_long():
    repetitions = RepetitionFilter()
    assert repetitions.filter(raised(1000, int, "x"))
    assert repetitions.filter(raised(5, int, "x"))


def test_places_are_forgotten_beyond_a_limit(monkeypatch):
    monkeypatch.setattr(RepetitionFilter, "MOST_PLACES", 1)
    repetitions = RepetitionFilter()
    assert repetitions.filter(raised(1, int, "x"))
    assert repetitions.filter(raised(1, lambda: 1 / 0))
    assert repetitions.filter(raised(1, int, "x"))


def test_the_handler_of_the_command_line_withholds_repetitions(root_logger):
    setup_logging(args())
    (handler,) = [h for h in root_logger.handlers if isinstance(h.formatter, LogFormatter)]
    assert any(isinstance(each, RepetitionFilter) for each in handler.filters)
