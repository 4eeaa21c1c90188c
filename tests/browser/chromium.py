"""Finds a Chromium to test with, or installs one: ``python -m tests.browser.chromium``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed() -> str | None:
    """Give the path of a Chromium of the system, or nothing: then Playwright's own is used."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def run(*command: str) -> int:
    sys.stdout.write("+ " + " ".join(command) + "\n")
    sys.stdout.flush()
    return subprocess.run(command, check=False).returncode


def install() -> int:
    """Install Debian's Chromium as root on Debian, else Playwright's own; 0 when there is one."""
    if installed():
        return 0
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and Path("/etc/debian_version").exists() and shutil.which("apt-get"):
        done = run("apt-get", "update", "-qq") == 0
        return 0 if done and run("apt-get", "install", "-y", "-qq", "chromium") == 0 else 1
    return run(sys.executable, "-m", "playwright", "install", "chromium")


if __name__ == "__main__":
    sys.exit(install())
