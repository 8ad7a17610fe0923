"""Pages in a real browser: Chromium, driven without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

#: The browser that the system has; nothing is downloaded.
CHROMIUM = shutil.which("chromium")


@dataclass(slots=True)
class Shown:
    """A page as shown, with all that it asked for and all that the browser complained of or was made to say."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """The text of every element that *selector* finds, shown or not."""
        return self.page.locator(selector).all_text_contents()

    def visible(self, selector: str) -> int:
        """How many of the elements that *selector* finds can be seen."""
        return self.page.locator(f"{selector}:visible").count()

    def is_seen(self, selector: str) -> bool:
        """Whether the first element that *selector* finds stands within the window, at its own place on top."""
        script = """element => {
            const box = element.getClientRects()[0];
            if (!box) return false;
            const top = document.elementFromPoint(box.left + Math.min(4, box.width / 2), box.top + box.height / 2);
            return top !== null && (element.contains(top) || top.contains(element));
        }"""
        return bool(self.page.locator(selector).first.evaluate(script))

    def overflow(self) -> float:
        """How many pixels the page is wider than the window."""
        return float(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def find_violations(self) -> list[str]:
        """What the axe-core rules for accessible pages find, each with the first place where it stands."""
        self.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)")
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0].get('failureSummary', '')}" for one in found]


Show = Callable[..., Shown]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Show]:
    """A function that opens a page, offline; afterwards no page may have asked for anything but itself, nor complained."""
    opened: list[Shown] = []

    def open_page(html: str, *, width: int = 1440, height: int = 900, scheme: str = "light", script: bool = True, scale: int = 1) -> Shown:
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_text(html, "utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            device_scale_factor=scale,
            offline=True,
        )
        page = context.new_page()
        shown = Shown(page, path.as_uri())
        page.on("request", lambda request: shown.asked.append(request.url))
        page.on("console", lambda message: shown.complaints.append(message.text))
        page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (shown.complaints.append(dialog.message), dialog.dismiss()))
        page.goto(shown.address)
        opened.append(shown)
        return shown

    yield open_page
    for shown in opened:
        shown.page.context.close()
        assert [address for address in shown.asked if address != shown.address and not address.startswith("blob:")] == []
        assert shown.complaints == []
