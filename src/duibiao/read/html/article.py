"""The report on a page: the smallest element that holds nearly all prose, with its title above and its signature below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from duibiao.read.html.page import Node
from duibiao.read.html.words import LINK_LINES, RELATED, SHORT, Words, is_chrome, is_linked, is_prose, is_title

#: Elements that hold a paragraph, never a report.
_LEAVES = frozenset(("p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "hr"))
#: The names that sites give to what stands around a text: class="footer", id="breadCrumb", class="share_box"
_AROUND = re.compile(
    r"foot|copy_?right|bread_?crumb|crumb|sidebar|\bnav|nav(?:bar|igation)|menu|share|related|recommend|comment|friend_?link|pagination|toolbar", re.IGNORECASE
)
#: 发布时间：2022-01-20 来源：司法局
_DATED = re.compile(r"20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]")
#: The foot of a report: 某某县人民政府, 2022年1月20日, 附件：
_SIGNED = re.compile(r"(?:政府|[局厅委院处科室站所会]|办公室|办事处|领导小组)$|^[（(]?(?:20\d\d|二[〇○零]..)\s?年.{1,9}[日号][）)]?$|^附件|^特此报告")
_NEAR = 2
_SEVERAL = 2
_TITLE_BEFORE = 40
_AROUND_SHARE = 5


def find_report(root: Node, lines: Sequence[Words]) -> list[Words]:
    """Return the lines of the report: those of the element that holds the prose, its title above, its signature below."""
    prose = [line for line in lines if is_prose(line)]
    around = _find_around(root, prose)
    main = [line for line in prose if not _stands_in(line.owner, around)]
    if not main:
        return list(lines)
    holder = _find_holder(root, main)
    inside = [at for at, line in enumerate(lines) if holder.holds(line.owner) and not _stands_in(line.owner, around)]
    if not inside:
        return list(lines)
    body = _drop_link_lists(lines[at] for at in inside)
    first = next((at for at, line in enumerate(body) if is_prose(line)), 0)
    if not any(map(is_title, body[:first])):
        body = [*_find_title(lines[max(0, inside[0] - _TITLE_BEFORE) : inside[0]]), *body]
    return [*body, *_find_end(lines[inside[-1] + 1 :], holder, around)]


def _find_holder(root: Node, prose: Sequence[Words]) -> Node:
    """Return the smallest element that holds nearly all *prose*; the rest of it too, where that stands near by."""
    total = _weigh_prose(root, prose)
    holder, below = root, True
    while below:
        heaviest = max(holder.elements(), key=lambda child: child.prose, default=holder)
        below = heaviest is not holder and heaviest.prose * 10 >= total * 9 and heaviest.tag not in _LEAVES
        holder = heaviest if below else holder
    for _ in range(_NEAR):
        above = holder.parent
        if above is not None and above.prose > holder.prose:
            holder = above
    while holder.parent is not None and len({line.owner.index for line in prose if holder.holds(line.owner)}) < _SEVERAL:
        if sum(1 for _ in holder.elements()) >= _SEVERAL:
            break
        holder = holder.parent
    return holder


def _find_end(after: Sequence[Words], holder: Node, around: Sequence[tuple[int, int]]) -> Iterator[Words]:
    """Yield what follows at once and is the report's: rows of a table beside it, signature, date, list of annexes."""
    beside = holder.parent.last if holder.parent is not None else holder.last
    for line in after:
        own = (_SIGNED.search(line.text) and len(line.text) <= SHORT) or (line.cells and line.owner.index <= beside)
        if not own or line.linked or is_chrome(line) or _stands_in(line.owner, around):
            return
        yield line


def _find_around(root: Node, prose: Sequence[Words]) -> list[tuple[int, int]]:
    """Return the places of elements that name themselves foot, menu, bar or the like and hold little of the page's prose."""
    total = _weigh_prose(root, prose)
    places: list[tuple[int, int]] = []
    stack = [root]
    while stack:
        node = stack.pop()
        named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''} {node.attributes.get('role') or ''}"
        if node is not root and _AROUND.search(named) and node.prose * _AROUND_SHARE <= total:
            places.append((node.index, node.last))
        else:
            stack.extend(node.elements())
    return sorted(places)


def _weigh_prose(root: Node, prose: Sequence[Words]) -> int:
    """Note in each element how many characters of prose it holds, and return how many there are."""
    nodes = [root]
    for node in nodes:
        node.prose = 0
        nodes.extend(node.elements())
    for line in prose:
        line.owner.prose += len(line.text)
    for node in reversed(nodes):
        if node.parent is not None:
            node.parent.prose += node.prose
    return root.prose


def _stands_in(node: Node, places: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(places, (node.index, 1 << 60)) - 1
    return at >= 0 and places[at][0] <= node.index <= places[at][1]


def _drop_link_lists(lines: Iterable[Words]) -> list[Words]:
    """Return *lines* without the site's bars, without lists of links, and without what stands under 相关阅读."""
    kept: list[Words] = []
    run: list[Words] = []
    begun = related = False
    for line in lines:
        prose = is_prose(line)
        begun = begun or prose
        related = begun and not prose and (related or RELATED.match(line.text) is not None)
        if related or is_chrome(line):
            continue
        if is_linked(line) and not line.cells:
            run.append(line)
            continue
        kept.extend(run if len(run) < LINK_LINES else ())
        run = []
        kept.append(line)
    kept.extend(run if len(run) < LINK_LINES else ())
    return kept


def _find_title(before: Sequence[Words]) -> list[Words]:
    """Return the title above the report and the line with its date, where they stand there."""
    titles = [at for at, line in enumerate(before) if line.heading == 1 or line.heading == 2 or is_title(line)]
    titles = [at for at in titles if not before[at].linked and not is_chrome(before[at])]
    if not titles:
        return []
    named = [at for at in titles if is_title(before[at])]
    at = (named or titles)[-1]
    dated = [line for line in before[at + 1 :] if _DATED.search(line.text) and len(line.text) <= SHORT and not line.cells]
    return [before[at], *dated[:1]]
