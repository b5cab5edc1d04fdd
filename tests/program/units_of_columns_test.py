#!/usr/bin/env python3
"""No number is read in a unit that the file does not say: units in names, in columns of their own, in cells, in --unit."""

import json

from program import HEADER, ProgramTest, main, mgl, records

GUIDELINE = HEADER + """fact glucose "Glucose" in mmol/L of glucose
fact wbc "White cells" in 10*9/L
fact stay "Stay" in days
fact lost "Blood lost" in mL
fact c "Risk" is one of (low "Low risk" code "1", high "High risk" code "2")
result g_is in mmol/L of glucose as glucose
result w_is in 10*9/L as wbc
result s_is in days as stay
result l_is in mL as lost
rule is_high "High" when c is high then note "x" assumed because "a test"
"""


class UnitsOfColumnsTest(ProgramTest):
    def run_on(self, cases, *options, code=0, name="c.csv", quiet=True):
        guideline = self.write("g.mgl", GUIDELINE)
        done = mgl("run", guideline, self.write(name, cases), "--as-of", "2026-03-01", *(["--quiet"] if quiet else []), *options)
        self.assert_exit(done, code)
        self.stderr = done.stderr
        return records(done.stdout)

    def test_cells_of_two_readings_are_missing(self):
        for fact, result, cells in (
                ("wbc", "w_is", {"150 10 9/L": "10*9/L", "150 109/L": "10*9/L", "5 10 3/uL": "10*3/uL", "5 103/uL": "10*3/uL",
                                 "5 x109/L": "10*9/L", "150 2 3/uL": "several", "12 345 /uL": "several", "12 345": "several",
                                 "5 T/uL": "10^3/uL", "5 T/cumm": "10^3/mm3", "5 T/mm3": "10^3/mm3", "5 T/CMM": "10^3/mm3",
                                 "5 G/uL": "10^3/uL"}),
                ("stay", "s_is", {"5 H": "mark H"}), ("lost", "l_is", {"350 L": "mark L"})):
            rows = self.run_on(f"id,{fact}\n" + "".join(f"{i},{cell}\n" for i, cell in enumerate(cells)))
            for (cell, said), row in zip(cells.items(), rows, strict=True):
                self.assertEqual(row[result], "", cell)
                self.assertIn(said, row["warnings"])
        for fact, result, cells in (("stay", "s_is", ("5 (H)", "5 [L]", "5 d H", "5 A", "L 5")), ("lost", "l_is", ("5 (L)", "5 mL L")),
                                    ("wbc", "w_is", ("5 G/L", "0.005 T/L", "5 10E+9/L", "5 1E9/L", "5 K/uL", "5000 1/uL"))):
            for row in self.run_on(f"id,{fact}\n" + "".join(f"{i},{cell}\n" for i, cell in enumerate(cells))):
                self.assertEqual((row[result], row["warnings"]), ("5", ""))
        for cases in ("id,wbc\na,5 109/L\n", "id,wbc,wbc.unit\na,5,109/L\n"):
            self.assertEqual(self.run_on(cases)[0]["w_is"], "")
            self.assertEqual(self.run_on(cases, "--unit", "109/L=10*9/L")[0]["w_is"], "5")

    def test_units_in_names(self):
        for column in ("glucose (MG/DL)", "glucose MG/DL", "glucose_mgdl", "glucose_mg_dl", "glucose mgs/dl", "glucose mg per dL",
                       "Glucose (mg/dL) value"):
            for options in ((), ("--map", f"glucose={column}")):
                self.run_on(f"id,{column}\na,99\n", *options, code=2)
                self.assertRegex(self.stderr, "--unit '?glucose=mg")
        for column in ("wbc (K/uL)", "wbc (G/L)", "wbc (10E9/L)"):
            self.run_on(f"id,{column}\na,99\n", code=2)
            self.assertIn(f"--map 'wbc={column}'\n", self.stderr)
            self.assertEqual(self.run_on(f"id,{column}\na,5\n", "--map", f"wbc={column}")[0]["w_is"], "5")
        for column, said in (("wbc (109/L)", "--unit 'wbc=10*9/L'"), ("wbc (T/uL)", "--unit 'wbc=10^12/uL' or --unit 'wbc=10^3/uL'")):
            self.run_on(f"id,{column}\na,99\n", "--map", f"wbc={column}", code=2)
            self.assertIn(said, self.stderr)
        for column in ("glucose (F)", "glucose_m", "glucose (fasting)", "glucose_mmoll"):
            self.assertEqual(self.run_on(f"id,{column}\na,5\n", "--map", f"glucose={column}")[0]["g_is"], "5")

    def test_columns_of_units(self):
        for header in ("glucose,valueuom", "glucose,glu_unit", "glucose,x,unite", "glucose,reference_unit", "glucose,x,y",
                       "unit,glucose,wbc", "y,glucose,wbc"):
            cells = {"glucose": "99", "wbc": "5", "x": "a"}
            row = ",".join(cells.get(column, "mg/dL") for column in header.split(","))
            self.run_on(f"id,{header}\na,{row}\n", code=2)
            self.assertIn("--map glucose.unit=", self.stderr)
            self.assertNotIn("`wbc`", self.stderr)
        self.run_on('{"id": 1, "glucose": 99, "valueuom": "mg/dL"}\n', name="c.ndjson", code=2)
        for cases in ("id,unit,glucose,wbc\na,ICU,99,5\n", "id,sex,lost,wbc\na,L,99,5\n", "id,glucose,wbc,dose,du\na,99,5,3,mmol/L\n"):
            self.run_on(cases)

    def test_units_of_no_fact_and_no_cell(self):
        for name in ("glucose", "GLUCOSE"):
            self.assertTrue(self.run_on("id,glucose\na,99\n", "--unit", f"{name}=mg/dL")[0]["g_is"].startswith("5.49"))
        for name in ("glucose.unit", "blood_glucose"):
            self.run_on("id,glucose\na,99\n", "--unit", f"{name}=mg/dL", code=2)
            self.assertIn("write --unit glucose=mg/dL", self.stderr)
        self.run_on("id,glucose\na,99\n", "--unit", "sugar=mg/dL")
        self.assertIn("no cell has the unit `sugar`", self.stderr)
        self.run_on("id,wbc,wbc.unit\na,5,Q/uL\n", "--unit", "Q/uL=10*3/uL")
        self.assertNotIn("no cell", self.stderr)

    def test_marks_codes_and_strict_runs(self):
        cells = ("999", "999.0", "9.99e2", "998")
        for name, text in (("c.csv", "id,wbc\n" + "".join(f"a,{cell}\n" for cell in cells)),
                           ("c.ndjson", "".join(f'{{"id": "a", "wbc": {cell}}}\n' for cell in cells))):
            self.assertEqual([row["w_is"] for row in self.run_on(text, "--missing", "999", name=name)], ["", "", "", "998"])
        rows = self.run_on('{"c": {"value": "low", "code": "2"}}\n{"c": {"value": "high", "code": "2"}}\n', name="c.ndjson")
        self.assertEqual([row["is_high"] for row in rows], ["unknown", "yes"])
        self.assertIn("another in its code", rows[0]["warnings"])
        summary = self.folder / "summary.json"
        self.run_on("id,wbc,stay\na,x,3\nb,5,3\n", "--strict", "--summary", summary, code=3, quiet=False)
        self.assertIn("`wbc`: 1 of 2 stated values could not be used", self.stderr)
        facts = json.loads(summary.read_text())["facts"]
        self.assertEqual([facts[name][key] for name in ("wbc", "stay") for key in ("stated", "used", "not_used")], [2, 1, 1, 2, 1, 1])


if __name__ == "__main__":
    main()
