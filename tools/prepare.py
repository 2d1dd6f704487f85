"""What the tests need besides Python packages: Node.js with the client's tools, and Chromium.

Each ``ensure_…`` function installs what is missing if it can, and else ends the program with a
message that says what to install. Only the standard library is used at import.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "client"
NODE_VERSION = 20
CHROMIUM_PACKAGES = ("chromium-headless-shell", "chromium")  # of Debian; the first starts faster


def fail(message: str) -> NoReturn:
    """End the program with exit status 1 and ``message``."""
    sys.exit(f"\n{message}")


def ensure_node() -> None:
    """Check that Node.js and npm are there, recent enough for the tests of the client."""
    remedy = (
        f"Install Node.js {NODE_VERSION} or later with npm, for example: apt install nodejs npm, "
        "brew install node, or https://nodejs.org/. "
        "(Only the tests of the JavaScript client need it; using Lona does not.)"
    )
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        fail(f"The JavaScript tests need Node.js and npm, which were not found. {remedy}")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    major = int(version.lstrip("v").split(".")[0] or 0)
    if major < NODE_VERSION:
        fail(f"The JavaScript tests need a newer Node.js than {version}. {remedy}")


def ensure_client_packages() -> None:
    """Install the development tools of the client, unless they match its lock file already."""
    ensure_node()
    installed = CLIENT / "node_modules" / ".package-lock.json"
    lock = CLIENT / "package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    command = ["npm", "ci", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=CLIENT, stdin=subprocess.DEVNULL).returncode:
        fail(
            f"Could not install the packages of the client: {' '.join(command)} in {CLIENT} failed"
        )
    installed.touch()


def find_chromium() -> str | None:
    """Return the path of a Chromium of this machine or of Playwright, or ``None``."""
    from playwright.sync_api import sync_playwright

    from lona_testing.plugin.chromium import PROGRAMS

    if path := next((path for path in map(shutil.which, PROGRAMS) if path), None):
        return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def is_debian() -> bool:
    """Say whether this is Debian; on Ubuntu the package is only a stub for a snap."""
    try:
        release = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    return "ID=debian" in release.splitlines()


def ensure_chromium() -> str:
    """Return the path of a Chromium, after installing one if there is none."""
    if path := find_chromium():
        return path
    print("No Chromium was found; installing one", flush=True)
    for package in CHROMIUM_PACKAGES if is_debian() else ():
        if find_chromium() is None:
            apt = ["sh", str(ROOT / "tools" / "apt_install.sh"), package]
            subprocess.run(apt, stdin=subprocess.DEVNULL)
    if find_chromium() is None:
        playwright = [sys.executable, "-m", "playwright", "install"]
        may_install = os.name == "posix" and (os.geteuid() == 0 or shutil.which("sudo") is not None)
        options = ["--with-deps"] if may_install and shutil.which("apt-get") else []
        subprocess.run([*playwright, *options, "chromium"], stdin=subprocess.DEVNULL)
    path = find_chromium()
    if path is None:
        fail(
            "The end-to-end tests need Chromium, which could not be installed. Install it "
            "yourself, for example: apt install chromium, or: python -m playwright install chromium"
        )
    return path
