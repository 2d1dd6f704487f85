"""The smallest Lona application: one page, no interaction."""

from lona import App, View
from lona.html import H1

app = App(__file__)


@app.route("/")
class Hello(View):
    def handle_request(self, request):
        return H1("Hello World")


if __name__ == "__main__":
    app.run()
