"""`mgl lint --baseline`: what is known is kept back, what is new is told."""

import json

from lint_formats_test import BROKEN, WARNED
from program import ProgramTest, main, mgl

SECOND = """
rule light "Light"
  when weight < 40 kg
  then note "light"
"""


class BaselineTest(ProgramTest):
    def lint(self, *arguments, code=0):
        done = mgl("lint", "--no-config", "--format", "json", "--baseline", self.folder / "known.json", *arguments)
        self.assert_exit(done, code)
        self.said = done.stderr
        return [(f["code"], f["line"]) for f in json.loads(done.stdout) if f["level"] != "info"] if done.stdout else None

    def write_baseline(self, *paths, code=0):
        found = self.lint("--write-baseline", *paths, code=code)
        return found

    def test_only_new_findings_are_told(self):
        path = self.write("g.mgl", WARNED)
        self.assertEqual(self.write_baseline(path), [])
        self.assertIn("known.json: 4 findings written", self.said)
        self.assertEqual(self.lint(path), [])
        self.assertIn("4 findings kept back, 0 in it found no more", self.said)
        moved = "# a comment\n\n" + WARNED.replace("when weight > 100 kg", "when   weight\n    > 100 kg   # heavy")
        path.write_text(moved)
        self.assertEqual(self.lint(path), [])
        path.write_text(moved + SECOND)
        self.assertEqual(self.lint(path), [("L0503", 18)])
        self.assert_exit(mgl("lint", "--baseline", self.folder / "known.json", "--fail-on", "warning", path), 1)
        path.write_text(WARNED + '  assumed because "a test"\n')
        self.assertEqual(self.lint(path), [])
        self.assertRegex(self.said, r"[1-9] in it found no more \(--write-baseline removes them\)")

    def test_another_number_is_another_finding(self):
        path = self.write("g.mgl", WARNED)
        self.write_baseline(path)
        path.write_text(WARNED.replace("100 kg", "101 kg"))
        told = json.loads(mgl("lint", "--no-config", "--format", "json", "--baseline", self.folder / "known.json", path).stdout)
        self.assertIn("L0514", [f["code"] for f in told])  # the magic number of before was 100 kg

    def test_findings_belong_to_their_file(self):
        (self.folder / "a").mkdir()
        path = self.write("a/g.mgl", WARNED)
        self.write_baseline(self.folder / "a")
        self.assertEqual(self.lint(path, self.write("h.mgl", WARNED)), [("L0503", 11)])
        text = json.loads((self.folder / "known.json").read_text())
        self.assertEqual({entry["file"] for entry in text["findings"]}, {"a/g.mgl"})
        # What was not linted is not gone.
        self.lint(self.folder / "h.mgl")
        self.assertIn(" 0 in it found no more", self.said)

    def test_errors_of_the_language_are_never_kept_back(self):
        path = self.write("g.mgl", BROKEN)
        self.assertEqual(self.write_baseline(path, code=1), [("L0201", 12)])
        self.assertEqual(json.loads((self.folder / "known.json").read_text())["findings"], [])
        path.write_text(WARNED)
        self.write_baseline(path)
        path.write_text(BROKEN)
        self.assertEqual(self.lint(path, code=1), [("L0201", 12)])
        self.assertIn("0 findings kept back, 0 in it found no more", self.said)  # nobody knows what else is in it

    def test_raised_findings_are(self):
        path = self.write("g.mgl", WARNED)
        self.assertEqual(self.lint("--write-baseline", "--level", "L0503=error", path), [])
        self.assertEqual(self.lint("--level", "L0503=error", path), [])

    def test_it_is_the_same_each_time_and_can_be_read(self):
        paths = [self.write("b.mgl", WARNED), self.write("a.mgl", WARNED + SECOND)]
        self.write_baseline(*paths)
        first = (self.folder / "known.json").read_text()
        self.write_baseline(*reversed(paths))
        self.assertEqual((self.folder / "known.json").read_text(), first)
        entries = json.loads(first)["findings"]
        self.assertEqual([e["file"] for e in entries], sorted(e["file"] for e in entries))
        self.assertEqual(len(entries), len([line for line in first.splitlines() if '"fingerprint"' in line]))
        self.assertTrue(all(entry["message"] for entry in entries))

    def test_files_that_are_no_baseline(self):
        path = self.write("g.mgl", WARNED)
        self.lint(path, code=2)
        self.assertIn("there is no baseline", self.said)
        self.assertIn("--write-baseline", self.said)
        entry = '{"file": "g.mgl", "code": "L0503", "fingerprint": "0"}'
        for text, words in [
            ("", "known.json:1:1 is no baseline: from there on it cannot be read as JSON"),
            ('{\n  "mgl_baseline": 1,\n  "findings": [\n', "known.json:4:"),
            ("[]", "it has no `mgl_baseline`"),
            ("{}", "it has no `mgl_baseline`"),
            ('{"mgl_baseline": "1"}', "it has no `mgl_baseline`"),
            ('{"mgl_baseline": 2, "findings": []}', "another version"),
            ('{"mgl_baseline": 1}', "it has no `findings`"),
            ('{"mgl_baseline": 1, "findings": {}}', "it has no `findings`"),
            (f'{{"mgl_baseline": 1, "findings": [{entry}, 5]}}', "finding 2 in it lacks"),
            ('{"mgl_baseline": 1, "findings": [{"file": 1}]}', "finding 1 in it lacks"),
            ("[" * 100000, "known.json"),
        ]:
            with self.subTest(text=text[:60]):
                self.write("known.json", text)
                self.assertIsNone(self.lint(path, code=2))
                self.assertIn(words, self.said)
        self.write("known.json", '{"mgl_baseline": 1, "findings": [' + entry + "]}")
        self.assertEqual(self.lint(path), [("L0503", 11)])
        self.assertIn("0 findings kept back, 1 in it found no more", self.said)

    def test_what_is_not_written(self):
        path = self.write("g.mgl", WARNED)
        before = path.read_text()
        self.assert_exit(mgl("lint", "--baseline", path, "--write-baseline", path), 2)
        self.assertEqual(path.read_text(), before)
        self.assert_exit(mgl("lint", "--write-baseline", path), 2)
        self.assert_exit(mgl("lint", "--baseline", "-", "--write-baseline", path), 2)
        self.lint("--write-baseline", path, self.folder / "no.mgl", code=2)
        self.assertIn("was not written", self.said)
        self.assertFalse((self.folder / "known.json").exists())

    def test_all_formats_hold_the_rest(self):
        path = self.write("g.mgl", WARNED)
        self.write_baseline(path)
        path.write_text(WARNED + SECOND)
        for form in ["text", "concise", "sarif", "github", "junit"]:
            done = mgl("lint", "--no-config", "--format", form, "--baseline", self.folder / "known.json", path)
            self.assertIn("light", done.stdout)
            self.assertNotIn("`heavy`", done.stdout)


if __name__ == "__main__":
    main()
