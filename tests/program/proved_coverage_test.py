"""`mgl test --coverage` by proofs, `--generate` and `--mutate`, as people use them."""

import json
import re

from program import AS_OF, EVERY_GUIDELINE, GUIDELINE, HEADER, ProgramTest, main, mgl

TEXT = HEADER + """
fact potassium "Potassium" in mmol/L
  plausible 1 to 12 mmol/L
fact age "Age" in whole years
  plausible 0 to 130 years
fact weak "Weak" is yes/no
fact dialysis "On dialysis" is yes/no
threshold low "Low potassium" potassium below 3.5 mmol/L
ambiguity who "Who"
  reading strict as low and weak
  reading broad as low or weak
  adopt strict because "a test"
rule treat "Treat"
  when low and age >= 18 years
  unless dialysis
  then note "Treat"
rule see "See"
  when at least 2 of (low, weak, dialysis)
  then note "See"
rule never_so "Never so"
  when low and potassium > 4 mmol/L
  then note "Never"
"""
ONE = '\nexample "one"\n  given potassium 3.4 mmol/L, age 18 years, dialysis no\n  expect treat yes, low yes\n'


class ProvedCoverageTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.path = self.write("small.mgl", TEXT + ONE)

    def json(self, *arguments):
        done = mgl("test", "--as-of", AS_OF, "--format", "json", *arguments)
        self.assert_exit(done, 0)
        [found] = json.loads(done.stdout)
        return found

    def aims(self, path):
        proved = self.json("--coverage", path)["coverage"]["proved"]
        return proved, {(aim["kind"], aim["of"], aim["text"], aim["side"]): aim for aim in proved["aims"]}

    def test_each_side_of_each_bound(self):
        _, aims = self.aims(self.path)
        bounds = {key[2:]: aim["state"] for key, aim in aims.items() if key[0] == "bounds"}
        self.assertEqual(bounds, {
            ("low", "below 3.5 mmol/L"): "shown", ("low", "from 3.5 mmol/L"): "missing",
            ("age >= 18 years", "below 18 years"): "missing", ("age >= 18 years", "from 18 years"): "shown",
            ("potassium > 4 mmol/L", "up to 4 mmol/L"): "missing",
            ("potassium > 4 mmol/L", "above 4 mmol/L"): "missing"})

    def test_a_value_beyond_the_next_bound_is_not_beside_it(self):
        path = self.write("far.mgl", TEXT + '\nexample "far"\n  given potassium 5 mmol/L\n  expect low no\n')
        _, aims = self.aims(path)
        self.assertEqual(aims["bounds", "low", "low", "from 3.5 mmol/L"]["state"], "missing")
        self.assertEqual(aims["bounds", "never_so", "potassium > 4 mmol/L", "above 4 mmol/L"]["state"], "shown")

    def test_what_no_patient_can_show_is_proved_and_not_counted(self):
        proved, aims = self.aims(self.path)
        never = aims["outcomes", "never_so", "", "yes"]
        self.assertEqual((never["state"], never["reason"]), ("impossible", "proved: it is so for no patient"))
        part = aims["parts", "never_so", "potassium > 4 mmol/L", "yes"]
        self.assertEqual((part["state"], part["reason"]), ("impossible", "proved: where it decides it is never yes"))
        other = aims["parts", "never_so", "potassium > 4 mmol/L", "no"]
        self.assertEqual((other["state"], other["reason"]), ("impossible", "proved: it decides one way only"))
        possible = [aim for aim in proved["aims"] if aim["state"] != "impossible"]
        self.assertEqual(proved["of"], len(possible))
        self.assertEqual(proved["covered"], sum(aim["state"] == "shown" for aim in possible))
        totals = proved["totals"]
        self.assertEqual(list(totals), ["outcomes", "unknown", "statuses", "values", "readings", "lines", "bounds", "parts"])
        self.assertEqual(sum(total["of"] for total in totals.values()), proved["of"])

    def test_parts_decide_alone(self):
        path = self.write("parts.mgl", TEXT + """
example "low alone does not"
  given potassium 3.4 mmol/L, weak no, dialysis no
  expect see no
example "two do"
  given potassium 3.4 mmol/L, weak yes, dialysis no
  expect see yes
""")
        _, aims = self.aims(path)
        see = {key[2:]: aim["shown"] for key, aim in aims.items() if key[:2] == ("parts", "see")}
        # `low` counts where one of the others is yes, `weak` in both, `dialysis` where one is.
        self.assertEqual(see, {("low", "yes"): 1, ("low", "no"): 0, ("weak", "yes"): 1, ("weak", "no"): 1,
                               ("dialysis", "yes"): 0, ("dialysis", "no"): 1})

    def test_the_text_says_the_same(self):
        text = self.output("test", "--coverage", "--as-of", AS_OF, self.path)
        proved, _ = self.aims(self.path)
        self.assertIn(f"of what some patient can show: {proved['percent']} %, {proved['covered']} of {proved['of']}\n", text)
        self.assertIn("small.mgl:13: low: from 3.5 mmol/L\n", text)
        self.assertIn("never_so yes (proved: it is so for no patient)\n", text)

    def test_the_first_total_is_as_it_was(self):
        coverage = self.json("--coverage", self.path)["coverage"]
        self.assertEqual(coverage["of"], sum(total["of"] for total in coverage["totals"].values()))
        self.assertNotIn("bounds", coverage["totals"])

    def test_generated_examples_pass_and_show_what_was_missing(self):
        done = mgl("test", "--generate", "--as-of", AS_OF, self.path)
        self.assert_exit(done, 0)
        again = mgl("test", "--generate", "--as-of", AS_OF, self.path)
        self.assertEqual((done.stdout, done.stderr), (again.stdout, again.stderr))
        self.assertRegex(done.stderr, r"small\.mgl: \d+ examples written for \d+ things that no example shows\n$")
        count = done.stdout.count("\nexample ")
        self.assertEqual(done.stdout.count("# generated: confirm what it expects\nexample "), count)
        path = self.write("more.mgl", TEXT + ONE + done.stdout)
        self.assert_exit(mgl("test", path), 0)
        proved, _ = self.aims(path)
        self.assertEqual([aim for aim in proved["aims"] if aim["state"] not in ("shown", "impossible")], [])
        self.assertEqual(proved["percent"], 100)
        self.assertEqual(mgl("test", "--generate", "--as-of", AS_OF, path).stdout, "")
        self.assert_exit(mgl("fmt", "--check", path), 0)
        self.assertIn("L0547", mgl("lint", "--info", path).stdout)

    def test_statuses_and_values(self):
        path = self.write("more.mgl", HEADER + '''
fact weight "Weight" in kg
  plausible 1 to 300 kg
fact height "Height" in m
  plausible 0.4 to 2.5 m
fact treated "Treated" is yes/no
fact started "Started" is date
result bmi "BMI" in kg/m2 as weight / height ^ 2
result heavy "Heavy" as weight > 100 kg
result size "Size" is one of (small, large, never_so)
  value small when weight <= 100 kg
  value large when weight > 100 kg
  value never_so when weight > 200 kg
result said "Said"
  value "It is \\"large\\"" when heavy
  value "It is small" otherwise
recheck once "Once" of weight
  when treated
  in 1 to 2 weeks after started
recheck again "Again" of weight
  every 1 month from started
  within 1 week
  for 1 year
recheck nobody "Nobody" of weight
  when weight > 100 kg and weight < 50 kg
  in 1 to 2 weeks after started
''')
        for day in ("2026-03-01", "2024-02-29"):
            text = self.output("test", "--generate", "--as-of", day, path)
            with_them = self.write("with.mgl", path.read_text() + text)
            self.assert_exit(mgl("fmt", "--check", with_them), 0)
            self.assert_exit(mgl("test", "--as-of", "2030-05-05", with_them), 0)
            self.assertEqual(mgl("test", "--generate", "--as-of", day, with_them).stdout, "")
            [found] = json.loads(mgl("test", "--coverage", "--as-of", day, "--format", "json", with_them).stdout)
            aims = [aim for aim in found["coverage"]["proved"]["aims"] if aim["kind"] in ("statuses", "values")]
            states = {(aim["of"], aim["side"]): aim["state"] for aim in aims if aim["state"] != "shown"}
            nobody = ("upcoming", "due", "overdue", "done")
            self.assertEqual(states, {("size", "never_so"): "impossible",
                                      **{("nobody", status): "impossible" for status in nobody}})
            self.assertEqual(len(aims), 2 + 3 + 4 + 3 + 6 + 4 + 6)
        self.assertIn('example "once done"', text)

    def test_a_generated_value_stands_at_the_bound(self):
        text = self.output("test", "--generate", "--as-of", AS_OF, self.write("none.mgl", TEXT))
        self.assertEqual(set(re.findall(r"potassium (\S+) mmol", text)), {"3.4", "3.5", "5"})
        self.assertEqual(set(re.findall(r"age (\S+) years", text)), {"17", "18"})
        self.assertIn('example "who by broad"\n  given potassium 3.5 mmol/L, weak yes\n  reading who broad\n', text)

    def test_out_is_written_behind_what_stands_there(self):
        other = self.write("other.mgl", "# mine")
        self.assert_exit(mgl("test", "--generate", "--out", other, "--as-of", AS_OF, self.path), 0)
        text = other.read_text()
        self.assertTrue(text.startswith("# mine\n\n# generated: confirm"), text[:60])
        self.assert_exit(mgl("test", "--generate", "--out", self.path, "--as-of", AS_OF, self.path), 0)
        self.assertTrue(self.path.read_text().startswith(TEXT + ONE))
        self.assert_exit(mgl("test", self.path), 0)
        fresh = self.folder / "fresh.mgl"
        self.assert_exit(mgl("test", "--generate", "--out", fresh, self.write("again.mgl", TEXT)), 0)
        self.assertIn("# generated", fresh.read_text())

    def test_options_that_do_not_go_together(self):
        for arguments in (["--out", "x.mgl"], ["--mutants", "3"], ["--generate", "--mutate"]):
            self.assert_exit(mgl("test", *arguments, self.path), 2)
        done = mgl("test", "--generate", "--out", self.folder / "x.mgl", self.path, GUIDELINE)
        self.assert_exit(done, 2)
        self.assertIn("--out takes the examples of one guideline", done.stderr)

    def test_mutants(self):
        mutation = self.json("--mutate", self.path)["mutation"]
        text = (TEXT + ONE).encode()
        states = {"killed": 0, "survived": 0, "equivalent": 0, "not decided": 0}
        kinds = set()
        for mutant in mutation["mutants"]:
            edit = mutant["edit"]
            self.assertEqual(text[edit["offset"]:edit["end_offset"]].decode(), mutant["before"])
            changed = text[:edit["offset"]] + edit["text"].encode() + text[edit["end_offset"]:]
            path = self.write("changed.mgl", changed)
            kinds.add(mutant["kind"])
            states[mutant["state"]] += 1
            self.assert_exit(mgl("test", path), 1 if mutant["state"] == "killed" else 0)
            if mutant["state"] != "survived":
                continue
            example = ("\n" + mutant["example"]).encode()
            self.assert_exit(mgl("test", self.write("with.mgl", text + example)), 0)
            self.assert_exit(mgl("test", self.write("with.mgl", changed + example)), 1)
        self.assertEqual(kinds, {"bound", "closed or open", "dropped part", "negated part", "and, or", "count",
                                 "dropped unless", "unit"})
        self.assertEqual(mutation["score"]["killed"], states["killed"])
        self.assertEqual(mutation["score"]["of"], len(mutation["mutants"]) - states["equivalent"])
        self.assertEqual(mutation["survived"], states["survived"])
        self.assertEqual(mutation["left_out"], 0)
        # `low and potassium > 4` stays no for everybody, whatever the last digit of the bound is.
        self.assertGreaterEqual(states["equivalent"], 2)
        self.assertEqual(states["not decided"], 0)

    def test_mutants_of_tables_and_units(self):
        path = self.write("table.mgl", HEADER + """
fact age "Age" in whole years
  plausible 0 to 130 years
table group "Group" of age gives number
  row < 12 years gives 1
  row 12 to below 65 years gives 2
  row otherwise gives 3

example "child"
  given age 11 years
  expect group 1
example "grown up"
  given age 12 years
  expect group 2
example "grown up still"
  given age 64 years
  expect group 2
example "old"
  given age 65 years
  expect group 3
""")
        mutation = self.json("--mutate", path)["mutation"]
        self.assertEqual({mutant["kind"] for mutant in mutation["mutants"]},
                         {"bound", "closed or open", "unit", "removed line"})
        self.assertEqual(mutation["score"]["percent"], 100)

    def test_a_bound_behind_a_row_that_wins_changes_nothing(self):
        path = self.write("first.mgl", HEADER + """
fact age "Age" in whole years
  plausible 0 to 130 years
fact haemoglobin "Haemoglobin" in g/L
  plausible 20 to 250 g/L
fact pregnant "Pregnant" is yes/no
table group "Group" of age, pregnant gives one of (child, expecting, grown)
  first row wins
  row < 15 years, any gives child
  row any, yes gives expecting
  row >= 15 years, no gives grown
table anaemia "Anaemia" of group, haemoglobin gives yes/no
  row child, < 115 g/L gives yes
  row child, >= 115 g/L gives no
  row expecting, < 110 g/L gives yes
  row expecting, >= 110 g/L gives no
  row grown, < 120 g/L gives yes
  row grown, >= 120 g/L gives no
""")
        found = {(mutant["line"], mutant["before"], mutant["edit"]["text"]): mutant["state"]
                 for mutant in self.json("--mutate", path)["mutation"]["mutants"]}
        self.assertEqual(found[16, "15", "14"], "equivalent")
        self.assertEqual(found[16, "15", "16"], "survived")

    def test_examples_of_mutants_are_in_the_one_layout(self):
        text = GUIDELINE.read_text()
        for mutant in self.json("--mutate", GUIDELINE)["mutation"]["mutants"]:
            if not mutant.get("example"):
                continue
            path = self.write("with.mgl", text + "\n" + mutant["example"])
            self.assert_exit(mgl("fmt", "--check", path), 0)

    def test_a_most_of_mutants_is_told(self):
        text = self.output("test", "--mutate", "--mutants", "4", self.path)
        self.assertRegex(text, r"  \d+ of \d+ mutants were not tried: --mutants N sets how many are\n")
        mutation = self.json("--mutate", "--mutants", "4", self.path)["mutation"]
        self.assertEqual(len(mutation["mutants"]) + mutation["not_compiled"], 4)
        self.assertGreater(mutation["left_out"], 0)

    def test_generated_examples_kill_more(self):
        before = self.json("--mutate", self.path)["mutation"]["score"]
        self.assert_exit(mgl("test", "--generate", "--out", self.path, "--as-of", AS_OF, self.path), 0)
        after = self.json("--mutate", self.path)["mutation"]["score"]
        self.assertGreater(after["percent"], before["percent"])

    def test_every_guideline_with_its_generated_examples_passes(self):
        for guideline in EVERY_GUIDELINE:
            done = mgl("test", "--generate", "--as-of", AS_OF, guideline)
            self.assert_exit(done, 0)
            path = self.write_beside(guideline, "with.mgl", guideline.read_text() + done.stdout)
            self.assert_exit(mgl("test", "--as-of", AS_OF, path), 0)
            self.assertEqual(re.findall(r"(?m)^example", mgl("test", "--generate", "--as-of", AS_OF, path).stdout), [])

    def test_the_examples_that_are_generated_for_a_guideline_without_any_show_all_that_it_says(self):
        for guideline in EVERY_GUIDELINE:
            bare = guideline.read_text().partition("\nexample ")[0]
            path = self.write_beside(guideline, "bare.mgl", bare)
            path = self.write_beside(guideline, "with.mgl", bare + mgl("test", "--generate", "--as-of", AS_OF, path).stdout)
            self.assert_exit(mgl("test", "--as-of", AS_OF, "--coverage", "--coverage-at-least", "100", path), 0)
            self.assertEqual(mgl("test", "--generate", "--as-of", AS_OF, path).stdout, "")


if __name__ == "__main__":
    main()
