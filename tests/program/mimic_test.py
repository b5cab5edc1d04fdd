"""Real laboratory values: serum magnesium of the MIMIC-III demo, where it is beside the checkout."""


from program import AS_OF, GUIDELINE, SHARED, ProgramTest, main, mgl, records

LABS = SHARED / "data/mimic3-demo/labs_mg_context.csv"

PROBES = """
rule is_severe "Severe" when severe then note "x" assumed because "a probe"
rule is_deficient "Deficient" when deficient then note "x" assumed because "a probe"
rule is_above "Above" when serum_magnesium is above normal_magnesium then note "x" assumed because "a probe"
rule is_exactly "Exactly" when serum_magnesium = 1.2 mg/dL then note "x" assumed because "a probe"
"""


class MimicTest(ProgramTest):
    def test_1918_real_values(self):
        lines = LABS.read_text().splitlines(keepends=True)
        real = self.write("real.csv", "".join(
            line for i, line in enumerate(lines) if i == 0 or line.split(",")[3] == "magnesium"))
        guideline = self.write("probes.mgl", GUIDELINE.read_text() + PROBES)
        done = mgl("run", guideline, real, "--as-of", AS_OF, "--map", "serum_magnesium=VALUE",
                   "--map", "serum_magnesium.unit=UNIT")
        self.assert_exit(done, 0)
        rows = records(done.stdout)
        self.assertEqual(len(rows), 1918)

        def yes(name):
            return [i for i, row in enumerate(rows) if row[name] == "yes"]

        self.assertEqual(len(yes("is_severe")), 6)
        self.assertEqual(len(yes("is_exactly")), 9)
        self.assertFalse(set(yes("is_severe")) & set(yes("is_exactly")))
        self.assertEqual(len(yes("is_deficient")), 309)
        self.assertEqual(len(yes("is_above")), 198)
        self.assertEqual(yes("oral_supplementation"), yes("is_deficient"))


if __name__ == "__main__":
    main(LABS)
