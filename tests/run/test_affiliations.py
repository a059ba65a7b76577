"""The table of affiliations as it is compiled from articles."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from vnnews import extract
from vnnews.link.titles.affiliations import TEAM
from vnnews.run.affiliations import chosen, compile_table, ties

POST = "Tổng thống Mỹ Adrian Holt phát biểu. Tổng thống Adrian Holt ra về."
MATCH = (
    "HLV Adrian Holt của CLB Sông Gianh hài lòng. Adrian Holt khen CLB Sông Gianh. "
    "CLB Đồi Cát thua."
)


def test_a_title_with_its_country_is_told_once_an_article():
    assert ties(extract(POST), POST) == {("adrianholt", "tong-thong", "US"): 1}


def test_people_are_tied_to_the_teams_of_their_sentences():
    # Two sentences, and a title with its team, which counts as three.
    assert ties(extract(MATCH), MATCH) == {("adrianholt", TEAM, "clbsonggianh"): 5}


def test_what_may_be_chance_is_left_out():
    counts = Counter(
        {
            ("a", "tong-thong", "US"): 2,
            ("b", "tong-thong", "US"): 1,
            ("a", TEAM, "x"): 5,
            ("b", TEAM, "x"): 4,
            ("c", TEAM, "x"): 100,
            ("c", TEAM, "y"): 9,
            ("d", "thu-tuong", "VN"): 50,
            ("d", "thu-tuong", "FR"): 2,
        }
    )
    assert [tie for tie, _ in chosen(counts)] == [
        ("a", TEAM, "x"),
        ("a", "tong-thong", "US"),
        ("c", TEAM, "x"),
        ("d", "thu-tuong", "FR"),
    ]


def test_articles_of_an_evaluation_are_left_out(tmp_path: Path):
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps({"text": text}) + "\n" for text in (POST, POST, MATCH)))
    assert "adrianholt\ttong-thong\tUS\t2\n" in compile_table([news], [])
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.txt").write_text(POST, encoding="utf-8")
    left = compile_table([news], [tmp_path / "gold"])
    assert "tong-thong" not in left
    assert f"adrianholt\t{TEAM}\tclbsonggianh\t5\n" in left
