"""`mgl diff --cases` against two runs of the cohort, one by each version, compared cell by cell."""

import collections
import csv
import io
import json
import os
import random
import re

from program import AS_OF, GUIDELINE, HEADER, SOURCE, ProgramTest, main, mgl, records
from random_guidelines import CELLS, cases, guideline

CASES = SOURCE / "guidelines/magnesium_cramps/cases.csv"
ROUNDS = int(os.environ.get("MGL_ROUNDS", "5"))
EDITS = [("plausible 0.1 to 20 mg/dL", "plausible 0.5 to 19 mg/dL"), ("  unless stated, no\n", ""), ("in steps of 0.5 mmol/L", "in steps of 0.25 mmol/L"),
         ("suspect when t3 and t2", "suspect when t3"), ("below 1.2 mg/dL", "below 1.4 mg/dL"), ("at least 60 years", "at least 59 years"),
         ("1.5 to 2.5 mEq/L", "1.6 to 2.5 mEq/L"), (' adopt one because "it is first"\n', ""), ("fact t1 \"T1\" is yes/no\n", "fact t1 \"T1\" is yes/no\n  unless stated, yes\n"),
         ("z9 above 0 to", "z9 above 0.1 to"), ("n3 / 3", "n3 / 4"), ("in 1 to 2 weeks", "in 2 to 3 weeks"), ("points 1 when", "points 3 when"),
         (" and ", " or "), (" < ", " <= "), ("in 1 to 2 weeks", "in 1 to 4 weeks"), ("    plausible 0.5 to 250 kg\n", "")]


class DiffCasesTest(ProgramTest):
    def decided(self, text, file):
        path = self.write("version.mgl", text)
        done = mgl("run", path, file, "--as-of", AS_OF, "--quiet")
        self.assertIn(done.returncode, [0, 3], done.stderr)
        header = {}
        empty = self.write("empty.csv", "id\n")
        for group in ["rules", "results", "rechecks"]:
            names = mgl("run", path, empty, "--columns", group, "--quiet").stdout.split("\n")[0].split(",")
            header[group] = [name for name in names if name and not name.endswith((".from", ".to"))]
        decided = {}
        for row in records(done.stdout):
            shown = {"scope": row["scope"]}
            for name in header["rules"] + header["rechecks"]:
                shown[name.removesuffix(".status")] = row[name] or "no"
            for name in header["results"]:
                shown[name] = ("result", row[name]) if row["scope"] == "in" else None
            decided[row["id"]] = shown
        return decided

    def compare(self, before, after, file, *options):
        old, new = self.decided(before, file), self.decided(after, file)
        expected, changed = collections.defaultdict(int), set()
        for name in old:
            for statement in {**old[name], **new[name]}:
                is_result = any(isinstance(decided[name].get(statement), tuple) or decided[name].get(statement, "") is None
                                for decided in (old, new))
                otherwise = ("result", "") if is_result else "no"
                pair = old[name].get(statement, otherwise), new[name].get(statement, otherwise)
                if pair[0] == pair[1] or None in pair:
                    continue
                if is_result and ("in", "in") != (old[name]["scope"], new[name]["scope"]):
                    continue
                changed.add(name)
                expected[statement] += 1
        paths = self.write("before.mgl", before), self.write("after.mgl", after)
        done = mgl("diff", *paths, "--as-of", AS_OF, "--cases", file, "--format", "json", "-o", self.folder / "changed.csv", *options)
        self.assertIn(done.returncode, [0, 1, 3], done.stderr)
        cohort = json.loads(done.stdout)["cohort"]
        found = {statement["name"]: sum(change["patients"] for change in statement["changes"]) for statement in cohort["statements"]}
        self.assertEqual(found, dict(expected))
        self.assertEqual(cohort["decided_differently"], len(changed))
        rows = records((self.folder / "changed.csv").read_text())
        self.assertEqual([row["id"] for row in rows], [name for name in old if name in changed])
        for row in rows:
            for column, cell in row.items():
                statement, _, side = column.rpartition(".")
                decided = {"old": old, "new": new}.get(side, {}).get(row["id"], {}).get(statement)
                if isinstance(decided, str) and statement != "scope" and decided != "no":
                    self.assertEqual(cell, decided, (row["id"], column))
        return cohort

    def test_the_magnesium_guideline(self):
        before = GUIDELINE.read_text()
        after = before.replace("below 1.2 mg/dL", "below 1.4 mg/dL").replace("adopt strict", "adopt broad")
        cohort = self.compare(before, after, CASES)
        iv = next(statement for statement in cohort["statements"] if statement["name"] == "iv_supplementation")
        self.assertIn({"from": "no", "to": "yes"}, [{"from": change["from"], "to": change["to"]} for change in iv["changes"]])
        self.assertEqual(self.compare(before, before, CASES)["decided_differently"], 0)

    def test_new_and_gone_statements(self):
        file = self.write("cases.csv", "id,a,b,n\nx,yes,no,1\ny,no,yes,2\nz,,,\n")
        facts = HEADER + 'fact a "A" is yes/no\nfact n "N" is number\n'
        before = facts + 'rule one "One" when a then note "one"\nresult twice "Twice" as n * 2\n'
        after = facts + 'fact b "B" is yes/no\nrule two "Two" when b then note "two"\nresult twice "Twice" as n * 3\n'
        cohort = self.compare(before, after, file)
        self.assertEqual({statement["name"]: (statement["new"], statement["gone"]) for statement in cohort["statements"]},
                         {"one": (False, True), "two": (True, False), "twice": (False, False)})
        text = mgl("diff", self.folder / "before.mgl", self.folder / "after.mgl", "--as-of", AS_OF, "--cases", file).stdout
        self.assertIn("Of 3 patients (0 rejected) 3 are decided differently.\n", text)
        self.assertIn("  result twice\n    a value -> another value: 2 patients\n", text)
        self.assertIn("  patients: x, y, z\n", text)
        text = mgl("diff", self.folder / "before.mgl", self.folder / "after.mgl", "--as-of", AS_OF, "--cases", file, "--format", "markdown").stdout
        self.assertIn("| `one (gone)` | yes | none | 1 |\n", text)

    def test_a_renamed_rule_is_one(self):
        file = self.write("cases.csv", "id,a\nx,yes\ny,no\n")
        before = self.write("before.mgl", HEADER + 'fact a "A" is yes/no\nrule one "One" when a then note "one"\nresult r "R" is number\n  value 1 when a\n  value 2 otherwise\n')
        after = self.write("after.mgl", before.read_text().replace("rule one", "rule eins").replace("result r ", "result s "))
        done = mgl("diff", before, after, "--as-of", AS_OF, "--cases", file)
        self.assert_exit(done, 0)
        self.assertIn("Of 2 patients (0 rejected) none is decided differently.", done.stdout)
        self.assertIn("rule one is eins now", done.stdout)

    def test_cells_that_say_something_else_to_both(self):
        facts = (HEADER + 'substance sugar "Sugar"\n  molar mass 180 g/mol\n  valence 1\nfact n "N" in mg/dL of sugar\n  written "u"\n'
                 'fact c "C" is one of (lo "Low" code "0", hi "High" code "1")\nfact d "D" in weeks\n')
        before = (facts + 'rule one "One" when n > 126 mg/dL then note "one"\nrule two "Two" when c is hi then note "two"\n'
                  'rule three "Three" when d > 2 weeks then note "three"\n')
        # With a column of units that is blank somewhere.
        blank = self.write("blank.csv", "id,n,n.unit\na,39,mg/dL\nb,39,\n")
        paths = [self.write("old.mgl", HEADER + 'fact n "N" in mg/dL\nrule one "One" when n > 38 mg/dL then note "one"\n')]
        paths.append(self.write("new.mgl", paths[0].read_text().replace("in mg/dL", "in g/L")))
        done = mgl("diff", *paths, "--as-of", AS_OF, "--cases", blank)
        self.assert_exit(done, 1)
        self.assertNotIn("memory", done.stderr)
        self.assertIn("Of 2 patients (0 rejected) none is decided differently.", done.stdout)
        cells = {"n": ["", "126", "127", "7 mmol/L", "130 u", "0.13 g/dL", "x", "1300", "8 mEq/L"],
                 "c": ["", "lo", "hi", "0", "1", "Low", "High", "mid", "2"], "d": ["", "1", "2", "3", "15 d", "20", "yes", "no", "2.5"]}
        draw = random.Random(7)
        rows = [{"id": f"r{i}", **{name: draw.choice(cells[name]) for name in cells}} for i in range(400)]
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=["id", *cells], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file = self.write("cases.csv", text.getvalue())
        ndjson = self.write("cases.ndjson", "".join(json.dumps({name: cell for name, cell in row.items() if cell}) + "\n" for row in rows))
        edits = [('  written "u"\n', ""), ("molar mass 180", "molar mass 181"), ("valence 1", "valence 2"), (" of sugar\n", "\n"),
                 ('in mg/dL of sugar', 'in mmol/L of sugar'), ('lo "Low" code "0", hi "High" code "1"', 'lo "High" code "1", hi "Low" code "0"'),
                 ('lo "Low" code "0", hi "High" code "1"', 'hi "High" code "1", mid "Mid" code "2", lo "Low" code "0"'),
                 ('fact d "D" in weeks', 'fact d "D" in days'), ('fact d "D" in weeks', 'fact d "D" in weeks and days'), ('fact d "D" in weeks\n', 'fact d "D" is yes/no\n')]
        for old, new in edits:
            after = before.replace(old, new)
            if " of sugar\n" == old:
                after = after.replace('  written "u"\n', "")
            if "is yes/no" in new:
                after = after.replace("when d > 2 weeks", "when d")
            with self.subTest(new):
                cohort = self.compare(before, after, file)
                self.assertGreater(cohort["decided_differently"], 0)
                self.assertEqual(self.compare(before, after, ndjson)["decided_differently"], cohort["decided_differently"])
        before = self.write("before.mgl", before)
        piped = mgl("diff", before, self.folder / "after.mgl", "--as-of", AS_OF, "--cases", "-", stdin=text.getvalue().encode())
        self.assertIn("are decided differently", piped.stdout)

    def test_random_versions(self):
        for seed in [os.environ["MGL_SEED"]] if "MGL_SEED" in os.environ else range(ROUNDS):
            draw = random.Random(f"diff {seed}")
            before = guideline(draw)
            after = before
            for edit in draw.sample(EDITS, 4):
                places = [match.start() for match in re.finditer(re.escape(edit[0]), after)]
                if places:
                    at = draw.choice(places)
                    after = after[:at] + edit[1] + after[at + len(edit[0]):]
            paths = self.write("before.mgl", before), self.write("after.mgl", after)
            if any(mgl("--quiet", "lint", "--level", "L0603=warning", path).returncode != 0 for path in paths):
                continue
            rows = [{**row, "id": f"r{i}"} for i, row in enumerate(cases(draw, 2200))]
            text = io.StringIO()
            writer = csv.DictWriter(text, fieldnames=["id", *CELLS], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            file = self.write("cases.csv", text.getvalue())
            with self.subTest(seed=seed):
                expected = self.compare(before, after, file), (self.folder / "changed.csv").read_bytes()
                for environment, threads in [({"MGL_BATCH": "rows"}, 1), ({}, 3)]:
                    done = mgl("diff", *paths, "--as-of", AS_OF, "--cases", file, "--format", "json", "-o", self.folder / "changed.csv",
                               "--threads", threads, environment=environment)
                    self.assertEqual((json.loads(done.stdout)["cohort"], (self.folder / "changed.csv").read_bytes()), expected)


if __name__ == "__main__":
    main()
