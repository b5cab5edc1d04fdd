"""`mgl units` as its users know it."""

from program import ProgramTest, main, mgl


class UnitsTest(ProgramTest):
    def converted(self, *arguments):
        done = mgl("units", *arguments)
        self.assert_exit(done, 0)
        return done.stdout.strip()

    def test_converts(self):
        self.assertEqual(self.converted("1", "g/L", "mg/dL"), "100 mg/dL")
        self.assertEqual(self.converted("6.3", "s/mm", "s/m", "--ucum"), "6300 s/m")
        self.assertEqual(self.converted("-40", "Cel", "[degF]"), "-40 [degF]")

    def test_substances(self):
        magnesium = ["--substance", "magnesium,24.305,2"]
        self.assertEqual(self.converted("2.5", "mEq/L", "mg/dL", *magnesium), "3.038125 mg/dL")
        self.assertEqual(self.converted("1", "mmol/L", "mEq/L", *magnesium), "2 mEq/L")
        self.assert_exit(mgl("units", "1", "mmol/L", "mg/dL"), 1)

    def test_scales_that_look_alike(self):
        self.assertEqual(self.converted("48", "mmol/mol", "%", "--substance", "hba1c"), "6.54304 %")
        self.assertEqual(self.converted("6.54304", "%", "mmol/mol", "--substance", "hba1c"), "48 mmol/mol")
        self.assertEqual(self.converted("mmol/mol", "%", "--substance", "hba1c"),
                         "value in % = value in mmol/mol * 0.09148 + 2.152 of hba1c")
        done = mgl("units", "48", "mmol/mol", "%")
        self.assert_exit(done, 1)
        self.assertIn("help: mmol/mol is a ratio of amounts, % another scale; of HbA1c: --substance hba1c", done.stderr)
        done = mgl("units", "300", "ng/mL{DDU}", "ng/mL{FEU}")
        self.assert_exit(done, 1)
        self.assertIn("help: {DDU} is not {FEU}", done.stderr)
        self.assertEqual(self.converted("300", "ng/mL{DDU}", "ng/mL{FEU}", "--ucum"), "300 ng/mL{FEU}")

    def test_reads_a_code(self):
        self.assertIn("milligram per decilitre", self.converted("mg/dL"))

    def test_refuses(self):
        done = mgl("units", "mgg/dL")
        self.assert_exit(done, 1)
        self.assertIn("mg/dL", done.stderr + done.stdout)
        self.assert_exit(mgl("units", "1", "mg", "mL"), 1)
        self.assert_exit(mgl("units", "years", "--ucum"), 1)
        self.assert_exit(mgl("units"), 2)

    def test_batch(self):
        done = mgl("units", "--batch", stdin=b"1,g/L,mg/dL\n5,mg,xx\n12,mg/L,mg/dL\n")
        self.assert_exit(done, 1)
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0], "1,g/L,mg/dL,100")
        self.assertTrue(lines[1].startswith("5,mg,xx,,"))
        self.assertEqual(lines[2], "12,mg/L,mg/dL,1.2")


if __name__ == "__main__":
    main()
