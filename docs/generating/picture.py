"""The picture of the register on the first page of the README: `python -m docs.generating.picture`, with Chromium."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import uvicorn
from click.testing import CliRunner
from selenium import webdriver

from cli.main import govledger
from docs.generating.statements import FILES
from register.app import create_app
from register.site import Site

PICTURE: Final = Path(__file__).parents[1] / "pictures" / "register.png"
_SHOWN: Final = "/accountability/icb/chain?as-at=2018-06-01"
_SIZE: Final = (1000, 860)


def main() -> None:
    """Record the examples, serve them, and take the picture."""
    with TemporaryDirectory() as folder:
        env = {
            "GOVLEDGER_URL": f"{folder}/ledger.db",
            "GOVLEDGER_CONFIG": f"{folder}/c.toml",
            "GOVLEDGER_RECORDER": "A. Clerk",
        }
        for words in (["init", "--key", f"{folder}/key"], ["record", *map(str, FILES)]):
            result = CliRunner().invoke(govledger, words, env=env)
            assert result.exit_code == 0, result.output
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        site = Site(ledger=f"sqlite:///{folder}/ledger.db", name="The register: who decided what")
        server = uvicorn.Server(uvicorn.Config(create_app(site), port=port, log_level="warning"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        _take(f"http://127.0.0.1:{port}{_SHOWN}")
        server.should_exit = True


def _take(address: str) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for each in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(each)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(shutil.which("chromedriver"))))
    told = {"width": _SIZE[0], "height": _SIZE[1], "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", told)
    browser.get(address)
    PICTURE.parent.mkdir(exist_ok=True)
    browser.save_screenshot(str(PICTURE))
    browser.quit()


if __name__ == "__main__":
    main()
