"""A scorecard as one HTML file that needs nothing else: no network, no other file, and no script to be read.

Everything that comes from a report is shown as text, never obeyed; a content security policy allows this page's own
style and script by their hashes, and nothing besides.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from duibiao.model import Scorecard
from duibiao.render.html.page import build_page
from duibiao.render.html.visible import show_plain, split_unseen

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def render_html(card: Scorecard, lang: str = "zh") -> str:
    """Return the report *card* as a page in *lang*, "zh" or "en": the verdicts beside the whole text."""
    style, script = _read("page.css"), _read("page.js")
    page = build_page(card, lang)
    template = _environment().get_template("page.html.jinja")
    return template.render(page=page, card=card, say=page.say, style=style, script=script, policy=_policy(style, script)) + "\n"


@cache
def _read(name: str) -> str:
    return files("duibiao.render.html").joinpath(name).read_text("utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Return the content security policy that lets this page's own style and script run, and nothing be fetched or sent."""
    return f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _environment() -> Environment:
    """Return the templates, escaping everything; loaded here, so that other formats do not pay for it."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_read), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    environment.filters.update(shown=_show, plain=lambda text: show_plain(str(text)))
    return environment


def _show(text: Any) -> Markup:
    """Return *text* escaped, each unseen character in a box of its own."""
    from markupsafe import Markup, escape

    runs = (Markup('<span class="unseen">[{}]</span>').format(run) if unseen else escape(run) for run, unseen in split_unseen(str(text)))
    return Markup("").join(runs)
