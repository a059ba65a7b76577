"""The knowledge tables keep what their README promises."""

from collections import defaultdict
from importlib.resources import files

import pytest

from vnnews.lexicon.tables import rows
from vnnews.text.tokens import tokenize_phrase
from vnnews.text.view import normalize

TITLES = list(rows("titles"))
ORGANIZATIONS = list(rows("organizations"))

# Abbreviations that honestly stand for two things: tổng bí thư, tổng biên tập.
AMBIGUOUS = {"titles": {"tbt"}, "organizations": set()}

TITLE_KINDS = set("position rank degree honour profession".split())
TITLE_LEVELS = set("national provincial district commune international company".split()) | {""}
TITLE_BRANCHES = set(
    "party state legislature judiciary procuracy military police mass company education health "
    "press diplomacy religion sport arts science".split()
) | {""}
TITLE_FUNCTIONS = set(
    "head-of-state head-of-government minister legislator judge executive military police "
    "diplomat party-official security intelligence state-enterprise".split()
) | {""}
ORGANIZATION_KINDS = set(
    "party legislature government ministry agency army police court procuracy mass association "
    "religion bank company university school hospital institute press sport ngo international "
    "foreign-government party-foreign militant".split()
)


def aliases(row):
    return row["aliases"].split(" | ") if row["aliases"] else []


def phrase(text):
    return " ".join(tokenize_phrase(text))


def contains(text, part):
    """Whether the words of ``part`` stand in a row in ``text``; no words always do."""
    return f" {phrase(part)} ".replace("  ", " ") in f" {phrase(text)} "


@pytest.mark.parametrize("table", [TITLES, ORGANIZATIONS], ids=["titles", "organizations"])
def test_ids_are_unique_ascii_slugs(table):
    ids = [row["id"] for row in table]
    assert len(set(ids)) == len(ids)
    slug = set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert [i for i in ids if not i or set(i) - slug or i.strip("-") != i or "--" in i] == []


@pytest.mark.parametrize(
    ("name", "table"),
    [("titles", TITLES), ("organizations", ORGANIZATIONS)],
    ids=["titles", "organizations"],
)
def test_no_two_rows_share_a_name_or_alias(name, table):
    owners = defaultdict(list)
    for row in table:
        for text in {phrase(text) for text in [row["name"], *aliases(row)]}:
            owners[text].append(row["id"])
    assert {text for text, ids in owners.items() if len(ids) > 1} == AMBIGUOUS[name]


@pytest.mark.parametrize("table", [TITLES, ORGANIZATIONS], ids=["titles", "organizations"])
def test_names_and_aliases_are_written_as_the_view_has_them(table):
    texts = [text for row in table for text in [row["name"], *aliases(row)]]
    assert [text for text in texts if normalize(text).view != text or text.strip() != text] == []
    assert "" not in texts


def test_titles_are_many_and_complete():
    assert len(TITLES) >= 600
    for column in ("name", "kind", "gloss", "seniority", "example"):
        assert [row["id"] for row in TITLES if not row[column]] == [], column


def test_titles_keep_to_the_closed_lists():
    for column, allowed in (
        ("kind", TITLE_KINDS),
        ("level", TITLE_LEVELS),
        ("branch", TITLE_BRANCHES),
        ("function", TITLE_FUNCTIONS),
        ("seniority", set("123456789")),
    ):
        assert [row["id"] for row in TITLES if row[column] not in allowed] == [], column


def test_examples_contain_the_title_and_the_title_its_body():
    assert [row["id"] for row in TITLES if not contains(row["example"], row["name"])] == []
    assert [row["id"] for row in TITLES if not contains(row["name"], row["body"] or "")] == []


def test_no_title_is_another_title_with_a_modifier():
    names = {row["name"] for row in TITLES}
    modifiers = ("nguyên", "cựu", "quyền", "tân", "cố")
    assert [f"{m} {name}" for m in modifiers for name in names if f"{m} {name}" in names] == []


def test_organizations_are_many_and_complete():
    assert len(ORGANIZATIONS) >= 2000
    for column in ("name", "kind", "source"):
        assert [row["id"] for row in ORGANIZATIONS if not row[column]] == [], column
    assert {row["kind"] for row in ORGANIZATIONS} == ORGANIZATION_KINDS


def test_years_and_successors_of_organizations():
    by_id = {row["id"]: row for row in ORGANIZATIONS}
    for row in ORGANIZATIONS:
        since, until = row["valid_from"], row["valid_until"]
        for year in (since, until):
            assert not year or (year.isdigit() and 1000 < int(year) < 2030), row["id"]
        assert not (since and until) or int(since) <= int(until), row["id"]
        assert not row["successor"] or row["successor"] in by_id, row["id"]


def test_successors_lead_to_an_end():
    by_id = {row["id"]: row for row in ORGANIZATIONS}
    for start in by_id:
        here, seen = start, set()
        while here:
            assert here not in seen, start
            seen.add(here)
            here = by_id[here]["successor"]


def test_ministries_of_2025_have_their_predecessors():
    successor = {row["name"]: row["successor"] for row in ORGANIZATIONS}
    assert successor["Bộ Kế hoạch và Đầu tư"] == "bo-tai-chinh"
    assert successor["Bộ Tài nguyên và Môi trường"] == "bo-nong-nghiep-va-moi-truong"
    assert successor["Bộ Giao thông vận tải"] == "bo-xay-dung"


@pytest.mark.parametrize(
    "word",
    ["nam", "an", "thành công", "hòa bình", "tuổi trẻ", "nhân dân", "lao động", "kia", "24h"],
)
def test_everyday_words_are_no_aliases(word):
    known = {phrase(text) for row in ORGANIZATIONS for text in [row["name"], *aliases(row)]}
    assert phrase(word) not in known


def test_readme_counts_the_rows():
    readme = (files("vnnews.lexicon") / "data" / "README.md").read_text(encoding="utf-8")
    assert f"{len(TITLES):,} titles" in readme
    assert f"{len(ORGANIZATIONS):,} named bodies" in readme
