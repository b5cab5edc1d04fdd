#!/usr/bin/env python3
"""Compares two CSV files of decisions by id, on the magnesium oracle's columns only.

    compare_decisions.py EXPECTED GOT

Prints the first 10 differences as `id, column, expected, got` and a last line `N cases compared, D differences`.
An id that only one file has counts as one difference.  Repeated ids are paired in their order.  Exit 1 for any
difference or when nothing was compared, 2 when a file cannot be used.
"""

import csv
import sys

sys.dont_write_bytecode = True  # no __pycache__ in the checkout
from magnesium_oracle import COLUMNS  # noqa: E402

SHOWN = 10


def read_decisions(path):
    """The rows of one file by (id, how many times that id came before)."""
    with open(path, newline="", encoding="utf-8-sig") as stream:
        reader = csv.DictReader(stream)
        absent = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
        if absent:
            raise ValueError(f"{path}: no column {', '.join(absent)}")
        seen, rows = {}, {}
        for row in reader:
            occurrence = seen.get(row["id"], 0)
            seen[row["id"]] = occurrence + 1
            rows[row["id"], occurrence] = row
        return rows


def differences(expected, got):
    """Yields (id, column, expected cell, got cell)."""
    for key, row in expected.items():
        if key not in got:
            yield key[0], "id", "present", "missing"
            continue
        for column in COLUMNS[1:]:
            if row[column] != got[key][column]:
                yield key[0], column, row[column], got[key][column]
    for key in got:
        if key not in expected:
            yield key[0], "id", "missing", "present"


def main():
    """Compares the two files that the command line names."""
    if len(sys.argv) != 3:
        print("usage: compare_decisions.py EXPECTED GOT", file=sys.stderr)
        return 2
    try:
        expected, got = map(read_decisions, sys.argv[1:])
    except (OSError, ValueError, csv.Error) as problem:
        print(problem, file=sys.stderr)
        return 2
    count = 0
    for count, difference in enumerate(differences(expected, got), start=1):
        if count <= SHOWN:
            print("{}, {}, expected {!r}, got {!r}".format(*difference))
    compared = sum(key in got for key in expected)
    print(f"{compared} cases compared, {count} differences")
    return 1 if count or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
