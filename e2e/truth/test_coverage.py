"""Every public name is asked often, so that the right answer is yes and so that it is no."""

from collections import Counter, defaultdict

import pytest

from .corpus import read_topic, topics
from .questions import Answer, Chain

LOOKS = (
    "count all text_content inner_text all_text_contents all_inner_texts input_value get_attribute"
    " is_visible is_hidden is_enabled is_disabled is_editable is_checked"
).split()
SEARCHES = (
    "locator get_by_role get_by_label get_by_text get_by_placeholder get_by_title get_by_alt_text"
    " get_by_test_id filter nth first last and_ or_"
).split()
ACTIONS = (
    "click dblclick fill clear press press_sequentially check uncheck set_checked select_option"
    " focus blur wait_for"
).split()
ASSERTIONS = (
    "to_be_visible to_be_enabled to_be_disabled to_be_editable to_be_checked to_be_focused"
    " to_be_empty to_have_value to_have_values to_have_attribute to_have_id to_have_class"
    " to_contain_class to_have_role to_have_accessible_name to_have_text to_contain_text"
    " to_have_count to_be_attached to_be_hidden"
).split()
ENOUGH = 20
PAGE_ENOUGH = 5
PAGES = "goto reload go_back go_forward url title to_have_title to_have_url".split()


def asked() -> dict[str, Counter[str]]:
    """Return for each name how often it is asked, and with which outcome if it is the last."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for topic in topics():
        for block in read_topic(topic):
            for question in block.questions:
                for name in names(question.chain):
                    counts[name.removeprefix("not_")]["asked"] += 1
                last = question.chain.last.removeprefix("not_")
                if question.expected is not None:
                    counts[last]["yes" if is_yes(question.expected) else "no"] += 1
    return counts


def names(chain: Chain) -> list[str]:
    return [step.name for step in chain.steps]


def is_yes(answer: Answer) -> bool:
    return answer.is_positive and answer.value not in (False, 0, "", [])


COUNTS = asked()


@pytest.mark.parametrize("name", [*LOOKS, *SEARCHES, *ACTIONS, *ASSERTIONS])
def test_a_name_is_asked_often(name: str) -> None:
    assert COUNTS[name]["asked"] >= ENOUGH


@pytest.mark.parametrize("name", [*LOOKS, *ACTIONS, *ASSERTIONS])
def test_the_right_answer_is_sometimes_yes_and_sometimes_no(name: str) -> None:
    assert COUNTS[name]["yes"] >= 3
    assert COUNTS[name]["no"] >= 3


@pytest.mark.parametrize("name", PAGES)
def test_a_name_of_pages_is_asked(name: str) -> None:
    assert COUNTS[name]["asked"] >= PAGE_ENOUGH


def test_the_corpus_is_large() -> None:
    assert sum(len(b.questions) for topic in topics() for b in read_topic(topic)) >= 1_500
