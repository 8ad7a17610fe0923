"""The lines of a page, and what tells a text from the page around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from duibiao.read.html.page import Node

#: A longer line, in characters, is no title, no signature and none of what a site writes around a text.
SHORT = 80
#: A line is one of links where they take this share of it.
_LINKED = 0.8
#: So many links in one line, or lines of links, are a menu or a list.
LINK_LINES = 3
_SENTENCE_LENGTH = 20
#: A sentence, or a part of one: …，…  …。
SENTENCE = re.compile(r"[，。；！？]|[,;](?!\d)")
#: What a site writes around a text: 当前位置：首页 > 政务公开, 上一篇：, 分享到：, 【打印】【关闭】, 字号：大 中 小, 版权所有：
_CHROME = re.compile(
    r"^(?:您?(?:现在|当前)?的?(?:所在)?位置\s?[:：]|首页\s?[>»＞/|]|[上下]一[篇条页](?:$|\s|[:：])|分享(?:到|至)?(?:$|\s|[:：])|收藏(?:本页)?$"
    r"|[【\[]?(?:打印|关闭|收藏|返回)(?:本页|此页|窗口|页面|顶部|首页)?[】\]]?(?:$|[\s|【\[])|【?\s?(?:文字大小|字号|字体)(?:大小)?[:：\s【\[]"
    r"|[【\[]?\s?大\s?中\s?小\s?[】\]]?$|(?:微信)?扫(?:一扫|码)[^，。]{0,12}(?:手机|打开|分享|关注|浏览|查看)"
    r"|友情链接|网站地图|责任编辑|编辑[:：]|审核[:：]|(?:浏览|点击)(?:次数|数|量)\s?[:：])"
    r"|版权所有|ICP备|公网安备|网站标识码|(?:主办|承办)(?:单位)?[:：]|技术支持[:：]|(?:建议使用|分辨率)[^。]{0,40}浏览|即将离开[^。]{0,40}网站"
    r"|浏览器版本(?:过|太)低|Copyright|All\sRights\sReserved",
    re.IGNORECASE,
)
#: The head of a list of other texts: 相关阅读：, 推荐阅读
RELATED = re.compile(r"(?:相关(?:阅读|链接|新闻|文章|稿件|推荐)|(?:推荐|延伸)阅读|热门(?:推荐|新闻|文章|点击|排行)|最新(?:文章|信息))[:：]?$")
#: A title: 关于2021年度法治政府建设情况的报告
_TITLE = re.compile(r"(?:法治|依法|普法).{0,40}(?:报告|总结|汇报|情况|工作)|(?:报告|总结|汇报)$")


@dataclass(slots=True, eq=False)
class Words:
    """A line of the page: its words, the element it stands in, and how many of its characters are links."""

    text: str
    owner: Node
    linked: int = 0
    links: int = 0
    heading: int | None = None
    cells: tuple[str, ...] = ()
    table: Node | None = None


def is_prose(line: Words) -> bool:
    """Whether a line is part of a text rather than of the page around it."""
    if line.cells or len(line.text) < _SENTENCE_LENGTH or line.linked * 2 >= len(line.text):
        return False
    return SENTENCE.search(line.text) is not None and not is_chrome(line)


def is_linked(line: Words) -> bool:
    """Whether a line is made of links."""
    return line.linked >= _LINKED * len(line.text.replace(" ", ""))


def is_chrome(line: Words) -> bool:
    """Whether a line is what a site writes around a text, or a row of links."""
    if line.links >= LINK_LINES and is_linked(line):
        return True
    return len(line.text) <= SHORT and (_CHROME.search(line.text) is not None or RELATED.match(line.text) is not None)


def is_title(line: Words) -> bool:
    """Whether a line may be the title of a report."""
    return len(line.text) <= SHORT and not line.linked and _TITLE.search(line.text) is not None and not SENTENCE.search(line.text)
