"""`mgl test` as people use it: what it prints, its JSON, its exit codes."""

import json
import re
import xml.etree.ElementTree

from program import EVERY_GUIDELINE, GUIDELINE, SOURCE, ProgramTest, main, mgl

HEAD = """guideline fever_care "Fever care"
  language mgl 1
  version 1.0.0
  status draft

fact age "Age" in whole years
  plausible 0 to 130 years
fact fever "Fever" is yes/no
fact started "Start" is date

define old "Old" as age >= 75 years
rule watch "Watch"
  when fever and old
  then note "Watch"
recheck control "Control" of age
  when fever
  in 1 to 2 weeks after started

"""
GOOD = 'example "old with fever"\n  given age 80 years, fever yes\n  expect watch yes\n'
BAD = 'example "young with fever"\n  given age 20 years, fever yes\n  expect watch yes, old no\n'
DATED = ('example "a week later"\n  given fever yes, started 2026-02-20\n  expect control due\n'
         'example "nobody knows"\n  given fever no\n  expect control no\n')


class TestCommandTest(ProgramTest):
    def file(self, examples, name="fever.mgl"):
        return self.write(name, HEAD + examples)

    def json(self, *arguments, code=0):
        done = mgl("test", "--format", "json", *arguments)
        self.assert_exit(done, code)
        return json.loads(done.stdout)

    def test_the_guidelines_pass(self):
        done = mgl("test", *EVERY_GUIDELINE)
        self.assert_exit(done, 0)
        self.assertEqual(done.stderr, "")
        self.assertIn("DRAFT, not clinically approved; from one secondary source", done.stdout)
        self.assertRegex(done.stdout, rf"\n{len(EVERY_GUIDELINE)} files, \d+ examples: \d+ passed, 0 failed\n$")

    def test_a_failed_example_is_underlined_and_explained(self):
        path = self.file(GOOD + BAD)
        done = mgl("test", path)
        self.assert_exit(done, 1)
        self.assertIn(f'failed: "young with fever" ({path}:22)\n', done.stdout)
        self.assertIn(f"  --> {path}:24:10\n", done.stdout)
        self.assertIn("24 |   expect watch yes, old no\n"
                      "   |          ^^^^^^^^^ expected yes, got no\n", done.stdout)
        self.assertIn("when old = age >= 75 years: no (age 20 years)", done.stdout)
        self.assertNotIn("when fever", done.stdout)
        self.assertIn("  given: age 20 years, fever yes\n", done.stdout)
        self.assertIn("2 examples: 1 passed, 1 failed\n", done.stdout)

    def test_missing_facts_and_warnings_are_named(self):
        path = self.file('example "odd"\n  given age 200 years, fever yes\n  expect watch yes, ask fever\n')
        done = mgl("test", path)
        self.assert_exit(done, 1)
        self.assertIn("expected yes, got unknown", done.stdout)
        self.assertIn("    missing: age\n", done.stdout)
        self.assertIn("expected to ask for fever, asks for age", done.stdout)
        self.assertIn("it is known: fever yes", done.stdout)
        self.assertIn("  warnings: age 200 years is outside 0..130 years\n", done.stdout)

    def test_quiet_shows_failures_only(self):
        self.assertEqual(mgl("test", "--quiet", self.file(GOOD)).stdout, "")
        done = mgl("test", "--quiet", self.file(GOOD + BAD))
        self.assert_exit(done, 1)
        self.assertTrue(done.stdout.startswith('failed: "young with fever"'), done.stdout)

    def test_colour_only_where_it_is_wanted(self):
        path = self.file(BAD)
        self.assertNotIn("\033", mgl("test", path).stdout)
        self.assertIn("\033[1;31mfailed:\033[0m", mgl("test", "--color", "always", path).stdout)

    def test_no_examples(self):
        done = mgl("test", self.file(""))
        self.assert_exit(done, 0)
        self.assertIn("no examples\n", done.stdout)

    def test_filter(self):
        path = self.file(GOOD + BAD)
        done = mgl("test", path, "--filter", "OLD with")
        self.assert_exit(done, 0)
        self.assertIn("1 example: 1 passed\n", done.stdout)
        done = mgl("test", path, "--filter", "nothing like it")
        self.assert_exit(done, 2)
        self.assertIn("no example has `nothing like it` in its title", done.stderr)

    def test_unusable_files(self):
        broken = self.write("broken.mgl", HEAD.replace("fever and old", "fever and odl"))
        missing = self.folder / "missing.mgl"
        done = mgl("test", broken, missing, self.folder, self.file(BAD))
        self.assert_exit(done, 2)
        self.assertIn("error[L0201]", done.stderr)
        self.assertIn(f"mgl test: {broken} has errors; no example was run", done.stderr)
        self.assertIn(str(missing), done.stderr)
        self.assertIn('failed: "young with fever"', done.stdout)
        latin = self.write("latin.mgl", (HEAD + GOOD).encode().replace(b"old with", b"\xe4lt"))
        self.assert_exit(mgl("test", latin), 2)
        found = self.json(broken, missing, code=2)
        self.assertEqual([item["file"] for item in found], [str(broken), str(missing)])
        self.assertEqual([item["guideline"] for item in found], [None, None])

    def test_standard_input(self):
        done = mgl("test", "-", stdin=(HEAD + GOOD).encode())
        self.assert_exit(done, 0)
        self.assertIn("1 example: 1 passed", done.stdout)

    def test_the_day(self):
        path = self.file(DATED)
        done = mgl("test", path, "--as-of", "2026-03-01")
        self.assert_exit(done, 0)
        self.assertIn(f"mgl test: {path}:19: this example comes out otherwise on another day\n"
                      "  write `as of DATE` in it\n", done.stderr)
        done = mgl("test", path, "--as-of", "2026-04-01")
        self.assert_exit(done, 1)
        self.assertIn("expected due, got overdue", done.stdout)
        self.assertIn("the test is due from 2026-02-27 to 2026-03-06", done.stdout)
        self.assertIn("as of 2026-04-01, as the example names no day", done.stdout)
        dated = self.file(DATED.replace("  given fever yes, started", "  as of 2026-03-01\n  given fever yes, started"))
        self.assertEqual(mgl("test", dated, "--as-of", "2030-01-01").stderr, "")
        done = mgl("test", path, "--as-of", "2026-13-01")
        self.assert_exit(done, 2)
        self.assertIn("`2026-13-01` is not a day", done.stderr)

    def test_json(self):
        path = self.file(GOOD + BAD)
        [found] = self.json(path, code=1)
        self.assertEqual(list(found), ["file", "guideline", "passed", "failed", "examples", "coverage"])
        self.assertEqual((found["file"], found["passed"], found["failed"]), (str(path), 1, 1))
        self.assertEqual(found["guideline"]["name"], "fever_care")
        self.assertEqual(found["guideline"]["status"], "draft")
        self.assertIsNone(found["coverage"])
        good, bad = found["examples"]
        self.assertEqual((good["title"], good["line"], good["passed"], good["unmet"]),
                         ("old with fever", 19, True, []))
        [unmet] = bad["unmet"]
        self.assertEqual({key: unmet[key] for key in ("subject", "expected", "actual", "line", "column")},
                         {"subject": "watch", "expected": "yes", "actual": "no", "line": 24, "column": 10})
        self.assertEqual(bad["given"], ["age 20 years", "fever yes"])

    def junit(self, *arguments, code=0):
        done = mgl("test", "--format", "junit", *arguments)
        self.assert_exit(done, code)
        self.assertTrue(done.stdout.startswith('<?xml version="1.0" encoding="UTF-8"?>\n'))
        return xml.etree.ElementTree.fromstring(done.stdout)

    def test_junit(self):
        path = self.file(GOOD.replace("old with", "old &amp; <b> with") + BAD)
        suites = self.junit(path, GUIDELINE, code=1)
        self.assertEqual((suites.tag, suites.get("failures"), suites.get("errors")), ("testsuites", "1", "0"))
        fever, magnesium = suites.findall("testsuite")
        self.assertEqual(int(suites.get("tests")), 2 + len(magnesium.findall("testcase")))
        self.assertEqual((fever.get("name"), fever.get("file"), fever.get("tests"), fever.get("failures")),
                         ("fever_care", str(path), "2", "1"))
        properties = {item.get("name"): item.get("value") for item in magnesium.find("properties")}
        self.assertEqual(properties["status"], "DRAFT, not clinically approved; from one secondary source")
        self.assertRegex(properties["content"], "^sha256:[0-9a-f]{64}$")
        good, bad = fever.findall("testcase")
        self.assertEqual((good.get("name"), good.get("classname"), good.get("line"), list(good)),
                         ("old &amp; <b> with fever", "fever_care", "19", []))
        self.assertEqual(bad.find("failure").get("message"), "watch: expected yes, got no")
        self.assertIn("when old = age >= 75 years: no (age 20 years)", bad.find("failure").text)

    def test_junit_of_unusable_files(self):
        suites = self.junit(self.folder / "no.mgl", self.file(GOOD), code=2)
        self.assertEqual((suites.get("tests"), suites.get("failures"), suites.get("errors")), ("2", "0", "1"))
        missing, fever = suites.findall("testsuite")
        self.assertEqual((missing.get("tests"), missing.get("errors")), ("1", "1"))
        self.assertEqual(missing.find("testcase").find("error").get("message"),
                         "no example was run: standard error says what is wrong with the file")
        self.assertEqual(fever.get("errors"), "0")

    def test_the_magnesium_examples_show_everything(self):
        self.assertIn("coverage of magnesium_cramps: 100 %", self.output("test", "--coverage", "--coverage-at-least", "100", GUIDELINE))

    def test_the_examples_of_every_guideline_show_what_it_can_say(self):
        folders = sorted(path.name for path in (SOURCE / "guidelines").iterdir() if path.is_dir())
        self.assertEqual([path.stem for path in EVERY_GUIDELINE], folders)
        for guideline in EVERY_GUIDELINE:
            text = self.output("test", "--coverage", "--coverage-at-least", "95", guideline)
            said = re.findall(r"(?m)^  (outcomes of rules|values of results|statuses of rechecks|readings) +(\d+) of (\d+)", text)
            self.assertNotEqual(said, [], guideline)
            self.assertEqual([what for what, shown, of in said if shown != of], [], guideline)

    def test_coverage_text(self):
        done = mgl("test", "--coverage", self.file(GOOD))
        self.assert_exit(done, 0)
        text = done.stdout
        self.assertRegex(text, r"coverage of fever_care: \d+ %, \d+ of \d+\n")
        self.assertRegex(text, r"\n  rule +yes +no +unknown +blocked +overridden +lacks\n"
                               r"  watch +1 +- +- +no, unknown\n")
        self.assertRegex(text, r"\n  control +- +\(1\) +- +- +- +- +no, unknown, upcoming, due, overdue, done\n")
        self.assertIn("fever.mgl:11: age >= 75 years: never no\n", text)
        self.assertIn("fever.mgl:13: fever: never no\n", text)

    def test_coverage_json(self):
        [found] = self.json("--coverage", self.file(GOOD + BAD), code=1)
        coverage = found["coverage"]
        self.assertEqual(coverage["rules"], [{"name": "watch", "line": 12, "outcomes": {
            "yes": {"reached": 1, "expected": 1}, "no": {"reached": 1, "expected": 0},
            "unknown": {"reached": 0, "expected": 0}}}])
        self.assertEqual([(item["text"], item["yes"], item["no"]) for item in coverage["conditions"]],
                         [("age >= 75 years", 1, 1), ("fever", 2, 0)])
        self.assertEqual(coverage["totals"]["conditions"], {"covered": 3, "of": 4, "percent": 75})
        totals = coverage["totals"].values()
        self.assertEqual(coverage["of"], sum(total["of"] for total in totals))
        self.assertEqual(coverage["covered"], sum(total["covered"] for total in totals))

    def test_coverage_at_least(self):
        path = self.file(GOOD + 'example "young"\n  like "old with fever"\n  given age 20 years\n  expect watch no\n')
        [found] = self.json("--coverage", path)
        covered, of = found["coverage"]["covered"], found["coverage"]["of"]
        self.assertLess(covered, of)
        exact = f"{covered / of * 100:.10f}"
        self.assert_exit(mgl("test", path, "--coverage-at-least", 0), 0)
        self.assert_exit(mgl("test", path, "--coverage-at-least", float(exact) - 0.001), 0)
        done = mgl("test", path, "--coverage-at-least", float(exact) + 0.001)
        self.assert_exit(done, 1)
        self.assertIn(f"the examples cover {covered} of {of}", done.stderr)
        self.assertNotIn("coverage of", done.stdout)
        for wrong in ("101", "-1", "most"):
            done = mgl("test", path, f"--coverage-at-least={wrong}")
            self.assert_exit(done, 2)
            self.assertIn(f"`{wrong}` is no percentage", done.stderr)

    def test_coverage_never_changes_the_exit_code(self):
        low = self.file(GOOD)
        self.assertNotIn(": 100 %", self.output("test", "--coverage", low))
        self.assert_exit(mgl("test", "--coverage-at-least", "100", low), 1)

    def test_help_has_an_example_that_works(self):
        done = mgl("test", "--help")
        self.assert_exit(done, 0)
        self.assertIn("mgl test guidelines/magnesium_cramps/magnesium_cramps.mgl --coverage", done.stdout)
        self.assertIn("Exit code", done.stdout)


if __name__ == "__main__":
    main()
