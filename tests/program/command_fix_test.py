"""`mgl lint --fix` and `--diff`: mistakes that have one right form are written in it."""

import json
import re
import shutil
import subprocess

from program import EVERY_GUIDELINE, HEADER, ProgramTest, main, mgl

GOOD = HEADER + """  review by 2026-02-25

reference 1 "A book"
fact potassium "Serum potassium" in mmol/L of potassium
  plausible 1 to 12 mmol/L
fact weakness "Weakness" is yes/no
range normal_potassium "Normal potassium" of potassium
  line 3.5 to 5.0 mmol/L
  cite 1
threshold severe "Severe" potassium below 2.5 mmol/L
  cite 1
medication tablets "Potassium tablets"
  dose 40 to 80 mmol per day
  route oral
  cite 1
rule give_tablets "Give tablets"
  when severe and not weakness
  then give tablets
  urgency today
  cite 1
rule call "Call"
  when severe and weakness
  then refer "Call a doctor, who's near"
  because "it's urgent"
  cite 1
"""


def as_pasted(text):
    """As a word processor writes it."""
    text = re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’")
    text = re.sub(r"(\d) to (\d)", "\\1–\\2", text)
    text = re.sub(r"(\d)\.(\d) mmol", "\\1,\\2 mmol", text)
    text = re.sub(r"(\d)\.(\d)–", "\\1,\\2–", text)
    text = text.replace(" mmol", "\u00a0mmol").replace("  when", "\u00a0\u00a0When").replace("\nrule", "\nRule")
    text = text.replace("severe and weakness", "severe AND weak\u00adness").replace("2026-02-25", "25.02.2026")
    return text.replace("  then", "  \u2022 then").replace("urgency today", "urgency today.")


def as_typed(text):
    """As on a telephone that begins each line with a capital letter and knows no straight quotes."""
    lines = []
    for line in text.split("\n"):
        code, hash_sign, comment = line.partition("#") if '"' not in line else (line, "", "")
        parts = code.split('"')
        for i in range(0, len(parts), 2):
            parts[i] = re.sub(r"(?<![\d.])(\d+)\.(\d\d?) (?=[a-zA-Z])", "\\1,\\2\u00a0", parts[i])
            parts[i] = re.sub(r"(\d) to (\d)", "\\1\u2013\\2", parts[i])
        quoted = "".join(part if i % 2 == 0 else f"“{part}”" for i, part in enumerate(parts))
        if re.match(r"\s*[a-z]+ ", quoted) and not quoted.startswith("    "):
            at = re.match(r"\s*", quoted).end()
            quoted = quoted[:at] + quoted[at].upper() + quoted[at + 1:]
        lines.append(quoted + hash_sign + comment)
    return "\n".join(lines)


class FixTest(ProgramTest):
    def fix(self, text):
        """The text as it is then, and what is left."""
        return self.fix_at(self.write("g.mgl", text))

    def fix_at(self, path):
        done = mgl("lint", "--fix", "--no-config", "--format", "json", path)
        left = [f for f in json.loads(done.stdout) if f["level"] == "error"]
        self.assert_exit(done, 1 if left else 0)
        return path.read_bytes().decode(), left, done

    def test_a_pasted_text_has_no_error_left(self):
        pasted = as_pasted(GOOD)
        self.assertNotEqual(pasted, GOOD)
        self.assert_exit(mgl("lint", "--no-config", self.write("p.mgl", pasted)), 1)
        fixed, left, done = self.fix(pasted)
        self.assertEqual(left, [])
        self.assertRegex(done.stderr, r"g\.mgl: \d+ places fixed\n")
        self.assertEqual(re.sub(" +", " ", fixed.replace("’", "'")), re.sub(" +", " ", GOOD))
        self.assertEqual(self.fix(fixed)[0], fixed)

    def test_guidelines_typed_on_a_telephone_are_what_they_were(self):
        for path in EVERY_GUIDELINE:
            with self.subTest(guideline=path.name):
                text = path.read_text()
                fixed, left, _ = self.fix_at(self.write_beside(path, path.name, as_typed(text)))
                self.assertEqual(fixed, text)
                self.assertEqual(left, [])

    def test_what_each_fix_writes(self):
        for typed, written in [
            ("  when severe && weakness", "  when severe and weakness"),
            ("  when severe||weakness", "  when severe or weakness"),
            ("  when severe and/or weakness", "  when severe or weakness"),
            ("  when severe OR weakness", "  when severe or weakness"),
            ("  when potassium => 2.6 mmol/L", "  when potassium >= 2.6 mmol/L"),
            ("  when potassium == 2,5 mmol/L", "  when potassium = 2.5 mmol/L"),
            ("  when potassium is 2.5–3.5 mmol/L", "  when potassium is 2.5 to 3.5 mmol/L"),
            ("  When severe. # a comment", "  when severe # a comment"),
            ("  when severe\n// a comment", "  when severe\n# a comment"),
            ("  when severe\n-- a comment", "  when severe\n# a comment"),
            ("  when severe\n  cite [1]", "  when severe\n  cite 1"),
        ]:
            with self.subTest(typed=typed):
                old = "  when severe and weakness"
                fixed, left, _ = self.fix(GOOD.replace(old, typed, 1))
                self.assertEqual(left, [])
                self.assertEqual(fixed, GOOD.replace(old, written, 1))

    def test_dates_of_one_reading(self):
        for typed in ["2026/02/25", "25.02.2026", "25 February 2026", "02/25/2026", "25. Feb 2026", "February 25, 2026"]:
            with self.subTest(typed=typed):
                self.assertEqual(self.fix(GOOD.replace("2026-02-25", typed, 1))[0], GOOD)
        two = GOOD.replace("2026-02-25", "3/2/2026", 1)
        fixed, left, _ = self.fix(two)
        self.assertEqual(fixed, two)
        self.assertEqual(len(left), 1)

    def test_findings_that_are_mended_in_one_way(self):
        for typed, written in [
            ("potassium < 2.5 mmol/L and weakness", "severe and weakness"),
            ("weakness and potassium >= 2.5 mmol/L", "weakness and not severe"),
            ("not 2500 umol/L > potassium", "not severe"),
            ("potassium below 2.5 mmol/L", "severe"),
            ("potassium is not below 2.5 mmol/L", "not severe"),
            ("potassium is below 2.5 mmol/L", "severe"),
            # Neither the same nor the opposite, a `not` before it, parentheses that are for the author.
            ("potassium <= 2.5 mmol/L", "potassium <= 2.5 mmol/L"),
            ("not potassium >= 2.5 mmol/L", "not potassium >= 2.5 mmol/L"),
            ("severe and weakness or severe", "severe and weakness or severe"),
        ]:
            with self.subTest(typed=typed):
                old = "severe and weakness"
                fixed, left, _ = self.fix(GOOD.replace(old, typed, 1))
                self.assertEqual(left, [])
                self.assertEqual(fixed, GOOD.replace(old, written, 1))
        repeated = GOOD.replace("severe and weakness", "potassium < 2.5 mmol/L", 1)
        for accepted in ('accept L0515 because "a test"\n', 'accept L0515 call because "a test"\n'):
            self.assertEqual(self.fix(repeated + accepted)[0], repeated + accepted)
        path = self.write("off.mgl", repeated)
        self.assert_exit(mgl("lint", "--fix", "--no-config", "--level", "L0515=off", path), 0)
        self.assertEqual(path.read_text(), repeated)
        needless = 'accept L0515 because "a test"\naccept L0520 because "comes with a date"\n'
        self.assertEqual(self.fix(GOOD + needless)[0], GOOD + needless.replace('accept L0515 because "a test"', ""))

    def test_what_is_no_matter_of_form_stays_and_is_reported(self):
        text = GOOD.replace("give tablets", "give tabletts", 1)
        fixed, left, done = self.fix(text + "\nfact x “X” is yes/no\n")
        self.assertEqual(fixed, text + '\nfact x "X" is yes/no\n')
        self.assertEqual(len(left), 1)
        self.assertIn("1 file", mgl("lint", "--fix", self.write("h.mgl", text)).stdout)

    def test_a_good_file_is_not_written(self):
        path = self.write("g.mgl", GOOD)
        path.chmod(0o444)
        before = path.stat()
        self.assert_exit(mgl("lint", "--fix", "--no-config", path), 0)
        self.assertEqual((path.stat().st_ino, path.stat().st_mtime_ns), (before.st_ino, before.st_mtime_ns))

    def test_no_guideline_of_the_repository_changes(self):
        done = mgl("lint", "--diff", *EVERY_GUIDELINE)
        self.assert_exit(done, 0)
        self.assertEqual(done.stdout, "")

    def test_the_difference_is_a_patch(self):
        if shutil.which("patch") is None:
            self.skipTest("no patch")
        pasted = as_pasted(GOOD)
        path = self.write("g.mgl", pasted)
        done = mgl("lint", "--diff", path)
        self.assert_exit(done, 1)
        self.assertEqual(path.read_bytes().decode(), pasted)
        subprocess.run(["patch", "-s", "-p0", str(path)], input=done.stdout.encode(), check=True)
        patched = path.read_bytes().decode()
        self.assertEqual(self.fix(pasted)[0], patched)

    def test_byte_order_mark_and_line_ends_stay(self):
        text = "\ufeff" + GOOD.replace("\n", "\r\n")
        self.assertEqual(self.fix(text.replace('"A book"', "“A book”"))[0], text)

    def test_standard_input_is_no_file(self):
        self.assert_exit(mgl("lint", "--fix", "-", stdin=GOOD.encode()), 2)


if __name__ == "__main__":
    main()
