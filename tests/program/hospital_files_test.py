#!/usr/bin/env python3
"""Files as hospitals export them: spellings of units, marks for missing, other locales, and columns that are lost."""

import json

from program import AS_OF, HEADER, ProgramTest, main, mgl, records

LABS = HEADER + """fact wbc "White cells" in 10^9/L
fact tsh "TSH" in mIU/L
fact glucose "Glucose" in mmol/L
fact bleeding "Bleeding" is yes/no
  unless stated, no
fact born "Born" is date
rule low "Low" when wbc < 4 10^9/L then note "x"
rule slow "Slow" when tsh > 4 mIU/L then note "x"
rule sweet "Sweet" when glucose > 7 mmol/L then note "x"
rule go "Go" when not bleeding then note "x"
rule adult "Adult" when time since born >= 18 years then note "x"
"""


class HospitalFilesTest(ProgramTest):
    def decided(self, cases, *options, code=0, quiet=("--quiet",), way="blocks", columns="id,rules,warnings"):
        self.guideline = self.write("labs.mgl", LABS)
        path = self.write("cases.csv", cases)
        done = mgl("run", self.guideline, path, "--as-of", AS_OF, *quiet, "--columns", columns, *options,
                   environment={"MGL_BATCH": way})
        self.assert_exit(done, code)
        self.stderr = done.stderr
        return records(done.stdout)

    def column(self, name, cases, *options, **more):
        """The outcomes of one rule, the same by rows and in blocks."""
        ways = [[row[name] for row in self.decided(cases, *options, way=way, **more)] for way in ("rows", "blocks")]
        self.assertEqual(*ways)
        return ways[0]

    def test_blanks_around_quotes(self):
        cases = 'id, "glucose", "bleeding"\n"a", "7.5", "yes"\n"b" ,\t"5" , "no"\n"c", "1, ""2""", no\n'
        self.assertEqual(self.column("sweet", cases), ["yes", "no", "unknown"])
        self.assertEqual(self.column("go", cases), ["no", "yes", "yes"])
        self.assertEqual([row["id"] for row in self.decided(cases)], ["a", "b", "c"])
        self.assertEqual(self.column("sweet", 'id,glucose,x\na,8, "5" tube\nb,8,5" tube\n', code=3), ["yes"])  # as without the blank

    def test_units_as_laboratories_spell_them(self):
        spellings = ["10^9/L", "K/uL", "K/UL", "x10E3/uL", "10*3/uL", "Thou/cumm", "G/L", "THOUSAND/UL"]
        cases = "id,wbc,wbc.unit\n" + "".join(f"{i},3.1,{unit}\n" for i, unit in enumerate(spellings))
        self.assertEqual(self.column("low", cases), ["yes"] * len(spellings))
        self.assertEqual(self.column("low", "id,wbc\n" + "".join(f"{i},3.1 {unit}\n" for i, unit in enumerate(spellings))),
                         ["yes"] * len(spellings))

    def test_two_meanings_are_none(self):
        row, = self.decided("id,tsh\na,5 MIU/L\n")
        self.assertEqual((row["slow"], row["warnings"]),
                         ("unknown", 'tsh "5 MIU/L": `MIU/L` could be mIU/L or (10^6.IU)/L'))

    def test_what_a_spelling_means_in_a_run(self):
        cases = "id,tsh,tsh.unit\na,5 mU/L,\nb,5,mU/L\nc,5,uU/mL\n"
        self.assertEqual(self.column("slow", cases), ["unknown"] * 3)
        self.assertEqual(self.column("slow", cases, "--unit", "mU/L=mIU/L", "--unit", "uU/mL=mIU/L"), ["yes"] * 3)
        done = mgl("run", self.guideline, self.folder / "cases.csv", "--unit", "tsg=mIU/L")
        self.assert_exit(done, 2)
        self.assertIn("did you mean `tsh`", done.stderr)
        done = mgl("run", self.guideline, self.folder / "cases.csv", "--unit", "mU/L=blubb")
        self.assert_exit(done, 2)

    def test_marks_for_missing_state_nothing(self):
        marks = ["", "NA", "N/A", "#N/A", "<NA>", "NULL", "NaN", "NaT", "None", "\\N", ".", "-", "n/a", "\u00a0"]
        cases = "id,bleeding,glucose,born\n" + "".join(f"{i},{mark},{mark},{mark}\n" for i, mark in enumerate(marks))
        for options in ((), ("--strict",)):
            rows = self.decided(cases, *options)
            self.assertEqual([(row["go"], row["sweet"], row["adult"], row["warnings"]) for row in rows],
                             [("yes", "unknown", "unknown", "")] * len(marks))
        self.assertEqual(self.column("go", cases), ["yes"] * len(marks))

    def test_own_marks_for_missing(self):
        cases = "id,bleeding,glucose\na,not asked,999\nb,NOT ASKED,7.5\n"
        self.assertEqual(self.column("go", cases), ["unknown"] * 2)
        options = ("--missing", "not asked", "--missing", "999")
        self.assertEqual(self.column("go", cases, *options), ["yes"] * 2)
        self.assertEqual(self.column("sweet", cases, *options), ["unknown", "yes"])

    def test_decimal_comma(self):
        cases = "id;glucose\na;7,5\nb;5,1\nc;7,5 mmol/L\nd;1.234,5\ne;7.5\nf;1.234\n"
        self.assertEqual(self.column("sweet", cases), ["unknown"] * 4 + ["yes", "no"])
        self.assertIn("--decimal-comma", self.decided(cases)[0]["warnings"])
        self.assertEqual(self.column("sweet", cases, "--decimal-comma"), ["yes", "no", "yes", "yes", "yes", "unknown"])

    def test_numbers_of_json_have_a_point(self):
        cases = [{"glucose": 7.001}, {"glucose": "7.001"}, {"glucose": {"value": 7.125, "comparator": ">"}}, {"glucose": 0.123}, {"glucose": "0.123"},
                 {"glucose": "7,125"}, {"bleeding": "1,0"}, {"bleeding": "0,0"}, {"bleeding": 1.0}]
        text = "".join(json.dumps({"id": i, **case}) + "\n" for i, case in enumerate(cases))
        self.assertEqual(self.column("sweet", text, "--decimal-comma")[:6], ["yes", "unknown", "yes", "no", "no", "yes"])
        self.assertEqual(self.column("go", text, "--decimal-comma")[6:], ["no", "yes", "no"])
        self.assertEqual(self.decided(text, "--decimal-comma")[1]["warnings"],
                         'glucose "7.001" could be 7001 or 7.001: with --decimal-comma 7001 stands without its point, and 7.001 is written 7,001')
        rows = self.decided(text)
        self.assertEqual(rows[6]["warnings"], 'bleeding "1,0" has a decimal comma (--decimal-comma reads it)')
        self.decided(text, "--decimal-comma", quiet=())
        self.assertIn("with a point that may be a decimal one", self.stderr)

    def test_one_unit_spelt_twice(self):
        cases = "id,glucose,glucose.unit\na,7.5 mmol/L,MMOL/L\nb,7.5 mmol/L,mg/dL\n"
        self.assertEqual(self.column("sweet", cases), ["yes", "unknown"])
        cases = [{"glucose": {"value": "7.5 mmol/L", "unit": "MMOL/L"}}, {"glucose": {"value": 7.5, "unit": "mmol/l"}, "glucose.unit": "MMOL/L"},
                 {"glucose": {"value": 7.5, "date": "2026-01-01"}, "glucose.date": "01-JAN-2026"},
                 {"glucose": {"value": 7.5, "unit": "umol/L", "code": "mmol/L"}}, {"glucose": {"value": 7.5, "unit": "mmol per l", "code": "mmol/L"}}]
        text = "".join(json.dumps({"id": i, **case}) + "\n" for i, case in enumerate(cases))
        self.assertEqual(self.column("sweet", text), ["yes", "yes", "yes", "unknown", "yes"])

    def test_signs_of_micro_are_one(self):
        signs = ("u", "\u00b5", "\u03bc")
        cases = "id,tsh\n" + "".join(f"{i},5 {sign}U/mL\n" for i, sign in enumerate(signs))
        for sign in signs:
            self.assertEqual(self.column("slow", cases, "--unit", f"{sign}U/mL=mIU/L"), ["yes"] * 3)
        own = self.write("own.mgl", LABS.replace("in mIU/L\n", 'in mIU/L\n  written "\u00b5U/mL"\n'))
        done = mgl("run", own, self.folder / "cases.csv", "--as-of", AS_OF)
        self.assertEqual([row["slow"] for row in records(done.stdout)], ["yes"] * 3)

    def test_files_of_other_programs(self):
        guideline = self.write("labs.mgl", LABS)
        for name, content, word in (("a.xlsx", b"PK\x03\x04\0", "a workbook of Excel (.xlsx)"), ("a.ods", b"PK\x03\x04\0", "(.ods)"),
                                    ("a.sav", b"$FL2@(#)", "a data set of SPSS"), ("a.dta", b"<stata_dta><header>", "a data set of Stata"),
                                    ("old.DTA", b"r\x02\x01\0", "a data set of Stata"), ("a.parquet", b"PAR1\x15\0", "Parquet"),
                                    ("a.xls", b"\xd0\xcf\x11\xe0", "(.xls)"), ("a.csv", b"PK\x03\x04\0", "an archive or a workbook")):
            done = mgl("run", guideline, self.write(name, content))
            self.assert_exit(done, 2)
            self.assertIn("it is ", done.stderr)
            self.assertIn(word, done.stderr)
            self.assertIn("CSV", done.stderr)
        self.assert_exit(mgl("run", guideline, self.write("text.xlsx", "id,glucose\na,7\n")), 0)

    def test_columns_that_are_none(self):
        for columns, message in (("", "--columns names no column"), (" ", "--columns names no column"), ("id,", "a comma stands without a name"),
                                 (",id", "a comma stands without a name")):
            done = mgl("run", self.write("labs.mgl", LABS), self.write("cases.csv", "id,glucose\na,7\n"), "--columns", columns)
            self.assert_exit(done, 2)
            self.assertIn(message, done.stderr)
            self.assertIn("groups are id,", done.stderr)

    def test_order_of_dates(self):
        cases = "id,born\na,01/12/2008\nb,1.12.08\nc,12/1/08 0:00\nd,1-Dec-08\n"
        self.assertEqual(self.column("adult", cases), ["unknown"] * 4)
        # As of 2026-03-01: who was born in December 2008 is 17, in January 18.
        self.assertEqual(self.column("adult", cases, "--date-format", "dmy"), ["no", "no", "yes", "no"])
        self.assertEqual(self.column("adult", cases, "--date-format", "mdy"), ["yes", "yes", "no", "no"])
        self.assertEqual(self.column("adult", "id,born\na,3/3/27\n", "--date-format", "dmy"), ["yes"])  # 1927
        # Within a year behind the as-of date it may be to come.
        for day in ("1/2/27", "2/3/26", "31 Dec 26"):
            self.assertEqual(self.column("adult", f"id,born\na,{day}\n", "--date-format", "dmy"), ["unknown"])
            self.assertIn("after the as-of date", self.decided(f"id,born\na,{day}\n", "--date-format", "dmy")[0]["warnings"])
        self.assertEqual(self.column("adult", "id,born\na,2001-02-25 25:99\nb,2001-02-25 23:59\n"), ["unknown", "yes"])
        done = mgl("run", self.guideline, self.folder / "cases.csv", "--date-format", "american")
        self.assert_exit(done, 2)

    def test_days_that_stand_for_none(self):
        days = ["0001-01-01", "1900-01-01", "01/01/1900 0:00", "1899-12-30", "9999-12-31", "99991231", "1850-05-17", "1899", "9999"]
        kept = ["1900-01-02", "1900", "1950-03-01", "2026-01-31"]
        cases = "id,bleeding,born\n" + "".join(f"{i},no,{day}\n" for i, day in enumerate([*days, *kept]))
        for way in ("rows", "blocks"):
            warnings = [row["warnings"] for row in self.decided(cases, way=way)]
            for day, warning in zip(days, warnings):
                self.assertRegex(warning, f'^born "{day}" is (what other programs write for no date|no date of a patient)', way)
            self.assertIn("is what other programs write for no date", warnings[0])
            self.assertEqual(warnings[len(days):], [""] * len(kept))

    def test_a_date_in_another_order(self):
        cases = "id,bleeding,born\na,no,02/27/2026\nb,no,30/02/2026\nc,no,27.02.26\n"
        warnings = [row["warnings"] for row in self.decided(cases, "--date-format", "dmy")]
        self.assertIn("is not in the order dmy (--date-format)", warnings[0])
        self.assertIn("is not a day of the calendar", warnings[1])
        self.assertEqual(warnings[2], "")

    def test_commas_that_part_nothing(self):
        for options in ((), ("--decimal-comma",)):
            row, = self.decided('id,bleeding,glucose\na,no,"1,234,5"\n', *options)
            self.assertIn("do not say where its decimals begin", row["warnings"])

    def test_encodings(self):
        text = "id,bleeding,glucose\nM\u00fcller,no,7.5\n\u20ac,no,5\n"
        self.assertEqual(len(self.decided(text.encode("cp1252"), code=3)), 0)
        self.assertIn("--encoding", self.stderr)
        for encoding, name in [("cp1252", "windows-1252"), ("utf-16", "utf-16"), ("utf-16-be", None)]:
            if name is None:
                continue
            rows = self.decided(text.encode(encoding), "--encoding", name)
            self.assertEqual([row["id"] for row in rows], ["M\u00fcller", "\u20ac"])
        self.decided(text.encode("utf-16"), code=2)
        self.assertIn("--encoding utf-16", self.stderr)
        self.decided(text, "--encoding", "klingon", code=2)

    def test_a_lost_column_is_told(self):
        cases = "id,wbc,glucose,born\n" + "".join(f"p{i},3.1 Q/uL,{'7.5' if i % 5 else '7,5'},2000-01-01\n"
                                                  .replace("7,5", '"7,5"') for i in range(50))
        said = set()
        for way in ("rows", "blocks"):
            for threads in ("1", "2"):
                self.decided(cases, "--threads", threads, "--summary", self.folder / "summary.json", way=way, quiet=())
                said.add("".join(line for line in self.stderr.splitlines(True) if "stated value" in line))
                facts = json.loads((self.folder / "summary.json").read_text())["facts"]
                self.assertEqual(facts["wbc"], {
                    "stated": 50, "used": 0, "not_used": 50,
                    "problems": [{"problem": "in a unit that is none", "count": 50, "unit": "Q/uL",
                                  "first": {"file": str(self.folder / "cases.csv"), "line": 2}}]})
                self.assertEqual((facts["glucose"]["used"], facts["glucose"]["not_used"]), (40, 10))
                self.assertEqual(facts["born"], {"stated": 50, "used": 50, "not_used": 0})
                self.assertEqual(facts["bleeding"]["stated"], 0)
        line, = said
        self.assertIn(f"`wbc`: 50 of 50 stated values could not be used: in a unit that is none (`Q/uL`), the first at "
                      f"{self.folder / 'cases.csv'}:2\n", line)
        self.assertIn("`glucose`: 10 of 50 stated values could not be used: with a comma", line)
        self.assertNotIn("7,5", line)
        self.assertNotIn("3.1", line)
        self.decided(cases)
        self.assertIn("`wbc`: 50 of 50", self.stderr)  # all is lost: that is no summary
        self.assertNotIn("`glucose`", self.stderr)


if __name__ == "__main__":
    main()
