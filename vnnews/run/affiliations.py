"""Compiles ``affiliations.tsv``: who is named with which post of which body, counted over news.

``python -m vnnews.run.affiliations NEWS... [--apart CORPUS]``: NEWS are unlabelled articles as for
``vnnews train``; what repeats an article of CORPUS is left out, so that nothing of an evaluation
gets into the table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from vnnews.extractor import Extractor
from vnnews.link.titles.affiliations import TEAM, organization_key, person_key, place_key
from vnnews.link.titles.topics import is_of_team
from vnnews.records import Article, Title
from vnnews.run.train import read_news

TABLE = Path(__file__).parents[1] / "lexicon" / "data" / "affiliations.tsv"
Tie = tuple[str, str, str]  # person (folded name), post (id of a title, or ``TEAM``), body (key)

# Rules that conclude a title's body from elsewhere, some of them from the table itself.
_CONCLUDED = frozenset(
    (
        "affiliation",
        "body of same post",
        "body of deputy",
        "body named by head",
        "body of other title",
        "main body",
    )
)
# Offices that news says with their country only when it is another country's.
_NATIONAL = frozenset(
    "thu-tuong pho-thu-tuong chu-tich-nuoc pho-chu-tich-nuoc tong-bi-thu chu-tich-quoc-hoi "
    "pho-chu-tich-quoc-hoi".split()
)
_HOME = frozenset(["VN", "chinh-phu", "quoc-hoi", "ban-chap-hanh-trung-uong-dang"])
_LEAST, _LEAST_OF_TEAM = 2, 5  # articles that tell a post; sentences with a team
_TOLD = 3  # sentences that a title with its team counts as
_SHARE = 0.1  # of the body that somebody is named with most: others are chance
_SENTENCE_END = re.compile(r"[.!?]\s+|\n")
_REPEATED, _MOST_REPEATED = 8, 2  # words in a row; how often before an article is a repetition


def ties(article: Article, text: str) -> Counter[Tie]:
    """What an article ties: people to bodies by a title, and to the teams of their sentences."""
    found: Counter[Tie] = Counter()
    people = {person.id: person_key(person.name) for person in article.people}
    bodies = {b.id: organization_key(b.name, b.organization_id) for b in article.organizations}
    bodies |= {place.id: place_key(place.name) for place in article.places}
    sport = False
    for title in article.titles:
        sport |= is_of_team(title.title_id)
        if title.at in bodies and _is_told(title) and title.kind not in ("rank", "degree"):
            team = is_of_team(title.title_id)
            post = TEAM if team else title.title_id or ""
            for holder in title.holders:
                tie = people[holder], post, bodies[title.at]
                found[tie] = found[tie] + _TOLD if team else 1
    if sport:
        for tie, count in _in_sentences(article, text).items():
            found[tie] += count
    return found


def _is_told(title: Title) -> bool:
    return _CONCLUDED.isdisjoint(evidence.rule for evidence in title.evidence)


def _in_sentences(article: Article, text: str) -> Counter[Tie]:
    """How many sentences name a person and a team."""
    starts = [match.end() for match in _SENTENCE_END.finditer(text)]
    said: defaultdict[int, set[str]] = defaultdict(set)
    for body in article.organizations:
        if body.kind in ("sport", None):
            for mention in body.mentions:
                key = organization_key(body.name, body.organization_id)
                said[bisect_right(starts, mention.start)].add(key)
    found: Counter[Tie] = Counter()
    for person in article.people:
        name = person_key(person.name)
        for sentence in {bisect_right(starts, mention.start) for mention in person.mentions}:
            found.update((name, TEAM, team) for team in said[sentence])
    return found


def chosen(counts: Mapping[Tie, int]) -> Iterator[tuple[Tie, int]]:
    """What was counted often enough to be more than chance, in order."""
    told = {tie: count for tie, count in sorted(counts.items()) if tie[1] and not _is_at_home(tie)}
    most: Counter[tuple[str, str]] = Counter()
    for (person, post, _), count in told.items():
        most[person, post] = max(most[person, post], count)
    for tie, count in told.items():
        person, post, _ = tie
        least = _LEAST_OF_TEAM if post == TEAM else _LEAST
        if count >= max(least, _SHARE * most[person, post]):
            yield tie, count


def _is_at_home(tie: Tie) -> bool:
    return tie[1] in _NATIONAL and tie[2] in _HOME


def _runs(text: str) -> Iterator[int]:
    words = text.split()
    return (hash(tuple(words[i : i + _REPEATED])) for i in range(len(words) - _REPEATED + 1))


def compile_table(news: Iterable[Path], apart: Iterable[Path]) -> str:
    """The table's text."""
    known = {run for folder in apart for path in folder.glob("*.txt") for run in _runs(_read(path))}
    extractor = Extractor()
    counts: Counter[Tie] = Counter()
    for article in read_news(tuple(news)):
        if sum(run in known for run in _runs(article.text)) <= _MOST_REPEATED:
            counts.update(ties(extractor.extract(article.text), article.text))
    lines = [
        "# Compiled from unlabelled news by vnnews/run/affiliations.py; see README.md.",
        "person\tpost\tbody\tcount",
        *("\t".join([*tie, str(count)]) for tie, count in chosen(counts)),
    ]
    return "\n".join(lines) + "\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def main(
    news: Annotated[list[Path], typer.Argument(help="Unlabelled articles, as for vnnews train.")],
    apart: Annotated[list[Path] | None, typer.Option(help="A corpus to leave out.")] = None,
) -> None:
    """Write the table anew."""
    TABLE.write_text(compile_table(news, apart or ()), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
