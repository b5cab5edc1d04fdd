"""`mgl sensitivity` against the slow, obvious way: the text edited, each version run by itself, and its decisions compared."""

import csv
import io
import json
import os
import random
import re

from program import AS_OF, GUIDELINE, HEADER, SOURCE, ProgramTest, main, mgl, records
from random_guidelines import CELLS, cases, guideline

CASES = SOURCE / "guidelines/magnesium_cramps/cases.csv"
ROUNDS = int(os.environ.get("MGL_ROUNDS", "4"))
NOT_OUTCOMES = ["id", "ask", "warnings"]
EVERY_KIND = """guideline every_kind "Every kind"
  language mgl 1
  version 1.0.0
  status draft
  applies when age >= 18 years
  assumed because "a test"
fact age "Age" in whole years
  plausible 0 to 130 years
  assumed because "a test"
fact weight "Weight" in kg
  in steps of 0.5 kg
  unless stated 70 kg
  assumed because "a test"
fact glucose "Glucose" in mmol/L
fact sex "Sex" is one of (female, male)
fact cough "Cough" is yes/no
fact fever "Fever" is yes/no
fact gestation "Gestation" in weeks and days
fact started "Started" is date
threshold heavy "Heavy" weight at least 50 kg
  assumed because "a test"
range normal "Normal" of glucose
  line 4 to 7 mmol/L
  assumed because "a test"
define early "Early" as gestation < 36+4
  assumed because "a test"
define twice "Twice" as glucose * 2
  assumed because "a test"
define several "Several" as at least 2 of (cough, fever, heavy)
  assumed because "a test"
score risk "Risk"
  item "Sex"
    points 1 when sex is female
  item "Cough"
    points 2 when cough
    points 3 when fever
  assumed because "a test"
table size "Size" of weight gives one of (small, medium, large)
  row below 40 kg gives small
  row 40 kg to below 60 kg gives medium
  row at least 60 kg gives large
  assumed because "a test"
ambiguity which "Which"
  reading young as age < 65 years assumed because "a test"
  reading ill as fever and cough
  adopt young because "a test"
recheck again "Again" of glucose
  when cough
  in 1 to 2 weeks after started
  assumed because "a test"
rule act "Act"
  when glucose >= 5 mmol/L and which
  then note "act"
  assumed because "a test"
rule doubled "Doubled" when twice > 14.1 mmol/L then note "twice"
rule others "Others" when several or early or glucose is within normal then note "others"
"""
SMALL = HEADER + """substance potassium
  molar mass 39.098 g/mol
  valence 1
fact k "Potassium" in mmol/L of potassium
  plausible 1 to 10 mmol/L
  code loinc 2823-3 in mmol/L
  code loinc 2824-1 in mg/dL
fact ill "Ill" is yes/no
threshold low "Low potassium" k below 3.5 mmol/L
  assumed because "a test"
define some "Some" as at least 1 of (ill, low)
  assumed because "a test"
ambiguity treated "Who is treated"
  reading few as low and ill
  reading many as low
  adopt few because "a test"
rule act "Act" when treated then note "act"
"""
SMALL_CASES = """id,k,ill
a,3.5,yes
b,2.9,no
c,,yes
d,5,no
e,7,yes,more
f,9,yes
"""
SMALL_TEXT = """small 1.0.0, as of 2026-03-01: what is worth settling first
DRAFT, not clinically approved
6 cases: 5 decided, 1 rejected

Counted are patients. A decision is all that the guideline says of one: the outcome of each rule,
each result, the status of each recheck. It hangs on a question where another answer would change
any of it: another reading, a number one step lower or higher, another unit, a value that is missing
and would be asked for.

The decisions of 1 patient hang on nothing that is open, those of 4 on at least one question.

What to settle, in the order that settles most patients soonest (patients: whose decision hangs on
it; alone: on it and nothing else; settled: with it and all above)
      patients  alone  settled
  1.         1      1        1  confirm the reading of treated "Who is treated": few, not many
  2.         1      1        2  confirm the number of low "Low potassium": 3.5 mmol/L (line 14)
  3.         1      1        3  state the unit of k "Potassium": mmol/L, or mg/dL
  4.         1      1        4  find out k "Potassium"

Readings
  treated "Who is treated", now by few: 1 patient
    many: act 1 more

Numbers, a step lower and higher
  low "Low potassium", now 3.5 mmol/L (line 14): 1 patient
    assumed because a test
    3.4 mmol/L: changes no decision
    3.6 mmol/L: act 1 more
  some "Some", now 1 (line 16): 0 patients
    assumed because a test
    0: not tried, since then `at least 0` of 2 conditions is always yes
    2: changes no decision

Units that reports do not say
  k "Potassium": 1 patient
    4 values without a unit, read as mmol/L; 0 with one
    mg/dL: act 1 more
"""


def table(rows, columns):
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class SensitivityTest(ProgramTest):
    def decided(self, text, cases_file, *options):
        """By id: the outcomes as they are compared, and what is asked."""
        path = self.write("version.mgl", text)
        done = mgl("run", path, cases_file, "--as-of", AS_OF, "--quiet", *options)
        self.assertIn(done.returncode, [0, 3], done.stderr)
        found = {}
        for row in records(done.stdout):
            asked = row["ask"].split("; ") if row["ask"] else []
            outcomes = {}
            for name, cell in row.items():
                if name in NOT_OUTCOMES:
                    continue
                outcomes[name] = cell
            found[row["id"]] = outcomes, asked
        return found

    def kinds(self, text):
        """The names of rules, results and rechecks."""
        path = self.write("kinds.mgl", text)
        empty = self.write("empty.csv", "id\n")
        header = {}
        for group in ["rules", "results", "rechecks"]:
            first = mgl("run", path, empty, "--columns", group, "--quiet").stdout.split("\n")[0]
            header[group] = [name for name in first.split(",") if name and not name.endswith((".from", ".to"))]
        return header

    @staticmethod
    def shown(kinds, outcomes):
        """What counts of an outcome: of a rule or recheck out of scope it is no, of a recheck the status."""
        is_in = outcomes["scope"] == "in"
        shown = {"scope": outcomes["scope"]}
        for name in kinds["rules"]:
            shown[name] = outcomes[name] or "no"
        for name in kinds["rechecks"]:
            shown[name] = outcomes[name] or "no"
        for name in kinds["results"]:
            shown[name] = outcomes[name] if is_in else None
        return shown

    def changes(self, kinds, base, other):
        """By id: the outcomes that differ; and how often an outcome becomes yes, or is no longer."""
        hanging, more, fewer = set(), {}, {}
        for name, (outcomes, _) in base.items():
            before, after = self.shown(kinds, outcomes), self.shown(kinds, other[name][0])
            for outcome in before:
                if before[outcome] == after[outcome] or None in (before[outcome], after[outcome]):
                    continue
                hanging.add(name)
                if outcome in kinds["rules"]:
                    more[outcome] = more.get(outcome, 0) + (after[outcome] == "yes")
                    fewer[outcome] = fewer.get(outcome, 0) + (before[outcome] == "yes")
        return hanging, more, fewer

    def report(self, path, file, *options, environment=None):
        done = mgl("sensitivity", path, file, "--as-of", AS_OF, "--format", "json", *options, environment=environment)
        self.assertIn(done.returncode, [0, 3], done.stderr)
        return json.loads(done.stdout)

    def compare(self, text, file, *options, gives_nothing=True):
        """Every ambiguity, number, unit and missing fact of the report, and the order, against runs of edited texts. Where a
        guideline gives something, a run also asks how to give it, which is no outcome."""
        path = self.write("g.mgl", text)
        report = self.report(path, file, *options)
        kinds = self.kinds(text)
        run_options = [option for option in options if option != "--every-bound"]
        base = self.decided(text, file, *run_options)
        sets = {name: set() for name in base}
        lines = text.split("\n")
        for number, question in enumerate(report["questions"]):
            of = set()
            if question["kind"] == "missing":
                of = {name for name, (_, asked) in base.items() if question["name"] in asked}
            by_reading = []
            for alternative in question.get("alternatives", []):
                if "problem" in alternative:
                    continue
                if question["kind"] == "unit":
                    continue
                if question["kind"] == "ambiguity":
                    reading = f"{question['name']}={alternative['instead']}"
                    other = self.decided(text, file, *run_options, "--reading", reading)
                    by_reading.append(other)
                else:
                    edited = lines.copy()
                    at = question["line"] - 1
                    now, instead = question["now"].split(" ")[0], alternative["instead"].split(" ")[0]
                    places = [match.span() for match in re.finditer(rf"(?<![\w.]){re.escape(now)}(?![\w.])", edited[at])]
                    self.assertEqual(len(places), 1, (edited[at], now))
                    edited[at] = edited[at][:places[0][0]] + instead + edited[at][places[0][1]:]
                    other = self.decided("\n".join(edited), file, *run_options)
                hanging, more, fewer = self.changes(kinds, base, other)
                self.assertEqual(alternative["patients"], len(hanging), (question, alternative))
                for outcome in alternative["outcomes"]:
                    if outcome["kind"] == "rule":
                        self.assertEqual(outcome["more"], more.get(outcome["name"], 0), (question, outcome))
                        self.assertEqual(outcome["fewer"], fewer.get(outcome["name"], 0), (question, outcome))
                if question["now"] is not None:
                    of |= hanging
            if question["kind"] == "ambiguity" and question["now"] is None:
                of = {name for other in by_reading[1:] for name in self.changes(kinds, by_reading[0], other)[0]}
            if question["kind"] == "unit":
                of = self.by_units(kinds, text, file, base, question, run_options)
            if question["kind"] == "missing" and not gives_nothing:
                self.assertLessEqual(question["patients"], len(of), question)
                continue
            self.assertEqual(question["patients"], len(of), question)
            for name in of:
                sets[name].add(number)
        if gives_nothing:
            self.compare_order(report, sets)
        return report

    def by_units(self, kinds, text, file, base, question, options):
        """Whose number has no unit, is plausible in another one, and decides otherwise in that."""
        of = set()
        for alternative in question["alternatives"]:
            other = self.decided(text, file, *options, "--unit", f"{question['name']}={alternative['instead']}")
            hanging = self.changes(kinds, base, other)[0]
            # Beside `NA` a number cannot be read, unless the run says its unit.
            unit_cells = {row["id"]: row.get(question["name"] + ".unit") for row in records(file.read_text())}
            hanging = {name for name in hanging if unit_cells[name] != "NA" and
                       self.is_plausible(text, file, question["name"], alternative["instead"], name, options)}
            self.assertEqual(alternative["patients"], len(hanging), (question, alternative))
            of |= hanging
        return of

    def is_plausible(self, text, file, fact, unit, name, options):
        key = (text, str(file), fact, unit)
        if getattr(self, "_plausible", (None,))[0] != key:
            path = self.write("plausible.mgl", text)
            done = mgl("run", path, file, "--as-of", AS_OF, "--columns", "id,warnings", "--unit", f"{fact}={unit}", *options, "--quiet")
            bad = {row["id"] for row in records(done.stdout) if re.search(rf"(^|; ){fact} [^;]* is outside ", row["warnings"])}
            self._plausible = key, bad
        return name not in self._plausible[1]

    def compare_order(self, report, sets):
        """Numbers of questions are places in the report: it is in their order already."""
        self.assertEqual(report["hang_on_nothing"], sum(1 for questions in sets.values() if not questions))
        self.assertEqual(report["hang_on_something"], sum(1 for questions in sets.values() if questions))
        self.assertEqual(report["cases"], len(sets))
        self.assertEqual(report["rows"], report["cases"] + report["rejected"])
        settled, left = 0, [set(questions) for questions in sets.values() if questions]
        for number, question in enumerate(report["questions"]):
            self.assertEqual(question["alone"], sum(1 for questions in sets.values() if questions == {number}), question)
            self.assertEqual(question["order"], number + 1 if left else None, question)
            if not left:
                self.assertEqual(question["patients"], 0)
                continue
            gains = {other: (sum(1 for questions in left if questions == {other}), sum(1 for questions in left if other in questions))
                     for other in set().union(*left)}
            self.assertEqual(gains[number], max(gains.values()), question)
            settled += gains[number][0]
            self.assertEqual(question["settled_with_those_before"], settled, question)
            left = [questions - {number} for questions in left if questions != {number}]
        self.assertEqual(left, [])

    def test_the_magnesium_guideline(self):
        report = self.compare(GUIDELINE.read_text(), CASES)
        found = {question["name"]: question for question in report["questions"] if question["kind"] != "missing"}
        self.assertEqual(set(found), {"iv_indication", "older_adult", "serum_magnesium"})
        self.assertEqual([alternative["instead"] for alternative in found["older_adult"]["alternatives"]], ["59 years", "61 years"])
        self.compare(GUIDELINE.read_text(), CASES, "--every-bound")
        self.compare(GUIDELINE.read_text(), CASES, "--reading", "iv_indication=broad")

    def test_units(self):
        rows = records(CASES.read_text())
        for row in rows:
            del row["serum_magnesium.unit"]
        file = self.write("cases.csv", table(rows, list(rows[0])))
        report = self.compare(GUIDELINE.read_text(), file)
        unit = next(question for question in report["questions"] if question["kind"] == "unit")
        self.assertEqual([alternative["instead"] for alternative in unit["alternatives"]], ["mmol/L", "mEq/L"])
        self.assertGreater(unit["patients"], 50)
        said = self.report(GUIDELINE, file, "--unit", "serum_magnesium=mg/dL")
        self.assertNotIn("unit", {question["kind"] for question in said["questions"]})

    def test_numbers_of_every_kind(self):
        draw = random.Random(7)
        columns = {"age": ["", "17", "18", "19", "60", "130", "131", "abc"], "weight": ["", "0.9", "1", "49.5", "50", "50.5", "51", "300"],
                   "glucose": ["", "3.9", "4", "4.05", "7", "7.1", "72", "<4", "6.9-7.1"], "sex": ["", "female", "male"],
                   "cough": ["", "yes", "no"], "fever": ["", "yes", "no"], "gestation": ["", "36+3", "36+4", "36+5", "37+0"],
                   "started": ["", "2026-02-13", "2026-02-14", "2026-02-15", "2026-02-22", "2026-02"]}
        rows = [{"id": f"c{i}", **{name: draw.choice(cells) for name, cells in columns.items()}} for i in range(3000)]
        file = self.write("cases.csv", table(rows, ["id", *columns]))
        report = self.compare(EVERY_KIND, file)
        numbers = {(question["name"], question["now"]) for question in report["questions"] if question["kind"] == "number"}
        self.assertEqual(numbers, {
            ("every_kind", "18 years"), ("age", "0 years"), ("age", "130 years"), ("heavy", "50 kg"), ("normal", "4 mmol/L"),
            ("normal", "7 mmol/L"), ("early", "36+4"), ("twice", "2"), ("several", "2"), ("risk", "1 points"), ("risk", "2 points"),
            ("risk", "3 points"), ("size", "40 kg"), ("size", "60 kg"), ("which", "65 years"), ("again", "1 weeks"), ("again", "2 weeks"),
            ("act", "5 mmol/L"), ("weight", "70 kg")})
        by_step = {question["name"]: [alternative["instead"] for alternative in question["alternatives"]]
                   for question in report["questions"] if question["kind"] == "number"}
        self.assertEqual(by_step["heavy"], ["49.5 kg", "50.5 kg"])
        self.assertEqual(by_step["early"], ["36+3", "36+5"])
        self.assertEqual(by_step["twice"], ["1", "3"])

    def test_the_text(self):
        guideline_file, file = self.write("g.mgl", SMALL), self.write("cases.csv", SMALL_CASES)
        done = mgl("sensitivity", guideline_file, file, "--as-of", AS_OF)
        self.assert_exit(done, 3)
        self.assertEqual(done.stdout, SMALL_TEXT)
        self.assertIn("the first rejected row: ", done.stderr)
        done = mgl("sensitivity", guideline_file, file, "--as-of", AS_OF, "--format", "csv", "-o", self.folder / "o.csv",
                   "--rejects", self.folder / "r.csv")
        self.assert_exit(done, 3)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len((self.folder / "r.csv").read_text().splitlines()), 2)
        rows = records((self.folder / "o.csv").read_text())
        self.assertEqual([(row["order"], row["kind"], row["name"], row["patients"], row["alone"], row["settled"]) for row in rows], [
            ("1", "ambiguity", "treated", "1", "1", "1"), ("2", "number", "low", "1", "1", "2"), ("3", "unit", "k", "1", "1", "3"),
            ("4", "missing", "k", "1", "1", "4"), ("", "number", "some", "0", "0", ""), ("", "missing", "ill", "0", "0", "")])
        self.assertEqual(rows[1]["alternatives"], "3.4 mmol/L: no change | 3.6 mmol/L: act 1 more")
        self.assertEqual(rows[4]["alternatives"], "0: `at least 0` of 2 conditions is always yes | 2: no change")

    def test_nothing_is_open(self):
        plain = self.write("plain.mgl", HEADER + 'fact ill "Ill" is yes/no\nrule act "Act" when ill then note "act"\n')
        file = self.write("cases.csv", "id,ill\na,yes\nb,no\n")
        report = self.report(plain, file)
        self.assertEqual((report["hang_on_nothing"], report["hang_on_something"]), (2, 0))
        self.assertEqual([question["order"] for question in report["questions"]], [None])
        text = self.output("sensitivity", plain, file, "--as-of", AS_OF)
        self.assertTrue(text.endswith("The decisions of 2 patients hang on nothing that is open, those of 0 on at least one question.\n"), text)
        report = self.report(plain, self.write("empty.csv", "id,ill\n"))
        self.assertEqual((report["rows"], report["cases"], report["hang_on_nothing"]), (0, 0, 0))
        done = mgl("sensitivity", plain, self.folder / "none.csv")
        self.assert_exit(done, 2)
        self.assertIn("mgl sensitivity: ", done.stderr)

    def test_random_guidelines(self):
        """Also: the same whatever the format, the threads, and whether cases are decided in blocks."""
        for seed in [os.environ["MGL_SEED"]] if "MGL_SEED" in os.environ else range(ROUNDS):
            draw = random.Random(f"sensitivity {seed}")
            text = guideline(draw)
            gives_nothing = draw.random() < 0.5
            if gives_nothing:
                text = re.sub(r"  then (give|consider|stop|avoid) .*", '  then note "n"', text)
            path = self.write("g.mgl", text)
            if mgl("--quiet", "lint", "--level", "L0603=warning", path).returncode != 0:
                continue
            rows = [{**row, "id": f"r{i}"} for i, row in enumerate(cases(draw, 2200))]
            columns = ["id", *(CELLS if draw.random() < 0.5 else [name for name in CELLS if name != "n0.unit"])]
            file = self.write("cases.csv", table(rows, columns))
            as_ndjson = self.write("cases.ndjson", "".join(json.dumps({name: row[name] for name in columns}) + "\n" for row in rows))
            with self.subTest(seed=seed):
                self.compare(text, file, *(["--every-bound"] if draw.random() < 0.4 else []), gives_nothing=gives_nothing)
                options = ["--every-bound", *draw.choice([[], ["--strict"], ["--decimal-comma"], ["--unit", "n0=mmol/L"]])]
                expected = self.report(path, file, *options, "--threads", 1, environment={"MGL_BATCH": "rows"})
                for other, threads in [(file, 1), (file, 3), (as_ndjson, 2)]:
                    self.assertEqual(self.report(path, other, *options, "--threads", threads), expected, (other, threads, options))


if __name__ == "__main__":
    main()
