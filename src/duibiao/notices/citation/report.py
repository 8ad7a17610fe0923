"""What stands around a citation."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from duibiao.model import Clause, Document, Role, Sentence, Span
from duibiao.notices.citation.catalogue import Catalogue
from duibiao.notices.citation.titles import DASH, DEEPEST, PLACE_SIGNS, Citation, read_citations
from duibiao.notices.place import quote_at, shorten

#: how far around a title its sentence is read, and how far in front its clause
_REACH, _LEAD = 120, 40
#: 制定《…》 研究出台了《…》 审议通过《…》: the report's own document
_MADE_HERE = re.compile(
    r"(?:制定|出台|起草|拟定|草拟|编制|印发|下发|制发|转发|审议|(?<!新)(?:修订|修改)|建立|完善|健全)(?:了|并|完善|印发|实施|出台|下发|发布|公布|通过){0,3}$"
)
#: 我县《…》 省政府《…》 市司法局印发的《…》
_OF_A_PLACE = re.compile(
    r"(?:[省市县区州盟旗镇乡局厅]|街道|[省市县区州盟旗镇乡](?:委|人民政府|政府|人大|人大常委会|(?:委|政府)办公?[室厅]?|依法治.办))"
    r"(?:(?:制定|出台|印发|下发|发布)?的|关于)?$"
)
#: 国务院《…》 中共中央、国务院印发的《…》: no local document
_NATIONAL = re.compile(
    r"(?:中共中央|党中央|国务院|中办|国办|国家|中央|全国人大|司法部)(?:常委会|办公厅)?(?:审议通过|联合|制定|出台|印发|下发|发布|公布|修订)*(?:了|的|新修订的?|关于)?$"
)
#: 以下简称《…》
_CALLED = re.compile(r"简称:?$")
#: 废止《…》 原《…》 自《…》施行以来: the text looks back
_HISTORY = re.compile(
    r"以来|修订前|修改前|原(?:有|来|先)?的?《|旧(?:法|版|的|条例|《)|废止|失效|清理|曾|时期|收官|总结|验收|(?:终期|中期|阶段性?|情况|效果|后)评估"
    r"|期满|到期|圆满|回顾|取代|替代|代替|过渡|历年|往年|完成情况|周年"
)
#: 2024年, not the years of a period or of a title
_YEAR_NAMED = re.compile(rf"(?<!\d)(20\d\d)年(?!{DASH}\d)")
#: 《…》(2021—2025年)
_TITLE = re.compile(r"《[^《》\n]{0,80}》(?:\([^()\n]{0,20}\))?")


class Report:
    """A report with what its citations are judged by."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self.document = document
        self.catalogue = catalogue
        self.text = document.normal.text
        self.year = document.meta.year
        found = {citation.span.start: citation for citation in read_citations(self.text)}  # the later one of a title knows more
        self.citations = [found[start] for start in sorted(found)]
        self._title_starts = [citation.span.start for citation in self.citations]
        self._clauses = [(clause, sentence) for sentence in document.sentences for clause in sentence.clauses]
        self._clause_starts = [clause.span.start for clause, _ in self._clauses]
        self._namesakes: dict[str, bool] = {}

    @cached_property
    def _local_keys(self) -> tuple[str, ...]:
        """The titles that name a place."""
        return tuple({citation.name.key for citation in self.citations if PLACE_SIGNS.intersection(citation.name.key)})

    @cached_property
    def _called_keys(self) -> frozenset[str]:
        """The titles that the text has made for itself: 以下简称《…》."""
        return frozenset(citation.name.key for citation in self.citations if _CALLED.search(self.before(citation, 6)))

    def before(self, citation: Citation, reach: int) -> str:
        """Return what stands in front of the row of titles, in the same paragraph."""
        words = self.text[max(0, citation.chain - reach) : citation.chain]
        return words[words.rfind("\n") + 1 :]

    def lead(self, citation: Citation) -> str:
        """Return the words of the clause in front of the row of titles."""
        found = self._clause_at(citation.chain - 1)
        return self.text[max(found[0].span.start, citation.chain - _LEAD) : citation.chain] if found else ""

    def _clause_at(self, at: int) -> tuple[Clause, Sentence] | None:
        """Return the clause in which *at* stands, with its sentence."""
        index = bisect_right(self._clause_starts, at) - 1
        return self._clauses[index] if index >= 0 and at < self._clauses[index][0].span.end else None

    def role_at(self, at: int) -> Role:
        """Return what the clause at *at* speaks of."""
        found = self._clause_at(at)
        return found[0].role if found else Role.OTHER

    def words_around(self, at: int) -> str:
        """Return the words of the sentence around *at*."""
        found = self._clause_at(at)
        return self._cut(found[1].span, at) if found else ""

    def clause_words(self, at: int) -> str:
        """Return the words of the clause around *at*."""
        found = self._clause_at(at)
        return self._cut(found[0].span, at) if found else ""

    def _cut(self, span: Span, at: int) -> str:
        return self.text[max(span.start, at - _REACH) : min(span.end, at + _REACH)]

    def is_within_title(self, at: int) -> bool:
        """Whether *at* stands within a title in 《》."""
        index = bisect_right(self._title_starts, at)
        return any(citation.span.start <= at < citation.span.end for citation in self.citations[max(0, index - DEEPEST) : index])

    def looks_back(self, at: int) -> bool:
        """Whether the sentence at *at* is about the past of something, or its end."""
        return bool(_HISTORY.search(self.words_around(at)))

    def names_earlier_year(self, at: int) -> bool:
        """Whether the sentence at *at* speaks of a year before the one reported on."""
        return any(int(year) < (self.year or 0) for year in _YEAR_NAMED.findall(_TITLE.sub("", self.words_around(at))))

    def quote_of(self, span: Span) -> Span:
        """Return the clause around *span* where it is short, else *span*."""
        found = self._clause_at(span.start)
        clause = found[0].span if found else span
        whole = Span(clause.start, max(clause.end, span.end))
        whole = Span(whole.start, whole.end - (self.text[whole.end - 1] in ",;。!?\n:"))
        return whole if whole.holds(span) and self.fits_quote(whole) else span

    def fits_quote(self, span: Span) -> bool:
        """Whether a quote can hold the whole of *span*."""
        return shorten(self.document, span) == span

    def says_local(self, citation: Citation) -> bool:
        """Whether the title is, or may be, that of a document of the place itself."""
        lead = self.before(citation, 24)
        if _NATIONAL.search(lead):
            return False
        if _MADE_HERE.search(lead) or _OF_A_PLACE.search(lead) or citation.name.key in self._called_keys:
            return True
        return self._has_local_namesake(citation.name.key)

    def _has_local_namesake(self, key: str) -> bool:
        """Whether the text names a document of a place that ends like *key*, or sends it out."""
        if key not in self._namesakes:
            self._namesakes[key] = any(len(other) > len(key) and (other.endswith(key) or f"发{key}" in other) for other in self._local_keys)
        return self._namesakes[key]

    def own_words(self, span: Span) -> str:
        """Return what is written at *span*, without line breaks."""
        return "".join(quote_at(self.document, span).text.split())
