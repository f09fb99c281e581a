"""A Chromium for the journeys: the system's, else Playwright's own, else Debian's package."""

from __future__ import annotations

import fcntl
import getpass
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FOLDERS = os.pathsep.join(("/usr/bin", "/usr/local/bin", os.environ.get("PATH", "")))
# Chromium would load the pages of its address bar for every visitor, which takes longer than a page of ours. The last
# list counts, so what Playwright leaves out stands here again.
LEFT_OUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "AvoidCorsURLLoaderRestartOnRedirect", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
    "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
OPTIONS = (
    f"--disable-features={','.join(LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DOWNLOAD_SECONDS = 600
LOCK = Path(tempfile.gettempdir()) / f"certway-chromium-{getpass.getuser()}.lock"


class NoChromiumError(RuntimeError):
    """Raised where no Chromium is found and none can be had."""

    def __init__(self, tried: list[str]) -> None:
        super().__init__(
            "The journeys need Chromium. Have one of: (1) chromium, chromium-browser or google-chrome in /usr/bin; "
            "(2) `python -m playwright install chromium`; (3) as root on Debian, `apt-get install -y chromium`. "
            f"Tried: {'; '.join(tried)}"
        )


def start_chromium(playwright: Playwright) -> Browser:
    """Return a running Chromium; what is missing is installed. Raises NoChromiumError naming every way tried."""
    tried: list[str] = []
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes: the first one installs, the others wait
        for way in (_of_system, _of_playwright, _of_debian):
            try:
                return way(playwright)
            except (Error, OSError, LookupError, subprocess.SubprocessError) as error:
                tried.append(f"{way.__name__.strip('_')}: {_short(error)}")
    raise NoChromiumError(tried)


def _of_system(playwright: Playwright) -> Browser:
    found = next(filter(None, (shutil.which(name, path=FOLDERS) for name in NAMES)), None)
    if found is None:
        raise LookupError(f"none of {', '.join(NAMES)}")
    return playwright.chromium.launch(executable_path=found, args=list(OPTIONS))


def _of_playwright(playwright: Playwright) -> Browser:
    try:
        return playwright.chromium.launch(args=list(OPTIONS))
    except Error:
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    return playwright.chromium.launch(args=list(OPTIONS))


def _of_debian(playwright: Playwright) -> Browser:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise LookupError("only root installs packages")
    _run("apt-get", "update")
    _run("apt-get", "install", "-y", "chromium")
    return _of_system(playwright)


def _run(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=True, capture_output=True, timeout=DOWNLOAD_SECONDS, env=environment)


def _short(error: Exception) -> str:
    told = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
    text = told.decode(errors="replace") if isinstance(told, bytes) else str(told)
    return " ".join(text.split())[:300] or type(error).__name__
