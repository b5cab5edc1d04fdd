"""Names and units of a case file: what looks like a fact or its unit is taken as such or stops the run, never dropped."""

import csv
import io
import json

from program import AS_OF, HEADER, ProgramTest, main, mgl, records

SMALL = HEADER + """fact glucose "Glucose" in mmol/L of glucose
fact weight "Weight" in kg
fact fever "Fever" is yes/no
fact frail "Frail" is yes/no
  unless stated, no
rule high "High" when glucose > 11.1 mmol/L then note "high" assumed because "a test"
rule cool "Cool" when fever or frail then note "cool" assumed because "a test"
rule heavy "Heavy" when weight > 100 kg then note "heavy" assumed because "a test"
"""
WAYS = {"in blocks": None, "row by row": {"MGL_BATCH": "rows"}}


class NamesTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.guideline = self.write("small.mgl", SMALL)

    def run_each(self, name, text, *options, code=0):
        """The same in blocks, row by row, and on several threads."""
        path, found = self.write(name, text), []
        for environment, threads in ((None, 1), (None, 3), ({"MGL_BATCH": "rows"}, 1)):
            done = mgl("--quiet", "run", self.guideline, path, "--as-of", AS_OF, "--columns", "id,rules,warnings", "--threads", threads,
                       *options, environment=environment)
            self.assert_exit(done, code)
            found.append(done)
        if code != 2:
            self.assertEqual({done.stdout for done in found}, {found[0].stdout})
        self.assertEqual({done.stderr for done in found}, {found[0].stderr})
        found[0].rows = {row["id"]: row for row in records(found[0].stdout)}
        return found[0]

    def highs(self, name, text, *options):
        return [row["high"] for row in self.run_each(name, text, *options).rows.values()]


class FactNamesTest(NamesTest):
    def test_no_column_is_a_fact(self):
        done = self.run_each("c.csv", "anna,1.1,yes\nben,1.3,no\n", code=2)
        self.assertIn("no column is a fact of small", done.stderr)
        self.assertIn("its first line must name the columns", done.stderr)
        for value in ("anna", "1.1", "ben"):
            self.assertNotIn(value, done.stderr)
        bundle = '{"resourceType": "Bundle", "entry": [{"resource": {"id": "x"}}]}\n'
        for name in ("c.ndjson", "c.json", "c.yaml"):
            done = self.run_each(name, bundle, code=2)
            self.assertIn("no key is a fact", done.stderr)
            self.assertEqual(done.stdout, "")
        done = self.run_each("c.ndjson", "no\nnor this\n", code=3)
        self.assertNotIn("is `id`", done.stderr)
        done = self.run_each("c.ndjson", '{"anna": 1, "secret": 2}\n', code=2)
        self.assertIn("no key is a fact of small", done.stderr)
        self.assertNotIn("anna", done.stderr)
        self.assertIn("no key is a fact", self.run_each("c.yaml", "id: x\nanna: 1\n", code=2).stderr)
        self.assertEqual(list(self.run_each("c.ndjson", '{"id": "a"}\n').rows), ["a"])
        explained = mgl("explain", self.guideline, self.folder / "c.yaml", "--as-of", AS_OF)
        self.assert_exit(explained, 2)

    def test_one_file_among_others(self):
        first, second = self.write("1.csv", "id,fever\na,yes\n"), self.write("2.csv", "b,no\n")
        done = mgl("run", self.guideline, first, second, "-o", self.folder / "out.csv")
        self.assert_exit(done, 2)
        self.assertFalse((self.folder / "out.csv").exists())

    def test_a_key_beside_its_other_spelling_is_told(self):
        objects = '{"id": "a", "fever": true, "Fever": false}\n{"id": "b", "Fever": false}\n{"id": "c", "Fever": true, "fever": false}\n'
        for name, cases in (("c.ndjson", objects), ("c.json", f"[{','.join(objects.splitlines())}]\n"),
                            ("c.yaml", "- id: a\n  fever: yes\n  Fever: no\n- id: b\n  Fever: no\n- id: c\n  Fever: yes\n  fever: no\n")):
            done = self.run_each(name, cases)
            self.assertEqual([row["cool"] for row in done.rows.values()], ["yes", "no", "no"])
            notice = "has the keys `fever` and `Fever`: where a case has both, `fever` counts, and `Fever` is not used\n"
            self.assertEqual(done.stderr.count(notice), 1, done.stderr)
        self.assertNotIn("where a case has both", self.run_each("c.ndjson", '{"id": "a", "Fever": true}\n').stderr)

    def test_keys_of_units_are_known_by_what_they_hold(self):
        for name, cases in (("c.ndjson", '{"id": 1, "glucose": 99, "y": "mg/dL"}\n{"id": 2, "glucose": 99, "y": "mmol/L"}\n'),
                            ("c.json", '[{"id": 1, "glucose": 99, "y": "mg/dL"}]\n'), ("c.yaml", "- id: 1\n  glucose: 99\n  y: mg/dL\n")):
            done = self.run_each(name, cases, code=2)
            self.assertIn("key `y` looks like the unit of `glucose`", done.stderr)
            self.assertIn("--map glucose.unit=y", done.stderr)
        done = self.run_each("c.ndjson", '{"id": 1, "glucose": 9, "x": 7, "y": "mg/dL"}\n')  # of x
        self.assertIn("key `y` is no fact", done.stderr)

    def test_another_case_is_read(self):
        text = "ID,FEVER,Glucose,GLUCOSE.UNIT\n7,yes,99,mg/dL\n8,no,99,mmol/L\n"
        done = self.run_each("c.csv", text)
        self.assertEqual([(row["cool"], row["high"]) for row in done.rows.values()], [("yes", "no"), ("no", "yes")])
        self.assertIn("columns are read in another case than the guideline's: `ID`, `FEVER`, `Glucose`, `GLUCOSE.UNIT`\n", done.stderr)
        self.assertIn("a column is read in another case", self.run_each("c.csv", "id,FEVER\n7,yes\n").stderr)
        objects = "".join(json.dumps(row) + "\n" for row in csv.DictReader(io.StringIO(text)))
        for name, cases in (("c.ndjson", objects), ("c.json", f"[{objects.strip().replace(chr(10), ',' + chr(10))}]\n"),
                            ("c.yaml", "- {ID: 7, FEVER: yes, Glucose: 99, GLUCOSE.UNIT: mg/dL}\n- {ID: 8, FEVER: no, Glucose: 99}\n")):
            done = self.run_each(name, cases)
            self.assertEqual([(id, row["cool"], row["high"]) for id, row in done.rows.items()], [("7", "yes", "no"), ("8", "no", "yes")])
            self.assertIn("keys are read in another case than the guideline's: `ID`", done.stderr)
            self.assertNotIn("`glucose`: missing in every case", done.stderr)
        # A unit that is another one is warned of whatever the case of its column.
        self.assertIn("no unit stated", self.run_each("c.csv", "ID,GLUCOSE,Glucose.Unit\n7,99,mg/dL\n8,9,\n").rows["8"]["warnings"])

    def test_another_case_only_where_nothing_else_matches(self):
        done = self.run_each("c.csv", "id,FEVER,Fever\n7,yes,no\n", code=2)
        self.assertIn("column `FEVER` is no fact, and looks like `fever`; column `Fever`", done.stderr)
        done = self.run_each("c.csv", "id,Fever,Temp\n7,yes,no\n", "--map", "fever=Temp")  # a mapping says which
        self.assertEqual(done.rows["7"]["cool"], "no")
        self.assertIn("column `Fever` is no fact of small and is ignored", done.stderr)
        lines = ['{"id": 1, "fever": true, "Fever": false}', '{"id": 2, "Fever": false, "fever": true}', '{"id": 3, "Fever": true}',
                 '{"id": 4, "fever": null, "FEVER": true}', '{"id": 5, "FEVER": true, "Fever": true}', '{"ID": 6, "FEVER": true}']
        done = self.run_each("c.ndjson", "\n".join(lines * 50)+ "\n", "--rejects", self.folder / "r.csv", code=3)
        self.assertEqual({id: row["cool"] for id, row in done.rows.items()}, {"1": "yes", "2": "yes", "3": "yes", "4": "unknown", "6": "yes"})
        self.assertEqual((self.folder / "r.csv").read_text().count("the key `Fever` stands twice in the object"), 50)
        both = self.write("both.mgl", HEADER + 'fact k "k" is yes/no\nfact K "K" is yes/no\n'
                          'rule r "r" when K and not k then note "k" assumed because "a test"\n')
        done = mgl("run", both, self.write("c.csv", "id,k,K\n1,no,yes\n"), "--as-of", AS_OF)
        self.assertEqual(records(done.stdout)[0]["r"], "yes")

    def test_other_letters_stop_the_run_with_the_line_to_write(self):
        done = self.run_each("c.csv", "patient_id,Fe-ver,GLUCOSE (mmol/L)\n7,yes,5\n", code=2)
        self.assertIn("column `Fe-ver` is no fact, and looks like `fever`; column `GLUCOSE (mmol/L)`", done.stderr)
        self.assertIn("  write --map fever=Fe-ver --map 'glucose=GLUCOSE (mmol/L)' --map id=patient_id\n", done.stderr)
        done = self.run_each("c.csv", "patient_id,Fe-ver\n7,yes\n", "--map", "fever=Fe-ver", "--map", "id=patient_id")
        self.assertEqual(done.rows["7"]["cool"], "yes")
        done = self.run_each("c.csv", "id,fever,Fever\n7,yes,no\n")  # something else matches
        self.assertEqual(done.rows["7"]["cool"], "yes")
        self.assertIn("column `Fever` is no fact of small and is ignored; did you mean `fever`?", done.stderr)
        done = self.run_each("c.ndjson", '{"id": 7, "Fe ver": true}\n', code=2)
        self.assertIn("write --map 'fever=Fe ver'", done.stderr)
        self.assertEqual(self.run_each("c.ndjson", '{"id": 7, "Fe ver": true}\n{"id": 8, "fever": true}\n').rows["8"]["cool"], "yes")
        self.assertIn("write --map fever=fe_ver", self.run_each("c.yaml", "id: 7\nfe_ver: yes\n", code=2).stderr)

    def test_rows_are_numbered_where_no_column_is_the_id(self):
        done = self.run_each("c.csv", "patient_id,fever\n10017,yes\n")
        self.assertEqual(list(done.rows), ["1"])
        self.assertIn("no column of", done.stderr)
        self.assertIn("is `id`: its cases bear the numbers of their rows; `patient_id` looks like an id: --map id=patient_id\n", done.stderr)
        self.assertNotIn("10017", done.stderr)
        self.assertIn("rows\n", self.run_each("c.csv", "ward,fever\n3,yes\n").stderr)
        self.assertIn("--map 'id=Case ID'", self.run_each("c.csv", "Case ID,fever\n3,yes\n").stderr)
        self.assertIn("--map id=MRN", self.run_each("c.ndjson", '{"MRN": 3, "fever": true}\n').stderr)
        self.assertNotIn("numbers of their rows", self.run_each("c.csv", "x,fever\n3,yes\n", "--map", "id=x").stderr)

    def test_a_default_is_told_as_one(self):
        done = self.run_each("c.csv", "id,fever\na,no\n")
        self.assertIn("has no column for `glucose`, `weight`: missing in every case\n", done.stderr)
        self.assertIn("has no column for `frail`: its default decides in every case\n", done.stderr)
        self.assertIn("has the key `frail`: its default decides in every case\n", self.run_each("c.ndjson", '{"id": 1, "fever": 1}\n').stderr)


class UnitColumnsTest(NamesTest):
    def test_a_column_that_looks_like_a_unit_stops_the_run(self):
        for name in ("glucose_unit", "unit_glucose", "glucose unit", "glucose.units", "Glucose Unit", "GlucoseUnit", "glucose_uom",
                     "units of glucose", "glucose_einheit", "unit", "Units", "result_unit", "valueUnit", "lab_units", "units_of_measure",
                     "unit1", "unit.1", "UCUM", "unidad"):
            done = self.run_each("c.csv", f"id,glucose,{name}\na,99,mg/dL\n", code=2)
            self.assertIn(f"column `{name}` looks like the unit of `glucose`", done.stderr)
            option = f"--map 'glucose.unit={name}'" if " " in name else f"--map glucose.unit={name}"
            self.assertIn(option, done.stderr)
            self.assertEqual(self.highs("c.csv", f"id,glucose,{name}\na,99,mg/dL\n", "--map", f"glucose.unit={name}"), ["no"])
            self.assertEqual(self.highs("c.csv", f"id,glucose,{name}\na,99,x\n", "--unit", "glucose=mg/dL"), ["no"])
            self.run_each("c.ndjson", json.dumps({"id": 1, "glucose": 99, name: "mg/dL"}) + "\n", code=2)
        done = self.run_each("c.csv", "id,weight,glucose,unit\na,99,80,kg\n", code=2)
        self.assertIn("unit of `glucose`", done.stderr)
        self.assertEqual(self.highs("c.csv", "id,fever,glucose_unit\na,yes,mg/dL\n"), ["unknown"])

    def test_behind_a_mapping(self):
        text = "id,Glu,Glu_unit\na,99,mg/dL\n"
        self.assertIn("column `Glu_unit` looks like the unit of `glucose`", self.run_each("c.csv", text, "--map", "glucose=Glu", code=2).stderr)
        self.assertEqual(self.highs("c.csv", text, "--map", "glucose=Glu", "--map", "glucose.unit=Glu_unit"), ["no"])

    def test_a_unit_in_a_header(self):
        for name in ("glucose (mg/dL)", "glucose [mg/dL]", "glucose mg/dL", "Glucose (mg/dL)", "glucose_mg/dL", "glucose, mg/dL",
                     "glucose in mg/dL"):
            text = f'id,"{name}"\na,99\n'
            done = self.run_each("c.csv", text, code=2)
            self.assertIn(f"write --map 'glucose={name}' --unit glucose=mg/dL" if name != "glucose_mg/dL" else
                          "write --map glucose=glucose_mg/dL --unit glucose=mg/dL", done.stderr)
            done = self.run_each("c.csv", text, "--map", f"glucose={name}", code=2)
            self.assertIn("names mg/dL, and `glucose` is in mmol/L", done.stderr)
            self.assertIn("write --unit glucose=mg/dL\n", done.stderr)
            self.assertEqual(self.highs("c.csv", text, "--map", f"glucose={name}", "--unit", "glucose=mg/dL"), ["no"])
        for name in ("glucose (mmol/L)", "glucose (fasting)", "glu_a", "glu", "GLU (mmol/l)"):
            self.assertEqual(self.highs("c.csv", f"id,{name}\na,99\n", "--map", f"glucose={name}"), ["yes"])
        self.assertIn("which differs in kind", self.run_each("c.csv", "id,glucose (kg)\na,9\n", "--map", "glucose=glucose (kg)", code=2).stderr)
        self.assertIn("--unit weight=g", self.run_each("c.csv", "id,weight_g\na,9\n", "--map", "weight=weight_g", code=2).stderr)


class StatedUnitTest(NamesTest):
    def test_a_unit_for_a_whole_column(self):
        text = "id,glucose,glucose.unit\na,99,\nb,99,mmol/L\nc,5.5 mmol/L,\nd,<90,\ne,300,NULL\nf,unknown,\n"
        done = self.run_each("c.csv", text, "--unit", "glucose=mg/dL")
        self.assertEqual([row["high"] for row in done.rows.values()], ["no", "yes", "no", "no", "yes", "unknown"])
        self.assertEqual({row["warnings"] for row in done.rows.values()}, {""})
        self.assertNotIn("states no unit", done.stderr)
        self.assertEqual(self.highs("c.ndjson", '{"id": 1, "glucose": 99}\n{"id": 2, "glucose": {"value": 99, "unit": "mmol/L"}}\n',
                                    "--unit", "glucose=mg/dL"), ["no", "yes"])
        self.assertEqual(self.highs("c.yaml", "id: 1\nglucose: 99\n", "--unit", "glucose=mg/dL"), ["no"])
        rows = "".join(f"p{i},{90 + i % 200}.5\n" for i in range(5000))
        self.assertEqual(set(self.highs("c.csv", "id,glucose\n" + rows, "--unit", "glucose=mg/dL")), {"no", "yes"})

    def test_units_that_cannot_be(self):
        for unit, words in (("glucos=mg/dL", "did you mean `glucose`"), ("glucose=kg", "does not convert"), ("glucose=furlong", "is no unit"),
                            ("fever=kg", "no number with a unit"), ("glucose", "is no value of --unit")):
            self.assertIn(words, self.run_each("c.csv", "id,glucose\na,99\n", "--unit", unit, code=2).stderr)


class BlankUnitsTest(NamesTest):
    WARNING = "glucose: no unit stated, read as mmol/L"

    def test_a_blank_unit_among_others_is_a_warning(self):
        for order in ("a,99,mg/dL\nb,99,\n", "b,99,\na,99,mg/dL\n"):  # whatever comes first
            done = self.run_each("c.csv", "id,glucose,glucose.unit\n" + order)
            self.assertEqual({id: (row["high"], row["warnings"]) for id, row in done.rows.items()},
                             {"a": ("no", ""), "b": ("yes", self.WARNING)})
            self.assertIn("states no unit of `glucose` in 1 case: read as mmol/L (--unit glucose=mmol/L says so)", done.stderr)
        done = self.run_each("c.csv", "id,glucose,glucose.unit\na,99,mg/dL\nb,99,\n", "--strict", code=3)
        self.assertEqual(list(done.rows), ["a"])
        objects = '{"id": "b", "glucose": 99}\n{"id": "a", "glucose": 99, "glucose.unit": "mg/dL"}\n{"id": "c", "glucose": 5, "glucose.unit": null}\n'
        done = self.run_each("c.ndjson", objects)
        self.assertEqual([row["warnings"] for row in done.rows.values()], [self.WARNING, "", self.WARNING])
        done = self.run_each("c.yaml", "- id: b\n  glucose: 99\n- id: a\n  glucose: 99\n  glucose.unit: mg/dL\n")
        self.assertEqual([row["warnings"] for row in done.rows.values()], [self.WARNING, ""])

    def test_an_object_without_unit_among_others(self):
        stated = {"id": "a", "glucose": {"value": 99, "unit": "mg/dL"}}
        coded = {"id": "a", "glucose": {"value": 99, "code": "mg/dL"}}
        for first in (stated, coded):
            for blank in ({"value": 99}, {"value": 99, "unit": None}, {"value": 99, "unit": ""}, 99):
                cases = [first, {"id": "b", "glucose": blank}, {"id": "c", "glucose": {"value": "5 mmol/L"}}]
                for order in (cases, cases[::-1]):
                    lines = "".join(json.dumps(case) + "\n" for case in order)
                    for name, text in (("c.ndjson", lines), ("c.json", json.dumps(order)), ("c.yaml", lines.replace("{\"id", "- {\"id"))):
                        done = self.run_each(name, text)
                        self.assertEqual({id: (row["high"], row["warnings"]) for id, row in done.rows.items()},
                                         {"a": ("no", ""), "b": ("yes", self.WARNING), "c": ("no", "")}, text)
                        self.assertIn("states no unit of `glucose` in 1 case: read as mmol/L", done.stderr)
        done = self.run_each("c.ndjson", '{"glucose": {"value": 5, "unit": "mmol/L"}}\n{"glucose": {"value": 6}}\n')
        self.assertEqual([row["warnings"] for row in done.rows.values()], ["", ""])
        self.assertIn("states no unit of `glucose` in 1 case", done.stderr)
        done = self.run_each("c.ndjson", '{"zipcode": "x", "glucose": {"value": 6}}\n')
        self.assertNotIn("states no unit", done.stderr)
        done = self.run_each("c.ndjson", json.dumps(stated) + '\n{"id": "b", "glucose": {"value": 6}}\n', "--strict", code=3)
        self.assertEqual(list(done.rows), ["a"])

    def test_blank_units_alone_are_told_once(self):
        for others in ("", "x,5,mmol/L\n", "x,5,mmol/l\n", "x,5,kg\n"):
            done = self.run_each("c.csv", "id,glucose,glucose.unit\na,99,\nb,,\nc,5 mmol/L,\n" + others)
            self.assertEqual([row["warnings"] for row in done.rows.values()][:3], ["", "", ""])
            self.assertEqual(done.stderr.count("states no unit of `glucose` in 1 case"), 1, others)
        self.assertNotIn("states no unit", self.run_each("c.csv", "id,glucose\na,99\n").stderr)

    def test_marks_for_missing(self):
        for mark in ("NULL", "NA", "n/a", "None", "\\N", ".", "-"):
            done = self.run_each("c.csv", f"id,glucose,glucose.unit\na,99,{mark}\n")
            self.assertEqual((done.rows["a"]["high"], done.rows["a"]["warnings"]), ("unknown",
                             f'glucose "99" has no unit: its unit column says "{mark}", which stands for a missing one'))

    def test_another_unit_far_below(self):
        """Beyond the first 256 KiB, which are looked at before anything is decided."""
        rows = "".join(f"p{i},5.5,\n" for i in range(40_000))
        text = "id,glucose,glucose.unit\n" + rows + "z,99,mg/dL\n"
        path, out = self.write("c.csv", text), self.folder / "out.csv"
        for environment, threads in ((None, 1), (None, 3), ({"MGL_BATCH": "rows"}, 1)):
            done = mgl("run", self.guideline, path, "-o", out, "--threads", threads, environment=environment)
            self.assert_exit(done, 2)
            self.assertIn("states no unit of `glucose` in 40000 cases, and far below its begin another one than mmol/L", done.stderr)
            self.assertIn("--unit glucose=mmol/L", done.stderr)
            self.assertFalse(out.exists())
        self.assertEqual(self.highs("c.csv", text, "--unit", "glucose=mmol/L")[-1], "no")
        self.assertEqual(self.highs("c.csv", text.replace("mg/dL", "mmol/L"))[-1], "yes")

    def test_many_rows(self):
        rows = "".join(f"p{i},{i % 30},{('', 'mg/dL', 'mmol/L', 'NULL', 'kg')[i % 7 % 5]}\n" for i in range(9000))
        done = self.run_each("c.csv", "id,glucose,glucose.unit\n" + rows)
        blank = sum(row["warnings"] == self.WARNING for row in done.rows.values())
        self.assertIn(f"states no unit of `glucose` in {blank} cases", done.stderr)
        self.assertGreater(blank, 2000)


if __name__ == "__main__":
    main()
