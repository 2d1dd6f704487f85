"""A shelf for files: what one puts there all see, as long as that one's page is open."""

from pathlib import Path

from lona import App, Bucket, Channel, View
from lona.html import H1, HTML, A, Button, FileInput, Li, P, Small, Ul

MOST_FILES = 20  # of one user
MOST_BYTES = 50 * 1024 * 1024

app = App(__file__)


def readable(size):
    return f"{size / 1024 / 1024:.1f} MiB" if size >= 1024 * 1024 else f"{size / 1024:.1f} KiB"


@app.route("/")
class Files(View):
    def handle_request(self, request):
        self.bucket = Bucket(request, max_files=MOST_FILES, max_size=MOST_BYTES)
        self.notice = P(role="status")
        self.shelf = Ul()
        self.subscribe("files.changed", lambda message: self.draw())
        self.draw()
        return HTML(
            H1("Files"),
            FileInput(
                self.bucket,
                "Drop files here, or choose them",
                multiple=True,
                handle_change=lambda input_event: self.announce(),
                on_progress=self.on_progress,
            ),
            self.notice,
            self.shelf,
        )

    def on_cleanup(self):
        self.announce(is_here=False)

    # what the user does

    def on_progress(self, loaded, total):
        self.notice.set_text(f"{readable(loaded)} of {readable(total)}")

    def remove(self, name):
        Path(self.bucket.get_path(name)).unlink(missing_ok=True)
        self.announce()

    def announce(self, is_here=True):
        """Tell everybody which files of this page there are."""
        mine = [self.describe(name) for name in self.bucket.get_file_names()]
        with self.server.state.lock:
            files = {**self.server.state.get("files", {}), self.bucket.id: mine}
            if not is_here:
                del files[self.bucket.id]
            self.server.state["files"] = files
        Channel("files.changed").send()

    def describe(self, name):
        size = Path(self.bucket.get_path(name)).stat().st_size
        return {"name": name, "url": self.bucket.get_url(name), "size": readable(size)}

    # what all see

    def draw(self):
        with self.server.state.lock:
            owners = [
                (owner, [*files]) for owner, files in self.server.state.get("files", {}).items()
            ]
        self.shelf.nodes = [self.entry(file, owner) for owner, files in owners for file in files]

    def entry(self, file, owner):
        name = file["name"]
        link = A(name, href=file["url"], download=name)
        entry = Li(link, " ", Small(file["size"]))
        if owner == self.bucket.id:
            remove = Button(
                "Remove",
                _aria_label=f"Remove {name}",
                handle_click=lambda input_event: self.remove(name),
            )
            entry.nodes += [" ", remove]
        return entry


if __name__ == "__main__":
    app.run()
