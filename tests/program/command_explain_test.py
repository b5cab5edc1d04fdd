"""`mgl explain` as its users know it: outcomes in words, why, what is open, what to ask."""

import gzip
import json
import time

from program import AS_OF, GUIDELINE, SOURCE, ProgramTest, main, mgl, ndjson_records, records

CASES = SOURCE / "guidelines/magnesium_cramps/cases.csv"
WARD = """guideline ward "Ward"
  language mgl 1
  version 1.0.0
  status draft
  grading none
  applies when age >= 18 years
reference r1 "R1"
fact age "Age" in whole years
  plausible 0 to 130 years
fact weight "Weight" in kg
  plausible 1 to 300 kg
  ask "What does the patient weigh?"
fact allergic "Allergic to penicillin" is yes/no
fact smoker "Smoker" is yes/no
  unless stated no
fact pain "Pain" is one of (none, mild "Mild pain", severe "Severe pain") in order
define heavy "Heavy" as weight >= 100 kg
define deep_a "A" as heavy and smoker
medication amoxicillin "Amoxicillin"
  option oral_form "Oral amoxicillin"
  option iv_form "Intravenous amoxicillin"
  dose 500 mg per day when weight < 50 kg
  dose 1000 mg per day when weight >= 50 kg
  limit 3000 mg per day
medication aspirin "Aspirin"
contraindication amoxicillin "Penicillin allergy"
  when allergic
caution aspirin "Smoking"
  when smoker
  because "bleeding"
rule antibiotic "Antibiotic" when pain is severe then give amoxicillin urgency now cite r1
rule painkiller "Painkiller" when pain is not none then give aspirin assumed because "a test"
rule stronger "Stronger painkiller" when pain >= severe and heavy then refer "Pain clinic"
  overrides painkiller assumed because "a test"
rule light "Light" when weight / 2 <= 40 kg and not smoker then note "eat" assumed because "a test"
rule by_define "By define" when deep_a or heavy then note "deep" assumed because "a test"
must never "nobody weighs 200 kg" weight = 200 kg
"""
HEADER = "id,age,weight,allergic,smoker,pain\n"


class ExplainTest(ProgramTest):
    def explain(self, cases, *options, text=WARD, code=0, environment=None):
        done = mgl("explain", self.write("ward.mgl", text), self.write("cases.csv", HEADER + cases), "--as-of",
                   AS_OF, *options, environment=environment)
        self.assert_exit(done, code)
        return done

    def magnesium(self, cases, *options):
        done = mgl("explain", GUIDELINE, self.write("cases.csv", cases), "--as-of", AS_OF, *options)
        self.assert_exit(done, 0)
        return done.stdout

    def rules(self, cases, *options):
        record = json.loads(self.explain(cases, "--format", "json", *options).stdout)
        return {rule["name"]: rule for rule in record["rules"]}

    def test_head_says_what_it_is(self):
        text = self.magnesium("id,age\nanna,40\n")
        self.assertIn("magnesium_cramps 0.1.0; DRAFT, not clinically approved; from one secondary source", text)
        self.assertIn("Case anna, as of 2026-03-01", text)

    def test_why_with_values_thresholds_and_citations(self):
        text = self.magnesium("id,serum_magnesium,serum_magnesium.date,unexplained_cramps\na,1.0,2026-02-01,yes\n")
        self.assertIn("Intravenous magnesium (iv_supplementation): applies (urgency: now)", text)
        self.assertIn("-> consider Magnesium sulfate: 2 g over 20 minutes, intravenous", text)
        self.assertIn("✓ yes severe (Severe deficiency): below 1.2 mg/dL; Serum magnesium 1 mg/dL, 2026-02-01 "
                      "[cite 1, line 21]", " ".join(text.split()))
        self.assertIn("? unknown cardiac_arrhythmia: not reported", text)
        self.assertIn("what the dose counts is open: the source does not say", text)
        self.assertIn("one of: Magnesium aspartate, Magnesium citrate, Magnesium lactate", text)
        self.assertIn("strict: severe and symptomatic (adopted: line 39", text)

    def test_the_line_of_the_unit_that_was_reported(self):
        text = " ".join(self.magnesium("id,serum_magnesium,unexplained_cramps\na,1.49 mEq/L,yes\n").split())
        self.assertIn("Normal serum magnesium is 1.5 to 2.5 mEq/L; Serum magnesium 1.49 mEq/L (about 1.811 mg/dL)",
                      text)

    def test_what_would_be(self):
        text = self.magnesium("id,unexplained_cramps,neuromuscular_symptoms,cardiac_arrhythmia,pregnant,age\n"
                              "a,yes,no,no,no,30\n")
        self.assertIn("> would apply if serum_magnesium is below 1.2 mg/dL; would not apply if from 1.2 mg/dL", text)
        self.assertIn("> would apply if serum_magnesium is below 1.8 mg/dL; would not apply if from 1.8 mg/dL", text)
        self.assertIn("would not apply if serum_magnesium is below 1.8 mg/dL or above 2.5 mg/dL; would apply if from "
                      "1.8 to 2.5 mg/dL", " ".join(text.split()))
        self.assertIn("1. What is the most recent serum magnesium? (serum_magnesium; in mg/dL)", text)

    def test_what_would_be_is_what_comes(self):
        # The answers of each region, decided by `mgl run`.
        header = "id,unexplained_cramps,neuromuscular_symptoms,cardiac_arrhythmia,serum_magnesium\n"
        rows = "".join(f"{value},no,no,no,{value}\n" for value in ("1.19", "1.2", "1.79", "1.8", "2.5", "2.51"))
        done = mgl("run", GUIDELINE, self.write("r.csv", header + rows), "--as-of", AS_OF)
        run = {row["id"]: row for row in records(done.stdout)}
        record = json.loads(self.magnesium(header + "a,no,no,no,\n", "--format", "json"))
        rule = next(r for r in record["rules"] if r["name"] == "severe_without_symptoms")
        self.assertEqual([(a["outcome"], a["when"]) for a in rule["undecided"]["answers"]],
                         [("would apply", "below 1.2 mg/dL"), ("would not apply", "from 1.2 mg/dL")])
        self.assertEqual([row["severe_without_symptoms"] for row in run.values()], ["yes"] + ["no"] * 5)
        rule = next(r for r in record["rules"] if r["name"] == "oral_supplementation")
        self.assertEqual([a["when"] for a in rule["undecided"]["answers"]], ["below 1.8 mg/dL", "from 1.8 mg/dL"])
        self.assertEqual([row["oral_supplementation"] for row in run.values()], ["yes"] * 3 + ["no"] * 3)

    def test_an_uncertain_value_is_answered_within_it_and_in_its_unit(self):
        rules = self.rules("a,50,<120000 g,no,no,none\n")
        self.assertEqual([(a["outcome"], a["when"]) for a in rules["light"]["undecided"]["answers"]],
                         [("would apply", "up to 80000 g"), ("would not apply", "above 80000 g")])

    def test_choices_and_yes_no_answers(self):
        rules = self.rules("a,50,80,,no,severe\nb,50,80,no,no,\n", "--id", "a")
        self.assertEqual([(a["outcome"], a["when"]) for a in rules["antibiotic"]["undecided"]["answers"]],
                         [("would be blocked by Penicillin allergy", "yes"), ("would apply", "no")])
        rules = self.rules("b,50,80,no,no,\n")
        self.assertEqual([(a["outcome"], a["when"]) for a in rules["painkiller"]["undecided"]["answers"]],
                         [("would not apply", "none"), ("would apply", "mild or severe")])
        rules = self.rules("c,,,,,\n")
        self.assertEqual([v["fact"] for v in rules["antibiotic"]["undecided"]["missing"]], ["age", "allergic", "pain"])
        self.assertEqual(rules["antibiotic"]["undecided"]["answers"], [])

    def test_words_for_every_outcome(self):
        text = self.explain("a,50,120,yes,yes,severe\n").stdout
        self.assertIn("Antibiotic: blocked by Penicillin allergy", text)
        self.assertIn("Painkiller: replaced by Stronger painkiller", text)
        self.assertIn("Light: does not apply", text)
        self.assertIn("Stronger painkiller (stronger): applies", text)
        self.assertIn("Recommendations that do not apply, which is no advice against anything", text)
        self.assertNotIn("recommended against", text)
        self.assertIn("applies:               no recommendation", self.explain("a,50,90,no,yes,none\n").stdout)
        self.assertIn("-> note: eat", self.explain("a,50,60,no,no,none\n").stdout)

    def test_scope(self):
        text = self.explain("a,17,,,,\n").stdout
        self.assertIn("Not applicable: the guideline is not for this patient.", text)
        self.assertIn("✗ no  age >= 18 years: Age 17 years", text)
        self.assertNotIn("Recommendations", text)
        text = " ".join(self.explain("a,,,,,\n").stdout.split())
        self.assertIn("Whether the guideline is for this patient cannot be decided yet", text)
        self.assertIn("would not be for this patient if age is below 18 years; would be for this patient if from 18 "
                      "years", text)

    def test_names_are_opened_once(self):
        text = self.explain("a,50,120,no,yes,severe\n").stdout
        self.assertEqual(text.count("weight >= 100 kg"), 1)
        self.assertIn("heavy (explained above)", text)

    def test_doses_limits_defaults_cautions_properties(self):
        text = self.explain("a,50,60,no,yes,severe\n").stdout
        self.assertIn("-> give Amoxicillin: 1000 mg per day", text)
        self.assertIn("limit: 3000 mg per day", text)
        self.assertIn("caution: Smoking: bleeding", text)
        self.assertIn("! use with caution: Smoking: bleeding", text)
        text = self.explain("a,50,,no,,severe\n").stdout
        self.assertIn("500 mg per day if weight < 50 kg, which cannot be decided yet", text)
        self.assertIn("Smoker (smoker): no, as nothing else was stated", text)
        self.assertIn('! this case breaks a safety property of the guideline: "nobody weighs 200 kg"',
                      self.explain("a,50,200,no,no,none\n").stdout)

    def test_values_that_cannot_be_used(self):
        text = self.explain("a,50,500,no,no,none\n").stdout
        self.assertIn("! Weight: 500 kg is outside 1..300 kg; it counts as missing", text)
        self.assertIn("Weight: implausible: 500 kg is outside 1..300 kg", text)
        text = self.explain("a,59.9,heavy,no,no,none\n").stdout
        self.assertIn("Weight: not usable", text)
        self.assertIn("Age 59.9 years, counted as 59 years", text)

    def test_what_is_said_of_units_and_dates(self):
        text = """guideline small "Small"
  language mgl 1
  version 1.0.0
  status draft
fact level "Level" in mg/dL of magnesium
  plausible 0.1 to 20 mg/dL
rule low "Low" when level < 1.2 mg/dL then note "x"
"""
        cases = self.write("c.csv", "id,level,level.unit,level.date\na,1.5,,2026-01-02\nb,1.5,mmol/L,soon\nc,99,mg/dL,soon\n")
        done = mgl("explain", self.write("small.mgl", text), cases, "--all", "--format", "json", "--as-of", AS_OF)
        told = [[note["text"] for note in json.loads(line)["warnings"]] for line in done.stdout.splitlines()]
        self.assertEqual(told, [["level: no unit stated, read as mg/dL"],
                                ['date of level "soon" is not a date (such as 2026-03-01): the value counts, without a date'],
                                ['date of level "soon" is not a date (such as 2026-03-01)', "Level: 99 mg/dL is outside 0.1..20 mg/dL; it counts as missing"]])

    def test_missing_facts_that_do_not_matter(self):
        text = self.explain("a,50,60,,no,none\n").stdout
        self.assertIn("Missing, and not needed here\n  allergic", text)

    def test_other_readings(self):
        case = "id,serum_magnesium,unexplained_cramps\na,1.5,yes\n"
        self.assertIn("by reading broad of iv_indication: Intravenous magnesium would apply (now: does not apply)",
                      self.magnesium(case))
        text = self.magnesium(case, "--reading", "iv_indication=broad")
        self.assertIn("reading of iv_indication: broad (not the adopted one)", text)
        self.assertIn("Intravenous magnesium (iv_supplementation): applies", text)
        self.assertIn("adopted, not used in this run", text)
        self.assertIn("by reading strict of iv_indication: Intravenous magnesium would not apply (now: applies)", text)

    def test_scores_tables_and_lines(self):
        score = self.write("s.csv", "id,age,sex,heart_failure,hypertension,diabetes,stroke,vascular_disease\n"
                                    "a,,male,no,no,yes,no,no\n")
        text = mgl("explain", SOURCE / "guidelines/cha2ds2_vasc/cha2ds2_vasc.mgl", score, "--as-of", AS_OF).stdout
        self.assertIn("CHA2DS2-VASc score (cha2ds2_vasc): could be 1 to 3", text)
        self.assertIn("1  Diabetes mellitus: ✓ yes diabetes", text)
        self.assertIn("0 to 2  Age", text)
        self.assertIn("would be 1 if age is below 65 years; would be 2 if from 65 to below 75 years; would be 3 if from "
                      "75 years", " ".join(text.split()))
        table = self.write("t.csv", "id,age,sex,pregnant,haemoglobin\na,30,female,,115\n")
        text = mgl("explain", SOURCE / "guidelines/who_anaemia/who_anaemia.mgl", table, "--as-of", AS_OF).stdout
        self.assertIn("2 of 13 rows may count", text)
        self.assertIn("? unknown any, female, yes gives pregnant_woman: not known: pregnant yes", text)
        self.assertIn("would be No anaemia (none) if pregnant is yes; would be Mild anaemia (mild) if no", text)
        grid = self.write("k.csv", "id,egfr,acr\na,50,29 mg/mmol\n")
        text = " ".join(mgl("explain", SOURCE / "guidelines/kdigo_ckd/kdigo_ckd.mgl", grid).stdout.split())
        self.assertIn("✓ yes within moderately_increased_albuminuria gives A2: Moderately increased albuminuria is 3 to "
                      "30 mg/mmol", text)
        self.assertIn("✓ yes G3a gives moderate, high, very_high: column A2 gives high", text)

    def test_rechecks(self):
        text = self.magnesium("id,on_oral_magnesium,oral_magnesium_started\na,yes,2026-02-20\n")
        self.assertIn("Recheck after starting oral magnesium (after_start): due: 2026-02-27 to 2026-03-06", text)
        self.assertIn("in 1 to 2 weeks after oral_magnesium_started; Date oral magnesium was started 2026-02-20", text)
        text = self.magnesium("id,on_oral_magnesium\na,yes\n")
        self.assertIn("> to decide it, ask: oral_magnesium_started", text)

    def test_all_outcomes_are_those_of_run(self):
        run = mgl("run", GUIDELINE, CASES, "--as-of", AS_OF, "--format", "ndjson")
        start = time.monotonic()
        done = mgl("explain", GUIDELINE, CASES, "--as-of", AS_OF, "--all", "--format", "json")
        seconds = time.monotonic() - start
        self.assert_exit(done, 0)
        pairs = list(zip(ndjson_records(run.stdout)[1], map(json.loads, done.stdout.splitlines()), strict=True))
        self.assertEqual(len(pairs), 400)
        for decided, explained in pairs:
            self.assertEqual(explained["id"], decided["id"])
            self.assertEqual({r["name"]: r["outcome"] for r in explained["rules"]},
                             {r["name"]: decided[r["name"]] for r in explained["rules"]})
            for recheck in explained["rechecks"]:
                self.assertEqual(recheck["status"], decided[recheck["name"] + ".status"])
            self.assertEqual([q["fact"] for q in explained["ask"]], decided["ask"])
            self.assertEqual(len(explained["warnings"]), len(decided["warnings"]))
            for rule in explained["rules"]:
                self.assertEqual(bool(rule["undecided"]), rule["outcome"] == "unknown")
        self.assertLess(seconds, 400 * 0.05)

    def test_json_keys_are_the_contract(self):
        record = json.loads(self.explain("a,50,120,yes,yes,severe\n", "--format", "json").stdout)
        self.assertEqual(list(record), ["run", "source", "id", "as_of", "of", "scope", "warnings", "results",
                                        "rules", "rechecks", "ask", "other_readings", "defaults", "missing_unneeded"])
        self.assertEqual(record["run"]["status"], "draft")
        self.assertEqual(list(record["rules"][0]),
                         ["name", "title", "outcome", "words", "urgency", "strength", "certainty", "because",
                          "citations", "places", "assumed", "interpreted", "actions", "when", "unless",
                          "contraindications", "overriders", "undecided"])
        self.assertEqual(list(record["scope"]["when"][0]),
                         ["kind", "text", "title", "definition", "truth", "value", "values", "cut", "note", "decides",
                          "citations", "places", "assumed", "interpreted", "conditions"])

    def test_which_cases(self):
        cases = "anna,50,60,no,no,none\nben,50,60,no,no,none\nanna,60,60,no,no,none\n"
        text = self.explain(cases, "--id", "anna").stdout
        self.assertEqual(text.count("Case anna"), 2)
        self.assertEqual(self.explain(cases, "--id", "ben", "--id", "anna").stdout.count("Case "), 3)
        self.assertEqual(self.explain(cases, "--all", "--format", "json").stdout.count("\n"), 3)
        done = self.explain(cases, "--id", "bem", code=2)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"there is no case `bem`\n  did you mean `ben`")
        done = self.explain(cases, code=2)
        self.assertIn("there is more than one case\n  say which: --id ID, or --all", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn("Case anna", self.explain("anna,50,60,no,no,none\n").stdout)
        self.assertIn("there is no case", self.explain("", code=2).stderr)
        self.explain(cases, "--all", "--id", "ben", code=2)

    def test_rejected_rows(self):
        done = self.explain("a,50,60,no,no,none\nb,1,2,3,4,5,6,7\n", "--all", code=3)
        self.assertIn("Case a", done.stdout)
        self.assertRegex(done.stderr, r"a row was rejected: .*cases\.csv:3: ")

    def test_width_and_colour(self):
        for width in (60, 100, 140):
            text = self.explain("a,,,,,\n", environment={"COLUMNS": str(width)}).stdout
            self.assertLessEqual(max(map(len, text.splitlines())), width)
        self.assertGreater(max(map(len, text.splitlines())), 100)
        self.assertNotIn("\x1b", text)
        colored = self.explain("a,,,,,\n", "--color", "always", environment={"COLUMNS": "140"}).stdout
        self.assertIn("\x1b[33m", colored)
        plain = colored
        for code in ("0", "1", "2", "31", "32", "33"):
            plain = plain.replace(f"\x1b[{code}m", "")
        self.assertEqual(plain, text)

    def test_inputs(self):
        guideline = self.write("ward.mgl", WARD)
        piped = mgl("explain", guideline, "-", "--as-of", AS_OF, stdin=b'{"id": "anna", "age": 50, "kilos": 120}\n',
                    environment={})
        self.assert_exit(piped, 0)
        self.assertIn("Case anna", piped.stdout)
        mapped = mgl("explain", guideline, "-", "--map", "weight=kilos", "--input", "ndjson",
                     stdin=b'{"id": "anna", "age": 50, "kilos": 120}\n')
        self.assertIn("Weight 120 kg", mapped.stdout)
        packed = self.write("cases.csv.gz", gzip.compress((HEADER + "a,50,60,no,no,none\n").encode()))
        self.assert_exit(mgl("explain", guideline, packed), 0)

    def test_errors_are_those_of_run(self):
        guideline = self.write("ward.mgl", WARD)
        cases = self.write("cases.csv", HEADER)
        for arguments, words in (([self.folder / "no.mgl", cases], "no.mgl"), ([guideline, self.folder / "no.csv"], "no.csv"),
                                 ([guideline, self.folder], "directory"),
                                 ([guideline, cases, "--as-of", "yesterday"], "`yesterday` is not a day"),
                                 ([guideline, cases, "--reading", "a=b"], "no ambiguity `a`"),
                                 ([guideline, cases, "--map", "wieght=weight"], "did you mean `weight`")):
            done = mgl("explain", *arguments)
            self.assert_exit(done, 2)
            self.assertRegex(done.stderr, r"^mgl explain: .+")
            self.assertIn(words, done.stderr)
        done = self.explain("a,,,,,\n", text=WARD.replace("when pain is severe", "when pian is severe"), code=2)
        self.assertIn("did you mean `pain`", done.stderr)
        self.assertIn("has errors; no case was explained", done.stderr)

    def test_the_example_of_the_help_works(self):
        done = mgl("explain", GUIDELINE, CASES, "--id", "c2", "--as-of", AS_OF)
        self.assert_exit(done, 0)
        self.assertIn("--id c2 --as-of 2026-03-01", mgl("explain", "--help").stdout)


if __name__ == "__main__":
    main()
