"""What the notices need from YAML: the documents that reports cite, what a level cannot do, and each kind's own proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from duibiao.checklist.elements import read_patterns
from duibiao.checklist.nodes import Node, read_yaml
from duibiao.model import ActorRule, Instrument, Level, NoticeSample, Text
from duibiao.pattern import Vocabulary

#: The kinds of notices on faults of the report itself: each has its proof in notices/, and can be switched off.
KINDS = ("figures", "citation", "year", "actor", "structure", "repeat", "deadline")

_DATES = ("issued", "in_force", "until")
_WORDS = ("number", "replaced_by")


def read_instruments(folder: Path) -> tuple[Instrument, ...]:
    """Return the documents listed in documents.yaml of a checklist *folder*. Raises `ChecklistError`, also for one listed twice."""
    instruments: list[Instrument] = []
    seen: dict[str, Node] = {}
    for item in read_yaml(folder / "documents.yaml", folder).keys({"documents"}, set())["documents"].items():
        instrument = _read_instrument(item)
        for name in (instrument.title, *instrument.aliases):
            if name in seen:
                raise item.fail(
                    Text(f"《{name}》已在 {seen[name].place} 列出", f"《{name}》 is listed already at {seen[name].place}"),
                    Text("合并为一条", "make one entry of both"),
                )
            seen[name] = item
        instruments.append(instrument)
    return tuple(instruments)


def _read_instrument(node: Node) -> Instrument:
    entries = node.keys({"title", "source"}, {"aliases", "revised", *_DATES, *_WORDS})
    return Instrument(
        title=entries["title"].text(),
        aliases=entries["aliases"].texts() if "aliases" in entries else (),
        revised=tuple(_read_date(item) for item in entries["revised"].items()) if "revised" in entries else (),
        source=entries["source"].text(),
        place=node.place,
        **{name: _read_date(entries[name]) for name in _DATES if name in entries},
        **{name: entries[name].text() for name in _WORDS if name in entries},
    )


def _read_date(node: Node) -> str:
    try:
        return date.fromisoformat(node.text()).isoformat()
    except ValueError as error:
        raise node.fail(
            Text(f"“{node.text()}”不是日期", f"“{node.text()}” is no date"), Text("写成 2021-08-02 的样子", "write it like 2021-08-02")
        ) from error


def read_actors(folder: Path, vocabulary: Vocabulary) -> tuple[ActorRule, ...]:
    """Return the rules of actors.yaml of a checklist *folder*. Raises `ChecklistError`."""
    return tuple(_read_actor(item, vocabulary) for item in read_yaml(folder / "actors.yaml", folder).keys({"actors"}, set())["actors"].items())


def read_samples(folder: Path) -> tuple[NoticeSample, ...]:
    """Return the proof of every kind of notice, from notices/ of a checklist *folder*. Raises `ChecklistError`."""
    return tuple(sample for kind in KINDS for sample in _read_kind(kind, folder))


def _read_kind(kind: str, folder: Path) -> Iterator[NoticeSample]:
    entries = read_yaml(folder / "notices" / f"{kind}.yaml", folder).keys({"faults", "lookalikes"}, set())
    for item in entries["faults"].items():
        yield _read_fault(item, kind)
    for item in entries["lookalikes"].items():
        yield _read_lookalike(item, kind)


def _read_fault(node: Node, kind: str) -> NoticeSample:
    entries = node.keys({"text"}, {"quote", "also", "level", "year"})
    sample = replace(
        _read_sample(node, kind, entries),
        faulty=True,
        quote=entries["quote"].text() if "quote" in entries else None,
        also=entries["also"].texts() if "also" in entries else (),
    )
    for words in (*filter(None, [sample.quote]), *sample.also):
        if words not in sample.text:
            raise node.fail(
                Text(f"引文不在这段文字里：{words}", f"the quote does not stand in the text: {words}"),
                Text("从文字中原样摘录", "take it from the text as it stands there"),
            )
    return sample


def _read_lookalike(node: Node, kind: str) -> NoticeSample:
    if node.is_text():
        return NoticeSample(kind, node.text(), faulty=False, place=node.place)
    return _read_sample(node, kind, node.keys({"text"}, {"level", "year"}))


def _read_sample(node: Node, kind: str, entries: dict[str, Node]) -> NoticeSample:
    return NoticeSample(
        kind,
        entries["text"].text(),
        faulty=False,
        level=entries["level"].choice({level.value: level for level in Level}) if "level" in entries else None,
        year=entries["year"].number() if "year" in entries else None,
        place=node.place,
    )


def _read_actor(node: Node, vocabulary: Vocabulary) -> ActorRule:
    patterns = ("without", "issuer", "other_issuer")
    entries = node.keys({"levels", "all", "message", "message_en", "advice", "advice_en", "basis"}, {"since", *patterns})
    return ActorRule(
        levels=tuple(item.choice({level.value: level for level in Level}) for item in entries["levels"].items()),
        all=read_patterns(entries["all"], vocabulary),
        message=Text(entries["message"].text(), entries["message_en"].text()),
        advice=Text(entries["advice"].text(), entries["advice_en"].text()),
        basis=entries["basis"].text(),
        since=entries["since"].number() if "since" in entries else None,
        place=node.place,
        **{name: read_patterns(entries[name], vocabulary) for name in patterns if name in entries},
    )


def read_off(node: Node | None) -> tuple[tuple[str, str], ...]:
    """Return the kinds that a profile's ``notices:`` switches off, each with the reason that it gives."""
    return () if node is None else tuple((kind, _read_reason(switch)) for kind, switch in node.keys(set(), set(KINDS)).items())


def _read_reason(node: Node) -> str:
    reason = node.keys({"off"}, set())["off"]
    if not any(character.isalnum() for character in reason.text()):
        raise reason.fail(Text("没有写明理由", "no reason is given"), Text("写明为什么不查这一类", "say why this kind is not looked for"))
    return reason.text()
