"""A form that validates while one types, without a line of JavaScript."""

from lona import App, View
from lona.html import H1, HTML, Button, Div, Label, P, TextInput

app = App(__file__)


class Field(Div):
    """A labelled text input that shows what is wrong with its value."""

    def __init__(self, name, label, check):
        super().__init__()
        self.check = check
        self.input = TextInput(id=name, handle_change=self.on_change)
        self.error = P(id=f"{name}-error", role="alert")
        self.nodes = [Label(label, _for=name), self.input, self.error]

    def on_change(self, event):
        self.validate()

    def validate(self):
        """Show the error of the present value, if any; return whether the value is fine."""
        message = self.check(self.input.value)
        self.error.set_text(message)
        self.input.attributes["aria-invalid"] = "true" if message else "false"
        return not message


def check_name(value):
    return "" if value.strip() else "Please enter your name."


def check_email(value):
    name, _, host = value.partition("@")
    return "" if name and "." in host else "Please enter an address like name@example.org."


@app.route("/")
class Registration(View):
    def handle_request(self, request):
        name = Field("name", "Name", check_name)
        email = Field("email", "E-mail", check_email)
        button = Button("Register")
        html = HTML(H1("Registration"), name, email, button)
        while True:
            self.await_click(button, html=html)
            # A list, not a generator: every field has to show its error.
            if all([name.validate(), email.validate()]):
                return HTML(H1("Welcome"), P(f"{name.input.value}, you are registered."))


if __name__ == "__main__":
    app.run()
