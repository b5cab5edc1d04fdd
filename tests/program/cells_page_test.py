#!/usr/bin/env python3
"""Runs the tables of cells in tools/io/README.md: each cell is read as its row says, by rows and in blocks."""

import os
import pathlib
import re

from program import ProgramTest, main, mgl, records

SOURCE = pathlib.Path(os.environ.get("MGL_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PAGE = (SOURCE / "tools/io/README.md").read_text()
SHOWN = {
    "k": "result shown in mmol/L of potassium as k", "n": "result shown is number as n",
    "age": "result shown in years as age", "w": "result shown in weeks as w", "d": "result shown is date as d",
}
RULES = {"b": {"yes": "b", "no": "not b"}, "c": {"low": "c is low", "high": "c is high"}}


def rule(name, condition):
    return f'rule {name} "R"\n  when {condition}\n  then note "x"\n  assumed because "an example"\n'


def tables():
    """(fact, [(cell, what it is)])"""
    for table in re.findall(r"^\| \w+ \| is \| \|\n\|[- |]+\|\n(?:\|.*\|\n)+", PAGE, re.MULTILINE):
        lines = table.splitlines()
        rows = [re.fullmatch(r"\| `(.*?)` \| (.*?) ?\|.*", line).groups() for line in lines[2:]]
        yield lines[0].split()[1], rows


class CellsPageTest(ProgramTest):
    def test_every_cell_is_read_as_its_row_says(self):
        text = re.search(r"```mgl\n(guideline cells .*?)```", PAGE, re.DOTALL)[1]
        count = 0
        for fact, rows in tables():
            answers = SHOWN.get(fact, "") or "".join(rule(f"is_{word}", condition) for word, condition in RULES[fact].items())
            guideline = self.write(f"{fact}.mgl", text + answers + "\n")
            cases = self.write(f"{fact}.csv", f"id,{fact}\n" + "".join(f'{i},"{cell}"\n' for i, (cell, _) in enumerate(rows)))
            for way in ("rows", "blocks"):
                done = mgl("run", guideline, cases, "--as-of", "2026-03-01", "--quiet", "--columns", "id,results,rules,warnings",
                           environment={"MGL_BATCH": way})
                self.assertEqual(done.returncode, 0, done.stderr)
                decided = records(done.stdout)
                self.assertEqual(len(decided), len(rows))
                for (cell, expected), decision in zip(rows, decided):
                    if fact in SHOWN:
                        got = decision["shown"]
                    else:
                        got = "".join(word for word in RULES[fact] if decision[f"is_{word}"] == "yes")
                    if got == "" and decision["warnings"]:
                        got = "(missing)"
                    self.assertEqual((fact, way, cell, got), (fact, way, cell, expected), decision)
                    count += 1
        self.assertGreater(count, 100)


if __name__ == "__main__":
    main()
