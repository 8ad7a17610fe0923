"""The README's pictures: the HTML report of one seed in Chromium, on a wide screen, light and dark, on a phone and on paper.

    python benchmarks/pictures.py [FOLDER]

Needs Chromium and pdftoppm (poppler-utils), as the tests do. Writes report-light.png, report-dark.png, report-phone.png
and report-print.png to FOLDER, docs/pictures by default.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from duibiao import check_file
from duibiao.render.html import render_html

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "003_191f0711e594e2d5.txt"
#: The quote that is chosen in the picture of the two panes.
QUOTE = "#e-lead\\.deployment .quote"


def main(folder: Path) -> None:
    """Make the four pictures in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as driver:
        page = Path(temporary, "report.html")
        page.write_text(render_html(check_file(SEED)), "utf-8")
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        open_page(browser, page, 1280, 860).screenshot(path=folder / "report-light.png")
        panes = open_page(browser, page, 1120, 600, scheme="dark")
        panes.locator(QUOTE).first.click()
        panes.screenshot(path=folder / "report-dark.png")
        phone = open_page(browser, page, 360, 720)
        phone.evaluate("document.getElementById('e-lead.deployment').scrollIntoView()")
        phone.screenshot(path=folder / "report-phone.png")
        open_page(browser, page, 1280, 860).pdf(path=Path(temporary, "report.pdf"), prefer_css_page_size=True)
        browser.close()
        show_first_page(Path(temporary, "report.pdf"), folder / "report-print")


def open_page(browser: Browser, page: Path, width: int, height: int, scheme: str = "light") -> Page:
    """Return *page* in a window of its own."""
    window = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    window.goto(page.as_uri())
    return window


def show_first_page(pdf: Path, picture: Path) -> None:
    """Write the first page of *pdf* as *picture*.png."""
    command = ["pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-singlefile", "-png", str(pdf), str(picture)]
    subprocess.run(command, check=True)  # noqa: S603 - the arguments are this script's own


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
