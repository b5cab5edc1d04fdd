"""`mgl lint` and `mgl fmt` as authors know them."""

import json

from program import GUIDELINE, ProgramTest, main, mgl

GOOD = """guideline small "Small"
  language mgl 1
  version 1.0.0
  status draft
  grading none
  applies when age >= 18 years

fact age "Age" in whole years
fact weight "Weight" in kg

rule heavy "Heavy"
  when weight > 100 kg
  then note "heavy"
  assumed because "a test"
"""


class LintTest(ProgramTest):
    def errors(self, text):
        done = mgl("lint", "--format", "json", self.write("g.mgl", text))
        found = json.loads(done.stdout)
        self.assert_exit(done, 1 if any(f["level"] == "error" for f in found) else 0)
        return [f for f in found if f["level"] == "error"]

    def assert_one_error(self, old, new, line, words):
        self.assertIn(old, GOOD)
        found = self.errors(GOOD.replace(old, new, 1))
        self.assertEqual([f["line"] for f in found], [line], found)
        text = found[0]["message"] + " " + found[0]["help"]
        for word in words:
            self.assertIn(word, text)

    def test_the_magnesium_guideline_has_no_findings(self):
        done = mgl("lint", GUIDELINE)
        self.assert_exit(done, 0)
        self.assertIn("0 errors, 0 other findings", done.stdout)

    def test_one_mistake_is_one_error_on_its_line(self):
        for old, new, line, words in [
            ("weight > 100", "wieght > 100", 12, ["wieght", "did you mean `weight`"]),
            ("100 kg", "100 mg/dL", 12, ["mg/dL"]),
            ("100 kg", "100 kgs", 12, ["kgs", "kg"]),
            ("100 kg", "100", 12, ["kg"]),
            ("100 kg", "100,5 kg", 12, ["100.5"]),
            ("then note", "than note", 13, ["than", "then"]),
            ("then note", "then nte", 13, ["nte", "did you mean `note`"]),
            ("rule heavy", "rul heavy", 11, ["rul", "did you mean `rule`"]),
            ('rule heavy "Heavy"', 'rule route "Heavy"', 11, ["route"]),
            ('fact weight "Weight" in kg', 'fact weight "Weight in kg', 9, []),
            ("  when weight > 100 kg\n", "", 11, ["when"]),
            ("weight > 100 kg", "weight >", 12, []),
            ("weight > 100 kg", "(weight > 100 kg", 12, [")"]),
            ("weight > 100 kg", "weight", 12, ["weight", "kg"]),
            ("weight > 100 kg", "50 < weight < 100 kg", 12, []),
            ("fact weight", "fact age", 9, ["age"]),
            ("in whole years", "in whole yeers", 8, ["yeers", "year"]),
            ("language mgl 1", "language mgl 2", 2, ["1"]),
            ("status draft", "status darft", 4, ["draft"]),
        ]:
            with self.subTest(new=new):
                self.assert_one_error(old, new, line, words)

    def test_all_mistakes_in_one_run(self):
        text = GOOD.replace("kg\n\n", "kgs\n\n").replace("then note", "then nte")
        self.assertEqual([f["line"] for f in self.errors(text)], [9, 13])

    def test_text_shows_the_place(self):
        done = mgl("lint", self.write("g.mgl", GOOD.replace("weight > 100", "wieght > 100")))
        self.assert_exit(done, 1)
        self.assertIn("g.mgl:12:8", done.stdout)
        self.assertIn("12 |   when wieght > 100 kg", done.stdout)
        self.assertIn("   |        ^^^^^^", done.stdout)

    def test_explain(self):
        code = self.errors(GOOD.replace("weight > 100", "wieght > 100"))[0]["code"]
        done = mgl("lint", "--explain", code)
        self.assert_exit(done, 0)
        self.assertTrue(done.stdout.startswith(code))
        self.assert_exit(mgl("lint", "--explain", "L9999"), 2)

    def test_not_in_this_version_yet(self):
        found = self.errors(GOOD + 'score s "S"\n  item "A"\n    points 1 when weight > 1 kg\n')
        self.assertEqual([f["line"] for f in found], [15])
        self.assertIn("not in this version yet", found[0]["message"])

    def test_files_that_cannot_be_read(self):
        self.assert_exit(mgl("lint", self.folder / "no.mgl"), 2)
        self.assert_exit(mgl("lint", self.folder), 2)
        self.assert_exit(mgl("lint"), 2)
        self.assertEqual(len(self.errors(b"guideline \xff\xfe")), 1)
        self.assertEqual(len(self.errors("")), 1)

    def test_line_ends_and_byte_order_mark(self):
        self.assertEqual(self.errors(GOOD.replace("\n", "\r\n")), [])
        self.assertEqual(self.errors("\ufeff" + GOOD), [])

    def test_standard_input(self):
        self.assert_exit(mgl("lint", "-", stdin=GOOD.encode()), 0)


class FormatTest(ProgramTest):
    def test_the_magnesium_guideline_is_formatted(self):
        self.assert_exit(mgl("fmt", "--check", GUIDELINE), 0)

    def test_layout_is_made_and_kept(self):
        messy = GOOD.replace("\n  ", "\n").replace(" > ", "   >\t") + "# the end\n"
        path = self.write("g.mgl", messy)
        self.assert_exit(mgl("fmt", "--check", path), 1)
        self.assertEqual(path.read_text(), messy)
        self.assert_exit(mgl("fmt", path), 0)
        once = path.read_text()
        self.assertEqual(once.split("# the end")[0].rstrip(), GOOD.rstrip())
        self.assertIn("# the end", once)
        self.assert_exit(mgl("fmt", "--check", path), 0)

    def test_standard_input_to_standard_output(self):
        done = mgl("fmt", "-", stdin=GOOD.replace("  when", "when").encode())
        self.assertEqual(done.stdout, GOOD)

    def test_a_broken_file_stays_as_it_is(self):
        path = self.write("g.mgl", GOOD.replace("then note", "then nte"))
        self.assert_exit(mgl("fmt", path), 2)
        self.assertIn("then nte", path.read_text())

    def test_every_comment_stays(self):
        lines = GUIDELINE.read_text().splitlines()
        commented = "".join(f"{line}  # c{i}\n# own {i}\n" for i, line in enumerate(lines) if line.strip())
        done = mgl("fmt", "-", stdin=commented.encode())
        self.assert_exit(done, 0)
        for i, line in enumerate(lines):
            if line.strip() and not line.startswith("#"):
                self.assertIn(f"# c{i}\n", done.stdout)
                self.assertIn(f"# own {i}\n", done.stdout)
        again = mgl("fmt", "-", stdin=done.stdout.encode())
        self.assertEqual(again.stdout, done.stdout)


if __name__ == "__main__":
    main()
