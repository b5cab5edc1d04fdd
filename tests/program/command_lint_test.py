"""`mgl lint` and `mgl fmt` as authors know them."""

import json
import re

from program import GUIDELINE, HEADER, SOURCE, ProgramTest, main, mgl

GOOD = HEADER + """  applies when age >= 18 years

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

    def test_the_magnesium_range_depends_on_the_reporting_unit(self):
        text = GUIDELINE.read_text()
        self.assertEqual(text.count("accept L0519"), 1)
        kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("accept L0519"))
        done = mgl("lint", "-", stdin=kept.encode())
        self.assert_exit(done, 0)
        self.assertIn("1 file checked: 0 errors, 1 warning, ", done.stdout)
        self.assertIn("`normal_magnesium` depends on the unit of the report at 1.8 to 1.82 mg/dL and "
                      "at 2.5 to 3.04 mg/dL", done.stdout)

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
        for asked, meant in [("unknown-unit", "invalid-unit"), ("misssing-source", "missing-source")]:  # its title; a slip
            self.assertIn(f"did you mean `{meant}`?", mgl("lint", "--explain", asked).stderr)

    def test_not_in_this_version_yet(self):
        found = self.errors(GOOD + 'each order "Order"\n  has drug\n')
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
        self.assertIn("1 file checked: 0 errors", self.output("lint", "-", stdin=GOOD.encode()))


class LevelTest(ProgramTest):
    """Levels from mgl.yaml and from the command line."""

    WARNED = GOOD.replace("  assumed because \"a test\"\n", "")  # one warning: L0503, missing-source

    def found(self, *arguments):
        done = mgl("lint", "--format", "json", *arguments)
        return {f["code"]: f["level"] for f in json.loads(done.stdout)}, done.returncode

    def assert_unusable(self, done, *words):
        self.assert_exit(done, 2)
        self.assertNotIn("checked: 0 errors", done.stdout.replace("0 files checked: 0 errors", ""))
        for word in words:
            self.assertIn(word, done.stderr)

    def test_a_level_on_the_command_line(self):
        path = self.write("g.mgl", self.WARNED)
        levels, code = self.found(path)
        self.assertEqual((levels["L0503"], code), ("warning", 0))
        for name in ["L0503", "l0503", "missing-source"]:
            levels, code = self.found("--level", f"{name}=error", path)
            self.assertEqual((levels["L0503"], code), ("error", 1))
            levels, code = self.found(path, "--level", f"{name}=off", "--level", "L0514=off")
            self.assertNotIn("L0503", levels)
            self.assertNotIn("L0514", levels)
        for setting, word in [("L9999=off", "L9999"), ("missing-sorce=off", "missing-source"), ("L0503=of", "off"),
                              ("L0503", "L0501=off"), ("L0201=warning", "stays"), ("unknown-name=off", "stays"),
                              ("=off", "no finding"), ("L0503=", "no level")]:
            self.assert_unusable(mgl("lint", "--level", setting, path), word)
        self.assert_exit(mgl("lint", "--level", "L0201=error", path), 0)

    def test_an_error_of_the_language_is_never_accepted(self):
        text = GOOD.replace("weight > 100", "wieght > 100") + 'accept L0201 because "no"\n'
        levels, code = self.found(self.write("g.mgl", text))
        self.assertEqual((levels, code), ({"L0201": "error"}, 1))

    def test_a_raised_finding_can_still_be_accepted(self):
        path = self.write("g.mgl", self.WARNED + 'accept L0503 because "a test"\n')
        levels, code = self.found("--level", "L0503=error", path)
        self.assertNotIn("L0503", levels)
        self.assertEqual(code, 0)

    def test_every_finding_can_be_accepted(self):
        accepted = set()
        for golden in sorted((SOURCE / "tests/golden/lint").glob("*/*.mgl")):
            found, _ = self.found(golden)
            if any(code < "L05" for code in found):
                continue  # an error of the language
            accepts = "".join(f'\naccept {code} because "a test"' for code in found)
            left, code = self.found(self.write(golden.name, golden.read_text() + accepts + "\n"))
            self.assertEqual((left, code, golden), ({}, 0, golden))
            accepted |= set(found)
        self.assertEqual(sorted(code for code in accepted if code > "L05"), [f"L05{i:02}" for i in range(1, 53)] + [f"L06{i:02}" for i in [*range(1, 15), 90]])

    def test_an_accept_of_what_is_off_is_not_needless(self):
        path = self.write("g.mgl", self.WARNED + 'accept L0503 because "a test"\n')
        levels, _ = self.found("--level", "L0503=off", path)
        self.assertNotIn("L0524", levels)
        levels, _ = self.found(self.write("h.mgl", GOOD + 'accept L0503 because "a test"\n'))
        self.assertIn("L0524", levels)

    def test_the_nearest_file_counts(self):
        (self.folder / "a" / "b").mkdir(parents=True)
        path = self.write("a/b/g.mgl", self.WARNED)
        self.write("mgl.yaml", "lint: {levels: {L0503: error, magic-number: off}}\n")
        self.assertEqual(self.found(path)[0]["L0503"], "error")
        self.assertNotIn("L0514", self.found(path)[0])
        self.write("a/mgl.yaml", "lint:\n  levels:\n    missing-source: info  # for now\n")
        self.assertEqual(self.found(path)[0]["L0503"], "info")
        self.assertEqual(self.found("--level", "L0503=error", path)[0]["L0503"], "error")
        self.assertEqual(self.found("--no-config", path)[0]["L0503"], "warning")
        self.assertEqual(self.found("--config", self.folder / "mgl.yaml", path)[0]["L0503"], "error")
        (self.folder / "a" / "b" / ".git").mkdir()  # the project ends here
        self.assertEqual(self.found(path)[0]["L0503"], "warning")

    def test_an_empty_file_sets_nothing(self):
        path = self.write("g.mgl", self.WARNED)
        for text in ["", "# nothing\n", "lint:\n", "lint: {}\n", "lint: {levels: }\n"]:
            self.write("mgl.yaml", text)
            self.assertEqual(self.found(path)[0]["L0503"], "warning", text)

    def test_a_wrong_file_names_its_place(self):
        path = self.write("g.mgl", self.WARNED)
        for text, place, word in [
            ("lint:\n  levels:\n    L0503: of\n", ":3:12: ", "did you mean `off`"),
            ("lint:\n  levels:\n    L9999: off\n", ":3:5: ", "L9999"),
            ("lint:\n  levels:\n    missing-sorce: off\n", ":3:5: ", "did you mean `missing-source`"),
            ("lint:\n  levels: {L0201: off}\n", ":2:19: ", "stays"),
            ("lint:\n  levels: {L0503: off, missing-source: info}\n", ":2:24: ", "already"),
            ("lint:\n  level: {}\n", ":2:3: ", "levels"),
            ("lnt: {}\n", ":1:1: ", "lint"),
            ("lint: {levels: {L0503: [off]}}\n", ":1:24: ", "no single word"),
            ("lint: {levels: [L0503]}\n", ":1:16: ", "levels"),
            ("lint: off\n", ":1:7: ", "lint"),
            ("- lint\n", ":1:1: ", "lint"),
            ("lint: {levels: {L0503: off}\n", "mgl.yaml:", "no YAML"),
            ("lint: &a {levels: *b}\n", "mgl.yaml:", "no YAML"),
            ("[" * 20000, "mgl.yaml:", "no YAML"),
            ("\x00\x01", "mgl.yaml", ""),
            ("# " + "x" * 70000 + "\n", "mgl.yaml", "65536 bytes"),
        ]:
            with self.subTest(text=text[:60]):
                self.write("mgl.yaml", text)
                self.assert_unusable(mgl("lint", path), "mgl.yaml", place, word)
        self.assert_unusable(mgl("lint", "--config", self.folder / "no.yaml", path), "no.yaml")
        self.assert_unusable(mgl("lint", "--config", self.folder, path), "cannot be read")

    def test_infos_are_counted_and_shown_on_request(self):
        path = self.write("g.mgl", self.WARNED)
        done = mgl("lint", path)
        self.assertIn("warning[L0503]", done.stdout)
        self.assertNotIn("info[", done.stdout)
        self.assertIn("1 file checked: 0 errors, 1 warning, 3 infos (--info shows them)", done.stdout)
        done = mgl("lint", "--info", path)
        self.assertIn(f"{path}:12:8: info[L0514]: `weight > 100 kg` cuts `weight`", done.stdout)
        self.assertTrue(done.stdout.endswith("1 warning, 3 infos\n"), done.stdout)

    def test_dates_pass_on_the_as_of_day(self):
        path = self.write("g.mgl", GOOD.replace("  status draft", "  status draft\n  review by 2026-03-01"))
        self.assertNotIn("L0520", self.found("--as-of", "2026-03-01", path)[0])
        self.assertIn("L0520", self.found("--as-of", "2026-03-02", path)[0])
        for day in ["2026-03", "soon", "2026-02-30"]:
            self.assert_unusable(mgl("lint", "--as-of", day, path), day)

    def test_an_approval_holds_until_the_meaning_changes(self):
        approval = "  approved by \"C. Chair\" on 2026-03-01 for {}\n"
        text = GOOD.replace("  status draft\n", "  status draft\n" + approval)
        done = mgl("lint", self.write("g.mgl", text.format("0000")))
        self.assert_exit(done, 1)
        now = re.search(r"write `for ([0-9a-f]{64})`", done.stdout).group(1)
        approved = text.format(now)
        self.assertNotIn("L0521", self.found(self.write("g.mgl", approved))[0])
        for same in [approved.replace("100 kg", "100   kg  # a comment"), text.format(now.upper()),
                     approved.replace("  grading", approval.format(now) + "  grading")]:
            self.assertNotIn("L0521", self.found(self.write("g.mgl", same))[0])
        changed = self.found(self.write("g.mgl", approved.replace("100 kg", "101 kg")))
        self.assertEqual((changed[0]["L0521"], changed[1]), ("error", 1))


class RulePageTest(ProgramTest):
    """Each rule has its page, and the program shows it."""

    def rules(self):
        done = mgl("lint", "--rules")
        self.assert_exit(done, 0)
        return [line.split(maxsplit=3) for line in done.stdout.splitlines()]

    def test_every_rule_is_listed_with_its_level_and_has_its_page(self):
        listed = {code: (name, level) for code, name, level, _ in self.rules()}
        self.assertEqual(listed["L0503"], ("missing-source", "warning"))
        self.assertEqual(listed["L0201"], ("unknown-name", "error"))
        pages = SOURCE / "tools/author/lint/rules"
        names = {name for code, (name, _) in listed.items() if code >= "L0500"}
        self.assertEqual(names, {path.stem.replace("_", "-") for path in pages.glob("*.md")})
        self.assertEqual(names, {path.stem.replace("_", "-") for path in pages.glob("*.cc")})
        for code, (name, level) in listed.items():
            if code < "L0500":
                continue
            text = (pages / (name.replace("-", "_") + ".md")).read_text()
            self.assertEqual(re.findall("^#+ .*", text, re.MULTILINE),
                             [f"# {name}"] + [f"## {part}" for part in
                                              ["Summary", "Avoid", "Prefer", "Rationale", "Configuration"]])
            self.assertIn(f"Level `{level}` unless", text)
            self.assertIn(f"--level {code}=LEVEL", text)
            for asked in [code, name]:
                done = mgl("lint", "--explain", asked)
                self.assert_exit(done, 0)
                self.assertTrue(done.stdout.startswith(f"{code} {name} ({level}): "), done.stdout)
                self.assertTrue(text.endswith(done.stdout.split("\n\n", 1)[1]), name)

    def test_other_codes_have_their_explanation(self):
        by_code = mgl("lint", "--explain", "l0201").stdout
        self.assertEqual(by_code, mgl("lint", "--explain", "unknown-name").stdout)
        self.assertIn("Every name is declared once", by_code)


class FormatTest(ProgramTest):
    def test_the_magnesium_guideline_is_formatted(self):
        self.assert_exit(mgl("fmt", "--check", GUIDELINE), 0)
        self.assertEqual(self.output("fmt", "-", stdin=GUIDELINE.read_bytes()), GUIDELINE.read_text())

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
