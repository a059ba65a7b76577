"""Compiles the tables of administrative units from the data of ``vietnamadminunits``.

Run once when the data changes: ``python -m vnnews.lexicon.build_units WHEEL``, where WHEEL is the
wheel of that package (MIT licence, Tran Ngoc Minh Hieu). Only its data are read, none of its code.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from vnnews.text.view import canonical_tones

DATA = Path(__file__).parent / "data"
SOURCE = "vietnamadminunits 1.0.4 (MIT, Tran Ngoc Minh Hieu), compiled by build_units.py"
_LEVELS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "quận", "huyện", "phường", "xã")


# Names that the source misspells.
_CORRECTIONS = {"Mù Căng Chải": "Mù Cang Chải"}


def split_name(full: str) -> tuple[str, str]:
    """Level and name of a full name.

    >>> split_name("Thành phố Hà Nội"), split_name("Thị trấn Phú Hoà")
    (('thành phố', 'Hà Nội'), ('thị trấn', 'Phú Hòa'))
    """
    full = " ".join(canonical_tones(full).split())
    for level in _LEVELS:
        if full.lower().startswith(level + " "):
            name = full[len(level) + 1 :]
            return level, _CORRECTIONS.get(name, name)
    raise ValueError(f"no level in {full!r}")


def _write(name: str, columns: str, lines: list[str], note: str) -> None:
    body = "\n".join([f"# {SOURCE}", f"# {note}", columns.replace(" ", "\t"), *lines])
    (DATA / f"{name}.tsv").write_text(body + "\n", encoding="utf-8")


def _ward_successors(converter: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Old ward key → keys (province, ward) of the new wards that took it in, largest part first."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in wards.items():
            for part in sorted(parts, key=lambda part: not part["isDefaultNewWard"]):
                found[old].append((province, part["newWardKey"]))
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in wards.items():
            for old in olds:
                if (province, new) not in found[old]:
                    found[old].append((province, new))
    return found


def build(database: sqlite3.Connection, converter: dict[str, Any]) -> None:
    """Writes the four ``units_*.tsv`` tables."""
    new = database.execute(
        "SELECT provinceCode, province, provinceKey, wardCode, ward, wardKey FROM admin_units"
    ).fetchall()
    new_wards = {(row[2], row[5]): row[3] for row in new}
    new_provinces = {row[2]: (row[0], row[1]) for row in new}
    old = database.execute(
        "SELECT provinceCode, province, provinceKey, districtCode, district, districtKey,"
        " wardCode, ward, wardKey FROM admin_units_legacy"
    ).fetchall()
    heirs = {
        heir: new_provinces[key][0]
        for key, heirs in converter["DICT_PROVINCE"].items()
        for heir in heirs
    }
    old_provinces = {row[0]: (row[1], heirs[row[2]]) for row in old}
    provinces = [
        "\t".join([code, *split_name(name), "", "2025-06-30", heir])
        for code, (name, heir) in sorted(old_provinces.items())
    ] + [
        "\t".join([code, *split_name(name), "2025-07-01", "", ""])
        for code, name in sorted(new_provinces.values())
    ]
    _write(
        "units_provinces",
        "code level name from until successors",
        provinces,
        "63 provinces until 2025-06-30, 34 from 2025-07-01; a code means what it meant on the day.",
    )
    districts = {row[3]: "\t".join([row[3], *split_name(row[4]), row[0]]) for row in old if row[3]}
    _write(
        "units_districts",
        "code level name province",
        [districts[code] for code in sorted(districts)],
        "Districts as of June 2025; abolished on 2025-07-01.",
    )
    successors = _ward_successors(converter)
    wards: list[str] = []
    for row in old:
        if row[7] is None:
            continue
        codes = [new_wards[key] for key in successors.get(f"{row[2]}_{row[5]}_{row[8]}", ())]
        wards.append("\t".join([row[6], *split_name(row[7]), row[3], " ".join(codes)]))
    _write(
        "units_wards_until_2025",
        "code level name district successors",
        sorted(wards),
        "Wards as of June 2025; successors are codes from 2025-07-01, of a divided ward several.",
    )
    _write(
        "units_wards_2025",
        "code level name province",
        sorted("\t".join([row[3], *split_name(row[4]), row[0]]) for row in new if row[4]),
        "Wards from 2025-07-01.",
    )


def main(wheel: str) -> None:
    """Builds from the wheel at path ``wheel``."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        path = archive.extract("vietnamadminunits/data/dataset.db", folder)
        converter = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        database = sqlite3.connect(path)
        try:
            build(database, converter)
        finally:
            database.close()


if __name__ == "__main__":
    main(sys.argv[1])
