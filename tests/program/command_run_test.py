"""`mgl run` as its users know it: columns, cells, rejects, warnings, summary, provenance, exit codes."""

import gzip
import json
import os
import re
import subprocess

from program import AS_OF, EVERY_GUIDELINE, GUIDELINE, HEADER, MGL, SOURCE, ProgramTest, main, mgl, ndjson_records, records

CASES = SOURCE / "guidelines/magnesium_cramps/cases.csv"
SMALL = HEADER + """fact weight "Weight" in kg
  plausible 1 to 300 kg
fact sex "Sex" is one of (female, male)
fact smoker "Smoker" is yes/no
  unless stated no
medication aspirin "Aspirin"
rule heavy "Heavy" when weight > 100 kg then give aspirin assumed because "a test"
rule light "Light" when weight < 100 kg then avoid aspirin assumed because "a test"
rule woman "Woman" when sex is female then avoid aspirin assumed because "a test"
rule smokes "Smokes" when smoker then note "stop smoking" assumed because "a test"
must never "nobody weighs 200 kg" weight = 200 kg
"""


class RunTest(ProgramTest):
    def run_small(self, cases, *options, code=0, text=SMALL):
        guideline = self.write("small.mgl", text)
        done = mgl("run", guideline, self.write("cases.csv", cases), "--as-of", AS_OF, *options)
        self.assert_exit(done, code)
        return done

    def test_the_sample_cases_of_every_guideline_are_decided(self):
        folders = [path for path in (SOURCE / "guidelines").iterdir() if path.is_dir()]
        self.assertEqual(len(folders), len(EVERY_GUIDELINE))
        for guideline in EVERY_GUIDELINE:
            cases = next(guideline.parent.glob("cases.*"))
            done = mgl("run", guideline, cases, "--as-of", AS_OF)
            self.assert_exit(done, 0)
            decided = records(done.stdout)
            self.assertEqual(len(decided), len(cases.read_text().splitlines()) - 1)
            names = mgl("run", guideline, cases, "--columns", "rules,results", "--quiet").stdout.split("\n")[0].split(",")
            self.assertNotEqual(names, [""], guideline)
            for name in names:  # of each, one case at least has more to say than that something is missing
                known = [case for case in decided if case[name] not in ("", "unknown") and not re.search(r"\||\.\.", case[name])]
                self.assertNotEqual(known, [], f"{cases}: `{name}` is known in no case")

    def test_columns_are_the_contract(self):
        done = mgl("run", GUIDELINE, CASES, "--as-of", AS_OF)
        self.assert_exit(done, 0)
        expected = (SOURCE / "guidelines/magnesium_cramps/expected.csv").read_text().splitlines()[0]
        self.assertEqual(done.stdout.splitlines()[0], expected + ",ask,warnings")
        self.assertEqual(len(done.stdout.splitlines()), 401)

    def test_the_same_bytes_on_any_number_of_threads(self):
        outputs = {self.output("run", GUIDELINE, CASES, "--as-of", AS_OF, "--threads", n, "--quiet") for n in (1, 2, 7)}
        self.assertEqual(len(outputs), 1)
        self.assertEqual(len(outputs.pop().splitlines()), 401)

    def test_short_cells_and_groups_of_columns(self):
        done = self.run_small("id,weight,sex\na,120,male\nb,,female\n", "--cells", "short",
                              "--columns", "id,rules")
        self.assertEqual(done.stdout, "id,heavy,light,woman,smokes\na,y,n,n,n\nb,?,?,y,n\n")

    def test_unknown_asks(self):
        done = self.run_small("id,weight,sex,smoker\na,,male,unknown\n")
        row = records(done.stdout)[0]
        self.assertEqual(row["smokes"], "unknown")  # stated to be unknown: no default
        self.assertEqual(row["ask"].split("; "), ["weight", "smoker"])

    def test_conflict_and_property_are_warnings_and_counted(self):
        done = self.run_small("id,weight,sex\na,120,female\nb,200,male\n", "--summary",
                              self.folder / "s.json")
        first, second = records(done.stdout)
        self.assertEqual(first["warnings"], "conflict: heavy, woman")
        self.assertEqual(second["warnings"], "property: nobody weighs 200 kg")
        summary = json.loads((self.folder / "s.json").read_text())
        self.assertEqual((summary["conflicts"], summary["broken_properties"]), (1, 1))

    def test_bad_values_are_missing_and_said(self):
        done = self.run_small("id,weight,sex\na,heavy,male\nb,500,male\nc,80 mg/dL,Male\nd,70000 g,other\n")
        cells = records(done.stdout)
        self.assertEqual([row["heavy"] for row in cells], ["unknown", "unknown", "unknown", "no"])
        for row, words in zip(cells, ["heavy", "500", "mg/dL", "other"]):
            self.assertIn(words, row["warnings"])
        self.assertIn("weight", cells[0]["ask"])

    def test_rows_in_are_rows_out_and_rejected(self):
        cases = "id,weight,sex\na,120,male\nb,1,female,extra\nc,2,male,,\nd,\"9,male\ne,80,male\n"
        done = self.run_small(cases, "--rejects", self.folder / "rejects.csv", "--summary",
                              self.folder / "s.json", code=3)
        self.assertEqual([row["id"] for row in records(done.stdout)], ["a", "e"])
        rejects = records((self.folder / "rejects.csv").read_text())
        self.assertEqual([row["line"] for row in rejects], ["3", "4", "5"])
        self.assertEqual(rejects[0]["column"], "4")
        summary = json.loads((self.folder / "s.json").read_text())
        self.assertEqual((summary["rows"], summary["cases"], summary["rejected"]), (5, 2, 3))
        self.assertIn("5 rows = 2 cases decided + 3 rejected", done.stderr)

    def test_strict_rejects_a_row_for_a_bad_value(self):
        done = self.run_small("id,weight,sex\na,heavy,male\nb,80,male\n", "--strict", "--rejects",
                              self.folder / "rejects.csv", code=3)
        self.assertEqual([row["id"] for row in records(done.stdout)], ["b"])
        reject = records((self.folder / "rejects.csv").read_text())[0]
        self.assertEqual((reject["line"], reject["id"]), ("2", "a"))
        self.assertIn("heavy", reject["reason"])
        self.assertNotIn("heavy", done.stderr.split("rule")[0])  # no patient data on the screen

    def test_map_and_notices(self):
        done = self.run_small("case,kilos,sex,shoe\na,120,male,44\n", "--map", "id=case", "--map",
                              "weight=kilos")
        self.assertEqual(records(done.stdout)[0]["heavy"], "yes")
        self.assertEqual(done.stderr.count("`shoe`"), 1)
        self.assertEqual(done.stderr.count("`smoker`"), 1)

    def test_map_to_no_column_or_no_fact(self):
        done = self.run_small("id,wieght,sex\n", "--map", "weight=weight", code=2)
        self.assertIn("did you mean `wieght`", done.stderr)
        done = self.run_small("id,weight,sex\n", "--map", "wieght=weight", code=2)
        self.assertIn("did you mean `weight`", done.stderr)

    def test_reading(self):
        cases = self.write("cases.csv", "id,serum_magnesium,unexplained_cramps\na,1.5,yes\n")
        strict = mgl("run", GUIDELINE, cases, "--as-of", AS_OF)
        broad = mgl("run", GUIDELINE, cases, "--as-of", AS_OF, "--reading", "iv_indication=broad")
        self.assertEqual(records(strict.stdout)[0]["iv_supplementation"], "no")
        self.assertEqual(records(broad.stdout)[0]["iv_supplementation"], "yes")
        self.assertIn("broad", broad.stderr)
        wrong = mgl("run", GUIDELINE, cases, "--reading", "iv_indication=brod")
        self.assert_exit(wrong, 2)
        self.assertIn("did you mean `broad`", wrong.stderr)

    def test_output_file_appears_whole_with_its_record(self):
        out = self.folder / "x.csv"
        self.assert_exit(mgl("run", GUIDELINE, CASES, "--as-of", AS_OF, "-o", out), 0)
        record = json.loads((self.folder / "x.csv.run.json").read_text())
        self.assertEqual(record["guideline"], "magnesium_cramps")
        self.assertEqual(record["as_of"], AS_OF)
        self.assertEqual(record["status"], "draft")
        self.assertTrue(record["content_hash"].startswith("sha256:"))
        damaged = self.write("damaged.csv.gz", gzip.compress(CASES.read_bytes())[:-20])
        other = self.folder / "y.csv"
        self.assert_exit(mgl("run", GUIDELINE, damaged, "-o", other), 2)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir() if p.name.startswith("y")), [])

    def test_what_is_no_file_gets_no_record_beside_it(self):
        (self.folder / "link").symlink_to("/dev/null")
        done = mgl("run", GUIDELINE, CASES, "--as-of", AS_OF, "-o", self.folder / "link")
        self.assert_exit(done, 0)
        self.assertIn("400 cases decided", done.stderr)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["link"])

    def test_gzip_zstd_stdin_and_several_files_are_one_cohort(self):
        plain = mgl("run", GUIDELINE, CASES, "--as-of", AS_OF).stdout
        packed = self.write("cases.gz", gzip.compress(CASES.read_bytes()))
        self.assertEqual(mgl("run", GUIDELINE, packed, "--as-of", AS_OF).stdout, plain)
        piped = mgl("run", GUIDELINE, "-", "--as-of", AS_OF, stdin=CASES.read_bytes())
        self.assertEqual(piped.stdout, plain)
        twice = mgl("run", GUIDELINE, CASES, packed, "--as-of", AS_OF)
        self.assertEqual(len(twice.stdout.splitlines()), 801)
        self.assertIn("ids repeat", twice.stderr)

    def test_ndjson_has_the_actions_in_full(self):
        cases = self.write("cases.csv", "id,serum_magnesium,unexplained_cramps\na,1.0,yes\n")
        done = mgl("run", GUIDELINE, cases, "--as-of", AS_OF, "--format", "ndjson")
        run, (record,) = ndjson_records(done.stdout)
        self.assertEqual(record["iv_supplementation"], "yes")
        self.assertEqual((run["as_of"], run["status"]), (AS_OF, "draft"))
        oral = next(a for a in record["actions"] if a["rule"] == "oral_supplementation")
        self.assertEqual(oral["medication"]["dose"], ["400 to 500 mg per day"])
        self.assertEqual(oral["citations"], ["1"])
        self.assertEqual([o["name"] for o in oral["medication"]["options"]],
                         ["magnesium_aspartate", "magnesium_citrate", "magnesium_lactate"])

    def test_numbers_are_shown_in_full_and_are_one_type_a_key(self):
        text = """guideline g "G"
  language mgl 1
  version 0.1.0
  status draft
fact p "P" is number
result rp as p
result third as p / 3
"""
        cells = {"a": ("1e400", "1" + 400 * "0"), "b": ("12345678901234567890.123",) * 2, "c": ("1e-400", "0." + 399 * "0" + "1"),
                 "d": ("0.1", "0.1"), "e": ("<1e308", ".." + "1" + 308 * "0"), "f": ("-1e309", "-1" + 309 * "0"),
                 "g": ("9007199254740993", "9007199254740993"), "h": ("2", "2"), "i": ("", ""), "j": ("1e1000", "")}
        guideline = self.write("long.mgl", text)
        cases = self.write("long.csv", "id,p\n" + "".join(f"{k},{v[0]}\n" for k, v in cells.items()))
        for rows in ("", "rows"):
            arguments = ["run", guideline, cases, "--as-of", AS_OF, "--columns", "id,results"]
            done = mgl(*arguments, environment={"MGL_BATCH": rows})
            self.assertEqual({row["id"]: row["rp"] for row in records(done.stdout)}, {k: v[1] for k, v in cells.items()})
            lines = mgl(*arguments, "--format", "ndjson", environment={"MGL_BATCH": rows}).stdout.splitlines()[1:]
            for line, (cell, shown) in zip(lines, cells.values()):
                record = json.loads(line, parse_int=str, parse_float=str)
                self.assertEqual(record["rp"], None if cell.startswith("<") or not shown else shown)
                self.assertIs(type(json.loads(line)["rp"]) in (int, float, type(None)), True)
                self.assertEqual("rp.low" in record, cell.startswith("<"))
                if cell.startswith("<"):
                    self.assertEqual((record["rp.low"], record["rp.high"]), (None, shown[2:]))
            thirds = [row["third"] for row in records(done.stdout)]
            self.assertEqual(thirds[7], "0.666666666666667")

    def test_draft_is_said(self):
        done = mgl("run", GUIDELINE, CASES, "--as-of", AS_OF)
        self.assertIn("DRAFT, not clinically approved", done.stderr)
        quiet = mgl("run", GUIDELINE, CASES, "--as-of", AS_OF, "--quiet")
        self.assertEqual(quiet.stderr, "")

    def test_out_of_scope_cells_are_empty(self):
        text = SMALL.replace("  grading none\n", "  grading none\n  applies when sex is female\n")
        done = self.run_small("id,weight,sex\na,120,male\nb,120,female\nc,120,\n", text=text)
        cells = records(done.stdout)
        self.assertEqual([row["scope"] for row in cells], ["out", "in", "unknown"])
        self.assertEqual([row["heavy"] for row in cells], ["", "yes", "unknown"])

    def test_a_guideline_with_errors_decides_nothing(self):
        done = self.run_small("id\na\n", text=SMALL.replace("weight > 100", "wieght > 100"), code=2)
        self.assertEqual(done.stdout, "")
        self.assertIn("did you mean `weight`", done.stderr)

    def test_missing_files_directories_and_closed_pipes(self):
        for arguments in ([self.folder / "no.mgl", CASES], [GUIDELINE, self.folder / "no.csv"],
                          [GUIDELINE, self.folder], [self.folder, CASES]):
            done = mgl("run", *arguments)
            self.assert_exit(done, 2)
            self.assertRegex(done.stderr, r"^mgl run: .+")
        process = subprocess.Popen([MGL, "run", str(GUIDELINE), "-", "--as-of", AS_OF],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL)
        process.stdout.close()
        text = CASES.read_bytes()
        body = text[text.index(b"\n") + 1:]
        try:
            process.stdin.write(text + body * 500)
            process.stdin.close()
        except BrokenPipeError:
            pass
        self.assertEqual(process.wait(timeout=60), 2)

    def test_disk_full(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        done = mgl("run", GUIDELINE, CASES, "--as-of", AS_OF, "-o", "/dev/full")
        self.assert_exit(done, 2)


if __name__ == "__main__":
    main()
