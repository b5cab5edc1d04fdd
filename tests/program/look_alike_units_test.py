"""Units that look alike: what a value in a unit that does not convert becomes, in blocks and row by row; the table of
dsl/language/units.md."""

from program import ProgramTest, main, mgl, records

GUIDELINE = """guideline g "G"
  language mgl 1
  version 0.1.0
  status draft

substance d_dimer
  scale ng/mL{DDU} to ng/mL{FEU} by 2
  assumed because "an example"

"""
# The fact and a condition on it; then cells with the answer and what the warning says ("": none).
CASES = [
    ("in %", ">= 6.5 %", [("6.5", "yes", ""), ("48 mmol/mol", "unknown", "mmol/mol is a ratio of amounts, % another scale"),
                          ("0.07 g/g", "yes", ""), ("0.07 mol/mol", "unknown", "mol/mol is a ratio of amounts")]),
    ("in % of hba1c", ">= 6.5 %", [("6.5", "yes", ""), ("48 mmol/mol", "yes", ""), ("75 mmol/mol", "yes", ""),
                                   ("30 mmol/mol", "no", ""), ("47 mmol/mol", "no", ""), ("<30 mmol/mol", "no", ""),
                                   ("0.048 mol/mol", "yes", "")]),
    ("in % of hba1c", ">= 48 mmol/mol", [("6.5", "no", ""), ("6.54304", "yes", ""), ("6.543039999", "no", ""),
                                         ("48 mmol/mol", "yes", ""), ("47.999999999 mmol/mol", "no", "")]),
    ("in mmol/mol of hba1c", ">= 48 mmol/mol", [("48", "yes", ""), ("6.54304 %", "yes", ""), ("6.5 %", "no", "")]),
    ("in ng/mL{FEU}", ">= 500 ng/mL{FEU}", [("600 ng/mL{FEU}", "yes", ""), ("600 ng/mL", "yes", ""), ("600", "yes", ""),
                                            ("300 ng/mL{DDU}", "unknown", "{DDU} is not {FEU}"),
                                            ("0.6 mg/L{feu}", "yes", "")]),
    ("in ng/mL{FEU} of d_dimer", ">= 500 ng/mL", [("300 ng/mL{DDU}", "yes", ""), ("249 ug/L{DDU}", "no", ""),
                                                  ("300 ng/mL{XYZ}", "unknown", "{XYZ} is not {FEU}")]),
    ("in 10*9/L", "> 11 10*9/L", [("12000 {cells}/uL", "yes", ""), ("12000 /uL", "yes", "")]),
    ("in {beats}/min", "> 100 {beats}/min", [("101 /min", "yes", ""), ("101 {counts}/min", "yes", "")]),
    ("is number", "> 1.5", [("2", "yes", ""), ("50 %", "unknown", "has a unit")]),
    ("in Cel", ">= 38 Cel", [("38", "yes", ""), ("100.4 [degF]", "yes", ""), ("311.15 K", "yes", ""), ("311.14 K", "no", "")]),
    ("in pH", "< 7.35 pH", [("7.3", "yes", ""), ("40 nmol/L", "unknown", "does not convert")]),
    ("in mm[Hg]", "< 60 mm[Hg]", [("7.9 kPa", "yes", ""), ("8.1 kPa", "no", "")]),
    ("in mL/min/1.73m2", "< 60 mL/min/1.73m2", [("59", "yes", ""), ("59 mL/min", "unknown", "does not convert")]),
    ("in mmol/L{corrected}", "> 2.6 mmol/L", [("2.7", "yes", ""), ("2.7 mmol/L", "yes", ""),
                                              ("2.7 mmol/L{uncorrected}", "unknown", "{uncorrected} is not {corrected}")]),
    ("in [iU]/L", "> 2 [iU]/L", [("3 mg/L", "unknown", "does not convert"), ("3", "yes", "")]),
    ("in {copies}/mL", "> 1000 {copies}/mL", [("1001 {cells}/mL", "yes", ""), ("4 [lg]", "unknown", "")]),
]


class LookAlikeUnitsTest(ProgramTest):
    def test_values_that_convert_and_values_that_do_not(self):
        for fact, condition, cells in CASES:
            text = GUIDELINE + f'fact x "X" {fact}\n\nrule r "R"\n  when x {condition}\n  then note "n"\n'
            guideline = self.write("g.mgl", text + '  assumed because "an example"\n')
            cases = self.write("c.csv", "id,x\n" + "".join(f"{i},{cell}\n" for i, (cell, _, _) in enumerate(cells)))
            for rows in ("", "rows"):
                done = mgl("run", guideline, cases, "--as-of", "2026-03-01", "--quiet", environment={"MGL_BATCH": rows})
                self.assert_exit(done, 0)
                for (cell, answer, warning), row in zip(cells, records(done.stdout), strict=True):
                    with self.subTest(fact=fact, condition=condition, cell=cell, rows=rows):
                        self.assertEqual(row["r"], answer)
                        self.assertIn(warning, row["warnings"])
                        self.assertEqual(row["warnings"] == "", answer != "unknown")

    def test_differences_of_temperatures(self):
        text = GUIDELINE + """fact a "A" in Cel
fact b "B" in Cel
fact f "F" in [degF]
define rise as a - b
result shown as rise
result in_kelvin in K as rise
result in_celsius in Cel as a - b
result in_fahrenheit in [degF] as rise
result of_two as a - f
result shifted as a + 2 K
result shifted_f as f - 1 K
result plain as (a in K) - (b in K)
rule at_least_2 "R"
  when rise >= 2 K and rise >= 2 Cel and rise >= 3.6 [degF] and a - b is 2 Cel to 10 K
  then note "n"
  assumed because "an example"
"""
        guideline = self.write("g.mgl", text)
        cases = self.write("c.csv", "id,a,b,f\np,37,38,98.6\nq,40,38,98.6\nr,313.15 K,100.4 [degF],38 Cel\ns,,38,\n")
        for rows in ("", "rows"):
            done = mgl("run", guideline, cases, "--as-of", "2026-03-01", "--quiet", environment={"MGL_BATCH": rows})
            self.assert_exit(done, 0)
            names = ["shown", "in_kelvin", "in_celsius", "in_fahrenheit", "of_two", "shifted", "shifted_f", "plain", "at_least_2"]
            found = [[row[name] for name in names] for row in records(done.stdout)]
            self.assertEqual(found[0], ["-1", "-1", "-1", "-1.8", "0", "39", "96.8", "-1", "no"])
            self.assertEqual(found[1], ["2", "2", "2", "3.6", "3", "42", "96.8", "2", "yes"])
            self.assertEqual(found[2], ["2", "2", "2", "3.6", "2", "42", "98.6", "2", "yes"])
            self.assertEqual(found[3], [""] * 8 + ["unknown"])


if __name__ == "__main__":
    main()
