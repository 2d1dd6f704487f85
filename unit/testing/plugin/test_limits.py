from lona import default_settings
from lona.server import Server
from lona_testing.plugin.limits import RATES_AND_COUNTS, lift_limits


def make_server(**settings):
    return Server("/", routes=[], settings_post_overrides=settings)


def test_rates_and_counts_are_not_limited():
    settings = lift_limits(make_server()).settings
    assert {settings.get(name) for name in RATES_AND_COUNTS} == {0}


def test_sizes_and_times_stay():
    settings = lift_limits(make_server()).settings
    for name in (name for name in vars(default_settings) if name.startswith("LIMIT_")):
        if name not in RATES_AND_COUNTS and name != "LIMIT_EVENTS_BURST":
            assert settings.get(name) == getattr(default_settings, name) > 0


def test_a_limit_that_the_application_sets_applies():
    assert lift_limits(make_server(LIMIT_WINDOWS=3)).settings.LIMIT_WINDOWS == 3


def test_a_page_may_click_as_fast_as_it_likes(lona_page):
    from lona.html import H1, Button, Div
    from lona.view import View

    class Counter(View):
        def handle_request(self, request):
            self.heading = H1("0")
            return Div(self.heading, Button("+", handle_click=self.count))

        def count(self, input_event):
            self.heading.set_text(str(int(self.heading.get_text()) + 1))

    page = lona_page(Counter)
    assert lona_page.server.settings.LIMIT_EVENTS_A_SECOND == 0
    button = page.get_by_role("button")
    for _ in range(20):
        button.click()
    assert page.get_by_role("heading").text_content() == "20"
