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
ROUNDS = int(os.environ.get("MGL_ROUNDS", "12"))
NOT_OUTCOMES = ["id", "ask", "warnings"]
STEPPED = re.compile(r"^((?:threshold|range) (\w+) .*\n(?:  .*\n)*)", re.MULTILINE)


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
            header[group] = [name for name in first.split(",") if name]
        return header

    @staticmethod
    def shown(kinds, outcomes):
        """What counts of an outcome: of a rule or recheck out of scope it is no, of a recheck the status."""
        is_in = outcomes["scope"] == "in"
        shown = {"scope": outcomes["scope"]}
        for name in kinds["rules"]:
            shown[name] = outcomes[name] or "no"
        for name in kinds["rechecks"]:
            shown[name] = outcomes[name].split(" ")[0] or "no"
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

    def compare(self, text, file, *options, deep=True):
        """Every ambiguity, number and missing fact of the report, and the order, against runs of edited texts."""
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
            self.assertEqual(question["patients"], len(of), question)
            for name in of:
                sets[name].add(number)
        self.compare_order(report, sets)
        return report

    def by_units(self, kinds, text, file, base, question, options):
        """Whose number has no unit, is plausible in another one, and decides otherwise in that."""
        of = set()
        for alternative in question["alternatives"]:
            other = self.decided(text, file, *options, "--unit", f"{question['name']}={alternative['instead']}")
            hanging = self.changes(kinds, base, other)[0]
            hanging = {name for name in hanging if self.is_plausible(text, file, question["name"], alternative["instead"], name, options)}
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
        rows = list(csv.DictReader(CASES.open()))
        for row in rows:
            del row["serum_magnesium.unit"]
        file = self.write("cases.csv", table(rows, list(rows[0])))
        report = self.compare(GUIDELINE.read_text(), file)
        unit = next(question for question in report["questions"] if question["kind"] == "unit")
        self.assertEqual([alternative["instead"] for alternative in unit["alternatives"]], ["mmol/L", "mEq/L"])
        self.assertGreater(unit["patients"], 50)
        said = self.report(GUIDELINE, file, "--unit", "serum_magnesium=mg/dL")
        self.assertNotIn("unit", {question["kind"] for question in said["questions"]})


if __name__ == "__main__":
    main()
