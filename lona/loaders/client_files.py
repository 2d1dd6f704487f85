"""Where the JavaScript client lies, by the names under which the browser asks for it.

In an installed package all files lie side by side in `lona/client/_lona/client/`, and the same
files again in `lona/client2/_lona/client2/`, for tools that copy them; both URLs serve the first
folder. In a checkout they come from `client/`: the bundle `dist/lona.js` is served as
`lona.bundle.js`, the module entry `dist/module.js` as `lona.js`, and the sources `src/*.js` under
their own names. Whoever builds the package copies them under these names: `client_files()` is the
table to copy by.
"""

import os

CLIENT_URLS = ("_lona/client/", "_lona/client2/")
BUNDLE = "lona.bundle.js"
DEBUG_MODULE = "main.js"

_PACKAGE_DIRECTORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_INSTALLED = os.path.join(_PACKAGE_DIRECTORY, "client", "_lona", "client")
_CHECKOUT = os.path.join(os.path.dirname(_PACKAGE_DIRECTORY), "client")


def client_files(checkout: str = _CHECKOUT, installed: str = _INSTALLED) -> dict[str, str]:
    """Return the table of the client's files: name in the URL → absolute path.

    It is read from the disk at each call, so that a rebuilt client is served at once.
    """
    if os.path.isdir(installed):
        return {name: os.path.join(installed, name) for name in _javascript_names(installed)}
    source = os.path.join(checkout, "src")
    files = {name: os.path.join(source, name) for name in _javascript_names(source)}
    files[BUNDLE] = os.path.join(checkout, "dist", "lona.js")
    files["lona.js"] = os.path.join(checkout, "dist", "module.js")
    return files


def find_client_file(url_path: str) -> str | None:
    """Return the file behind a URL path below the static prefix, or None."""
    for prefix in CLIENT_URLS:
        if url_path.startswith(prefix):
            return client_files().get(url_path[len(prefix) :])
    return None


def _javascript_names(directory: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(directory) if name.endswith(".js"))
    except OSError:
        return []
