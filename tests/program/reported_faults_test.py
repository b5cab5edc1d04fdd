#!/usr/bin/env python3
"""Faults that users of other programs reported, as small cases: shared/cases/reports, which is no part of the sources."""

from program import SHARED, ProgramTest, main, mgl, records

REPORTS = SHARED / "cases/reports"
# By folder: options beyond its files, and by column what its cases must get.
DECIDED = {
    "02-hba1c-two-scales-in-the-data": ([], {"treat": "yes unknown unknown unknown"}),
    "03-d-dimer-feu-and-ddu": ([], {"image_it": "yes unknown yes"}),
    "04-white-cells-in-k-per-ul": ([], {"look": "yes yes yes yes yes yes"}),
    "05-blood-pressure-in-mm-blank-hg": ([], {"treat": "yes yes yes yes"}),
    "06-units-in-capitals": ([], {"one": "yes yes yes", "two": "yes yes yes", "three": "yes yes yes"}),
    "09-unit-cell-blank-in-a-unit-column": ([], {"treat": "no yes unknown"}),
    "10-marks-for-missing-and-the-default": (["--strict"], {"treat": "yes yes yes yes yes yes", "weigh": "unknown " * 6, "warnings": ""}),
    "11-decimal-comma": (["--decimal-comma"], {"treat": "yes no yes yes", "warnings": ""}),
    "12-dates-in-another-order": (["--as-of", "2026-03-01", "--date-format", "dmy"], {"recheck_it": "yes yes yes yes yes yes unknown"}),
    "13-non-breaking-blanks": ([], {"treat": "yes yes yes", "cool": "yes yes yes", "warnings": ""}),
    "14-counts-reported-as-a-range": ([], {"look": "no yes unknown yes yes", "frail": "yes yes no yes no", "warnings": ""}),
    "15-flags-behind-a-number": ([], {"treat": "yes yes yes unknown yes yes yes"}),
    "16-empty-rows-of-a-spreadsheet": ([], {"id": "a b", "cool": "yes no"}),
    "17-flags-written-as-decimals": ([], {"burden": "3 3 0 0..3", "treat": "yes yes no unknown", "warnings": ""}),
    "18-a-value-between-two-bands": ([], {"stage": "g3 g2", "look": "yes unknown no unknown"}),
    "19-one-cause-many-warnings": ([], {"look": " ".join("no" if i % 4 else "yes" for i in range(50)), "warnings": ""}),
    "20-ids-under-another-name": (["--map", "id=patient_id"], {"cool": "yes no"}),
    "21-weeks-and-days": ([], {"watch_it": "yes no yes yes yes yes no", "warnings": ""}),
    "35-blank-before-a-quote": ([], {"treat": "yes no", "cool": "yes no", "warnings": ""}),
}
# What is said, on standard output or standard error: the command, its exit code, the words.
SAID = {
    "01-age-in-years-on-a-birthday": (["lint"], 1, ["L0313", "completed years since birth"]),
    "07-tsh-mu-and-miu": (["run"], 0, ['a line `written ""mU/L""` under the fact says that it means mIU/L']),
    "08-unit-column-under-another-name": (["run"], 2, ["`glucose_unit` looks like the unit of `glucose`", "--map glucose.unit=glucose_unit"]),
    "09-unit-cell-blank-in-a-unit-column": (["run"], 0, ["no unit stated, read as mmol/L", "stands for a missing one"]),
    "11-decimal-comma": (["run"], 0, ["has a decimal comma (--decimal-comma reads it)"]),
    "12-dates-in-another-order": (["run", "--as-of", "2026-03-01"], 0, ["(--date-format dmy or mdy says which)", "day number of a spreadsheet"]),
    "15-flags-behind-a-number": (["run"], 0, ["`*` is not a unit"]),
    "18-a-value-between-two-bands": (["lint"], 0, ["L0534", "between `89 mL/min/{1.73_m2}` and `90 mL/min/{1.73_m2}`", "in steps of 1"]),
    "20-ids-under-another-name": (["run"], 0, ["`patient_id` looks like an id: --map id=patient_id"]),
    "22-help-for-a-unit-that-begins-with-a-slash": (["lint"], 1, ["L0115", "write `per [HPF]`"]),
}


class ReportedFaultsTest(ProgramTest):
    def setUp(self):
        super().setUp()
        if not REPORTS.is_dir():
            print(f"SKIPPED: reported faults: {REPORTS} is not there")
            self.skipTest("no reports")

    def test_what_cases_get(self):
        for name, (options, expected) in DECIDED.items():
            with self.subTest(name):
                for way in ("rows", "blocks"):
                    done = mgl("--quiet", "run", REPORTS / name / "g.mgl", REPORTS / name / "cases.csv", *options, environment={"MGL_BATCH": way})
                    self.assertIn(done.returncode, (0, 3), done.stderr)
                    found = records(done.stdout)
                    for column, cells in expected.items():
                        self.assertEqual(" ".join(row[column] for row in found).split(), cells.split(), (column, done.stdout))

    def test_a_line_of_the_fact_says_what_a_spelling_means(self):
        folder = REPORTS / "07-tsh-mu-and-miu"
        text = (folder / "g.mgl").read_text().replace(" in mIU/L", ' in mIU/L\n  written "mU/L", "uU/mL"', 1)
        done = mgl("--quiet", "run", self.write("g.mgl", text), folder / "cases.csv")
        self.assertEqual([(row["treat"], row["warnings"]) for row in records(done.stdout)], [("yes", "")] * 4)

    def test_what_is_said(self):
        for name, (command, code, words) in SAID.items():
            with self.subTest(name):
                cases = [] if command[0] == "lint" else [REPORTS / name / "cases.csv"]
                done = mgl(command[0], REPORTS / name / "g.mgl", *cases, *command[1:])
                self.assert_exit(done, code)
                for word in words:
                    self.assertIn(word, done.stdout + done.stderr)

    def test_no_report_is_forgotten(self):
        self.assertEqual({path.name for path in REPORTS.iterdir() if path.is_dir()}, set(DECIDED) | set(SAID))


if __name__ == "__main__":
    main()
