"""The application that is attacked: a counter, and views that an attacker would like."""

import time

from lona import App, View
from lona.html import H1, Button, Div

app = App(__file__)
app.settings.LIMIT_DAEMONS = 200


@app.route("/")
class Counter(View):
    """What the other users do: look, and click."""

    def handle_request(self, request):
        self.count = H1("0")
        return Div(self.count, Button("+", id="plus", handle_click=self.increase))

    def increase(self, input_event):
        self.count.set_text(str(int(self.count.get_text()) + 1))


@app.route("/slow/<name>")
class Slow(View):
    """Takes half a second to start, and as long for an event."""

    def handle_request(self, request):
        time.sleep(0.5)
        return Div("slow")

    def handle_input_event(self, input_event):
        time.sleep(0.5)


@app.route("/stuck")
class Stuck(View):
    """Has handlers that take a second."""

    def handle_request(self, request):
        return Div("stuck")

    def handle_input_event(self, input_event):
        time.sleep(1)


@app.route("/daemon")
class Daemon(View):
    """Goes on for ever, in the background."""

    def handle_request(self, request):
        self.is_daemon = True
        self.await_click(html=Div("daemon"))


@app.route("/feed")
class Feed(View):
    """Tells everybody the time, as often as it can for `seconds`, and counts."""

    def handle_request(self, request):
        end = time.monotonic() + float(request.GET["seconds"])
        count = 0
        while time.monotonic() < end:
            self.send_str(f"{count}:" + "x" * 1000, broadcast=True)
            count += 1
        return Div(str(count))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=0)
