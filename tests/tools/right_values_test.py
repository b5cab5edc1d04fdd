"""Small guidelines whose answers were wrong once, each with the right one: what a missing fact, a set of choices, an action
or an unknown scope means, through every door that a user has."""

import json

from program import AS_OF, HEADER, ProgramTest, main, mgl, records


class RightValuesTest(ProgramTest):
    def decided(self, text, cases, *options, scope=""):
        """The decisions of `cases` as rows, by column."""
        self.guideline = self.write("g.mgl", HEADER + scope + text)
        self.cases = self.write("cases.csv", cases)
        done = mgl("--quiet", "run", self.guideline, self.cases, "--as-of", AS_OF, *options)
        self.assert_exit(done, 0)
        return records(done.stdout)

    def ndjson(self):
        done = mgl("--quiet", "run", self.guideline, self.cases, "--as-of", AS_OF, "--format", "ndjson")
        self.assert_exit(done, 0)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def explained(self, case):
        done = mgl("explain", self.guideline, self.cases, "--id", case, "--as-of", AS_OF)
        self.assert_exit(done, 0)
        return done.stdout

    def test_one_of_what_it_could_be(self):
        row, = self.decided("""fact age "Age" in whole years
fact x "X" is yes/no
result level "Level" is one of (low, raised, high) in order
  value high when age >= 75 years and x
  value raised when age >= 75 years
  value low otherwise
table t "T" of level gives one of (go, stay)
  row one of (raised, high) gives go
  row low gives stay
rule a "A" when level is one of (raised, high) then note "a"
rule b "B" when level >= raised then note "b"
rule c "C" when level is not low then note "c"
""", "id,age,x\np,80,\n")
        self.assertEqual([row[name] for name in ["level", "t", "a", "b", "c"]], ["raised|high", "go", "yes", "yes", "yes"])

    def test_first_known_passes_by_what_is_not_settled(self):
        rows = self.decided("""fact x "X" is yes/no
fact n "N" is number
define u "U"
  value 8 when x
  value 26 otherwise
result last is number as first known of (n, u)
result front is number as first known of (u, n)
""", "id,x,n\np,,\nq,yes,\nr,,3\n")
        self.assertEqual([(row["last"], row["front"]) for row in rows], [("", ""), ("8", "8"), ("3", "3")])

    def test_what_is_given_and_stopped(self):
        row, = self.decided("""fact a "A" is yes/no
medication m "M"
  choose one of
  option m1 "M1"
  option m2 "M2"
rule g1 "Give" when a then give m
rule s1 "Stop" when a then stop m
rule c1 "Consider" when a then consider m1
rule v1 "Avoid" when a then avoid m
""", "id,a\n1,yes\n")
        self.assertEqual(row["warnings"], "conflict: g1, s1; conflict: g1, v1; conflict: s1, c1; conflict: c1, v1")

    TREATMENT = """fact low "Low" is yes/no
fact on_digoxin "Takes digoxin" is yes/no
fact kidney "Kidney failure" is yes/no
fact old "Old" is yes/no
medication calcium "Calcium"
  choose one of
  option sulfate "Sulfate"
  option citrate "Citrate"
  dose 1 g per day
  dose 2 g per day when old
medication aspirin "Aspirin"
  dose 100 mg per day
contraindication sulfate "Kidney failure"
  when kidney
caution calcium "Digoxin"
  when on_digoxin
rule treat "Treat" when low then give calcium urgency now
rule one "One" when low then consider citrate
rule no_aspirin "No aspirin" when low then avoid aspirin
"""

    def test_what_is_not_known_of_a_treatment_is_told_and_asked_for(self):
        row, = self.decided(self.TREATMENT, "id,low,on_digoxin,kidney,old\np,yes,,,\n")
        self.assertEqual(row["treat"], "yes")
        self.assertEqual(row["warnings"], "caution not known: Digoxin")
        self.assertEqual(sorted(row["ask"].split("; ")), ["kidney", "old", "on_digoxin"])
        treat, one, avoid = self.ndjson()[0]["actions"]
        medication = treat["medication"]
        self.assertEqual((medication["dose"], medication["dose_if_confirmed"]), (["1 g per day"], ["2 g per day"]))
        names = {key: [option["name"] for option in medication[key]]
                 for key in ["options", "options_if_confirmed", "options_out"]}
        self.assertEqual(names, {"options": ["citrate"], "options_if_confirmed": ["sulfate"], "options_out": []})
        self.assertEqual((treat["cautions"], treat["cautions_not_known"]), ([], ["Digoxin"]))
        self.assertEqual((one["option"], one["medication"]["options"]), ("citrate", []))
        self.assertEqual((avoid["verb"], avoid["medication"]), ("avoid", {"name": "aspirin", "title": "Aspirin"}))
        text = self.explained("p")
        self.assertIn("not before it is decided whether it may be given: Sulfate", text)
        self.assertIn("caution, if it holds, which is not known: Digoxin", text)
        self.assertIn("2 g per day if old, which cannot be decided yet", text)
        answers = mgl("ask", self.guideline, "--as-of", AS_OF, stdin=b"yes\n" + b"no\n" * 3)
        for question in ["Takes digoxin", "Kidney failure", "Old"]:
            self.assertIn(question, answers.stdout)

    def test_a_missing_fact_is_never_its_one_choice(self):
        rows = self.decided("""fact lesion "Lesion" is one of (present "Present" points 1)
score burden "Burden"
  item "Lesion"
    points of lesion
fact severe "Severe" is yes/no
result advice "Advice" is text
  value "Treat" when severe
""", "id,lesion,severe\na,,\nb,present,yes\nc,,no\n")
        self.assertEqual([(row["burden"], row["advice"]) for row in rows], [("", ""), ("1", "Treat"), ("", "")])
        found = mgl("lint", self.guideline)
        self.assertIn("warning[L0525]: `lesion` has one choice", found.stdout)

    def test_no_answer_where_the_scope_is_unknown(self):
        rows = self.decided("""fact adult "Adult" is yes/no
fact weight "Weight" in kg
result water "Water" in mL as weight * 30 mL/kg
score load "Load"
  item "Heavy"
    points 2 when weight > 100 kg
rule heavy "Heavy" when weight > 100 kg then note "x"
""", "id,adult,weight\na,,120\nb,yes,120\nc,no,120\n", scope="  applies when adult\n")
        shown = [(row["scope"], row["water"], row["load"], row["heavy"], row["ask"]) for row in rows]
        self.assertEqual(shown, [("unknown", "", "", "unknown", "adult"), ("in", "3600", "2", "yes", ""), ("out", "", "", "", "")])
        unknown, known, _ = self.ndjson()
        self.assertEqual((unknown["water"], unknown["if_in_scope"]), (None, {"water": 3600, "load": 2}))
        self.assertNotIn("if_in_scope", known)
        self.assertIn("if the guideline is for this patient: 3600 mL", self.explained("a"))

    def test_a_value_between_two_rows(self):
        rows = self.decided("""fact egfr "eGFR" in mL/min
table stage "Stage" of egfr gives one of (g1, g2)
  row at least 60 mL/min gives g1
  row 30 to 59 mL/min gives g2
""", "id,egfr\na,59\nb,59.5\nc,\n")
        self.assertEqual([row["warnings"] for row in rows], ["", "no row of stage holds", ""])

    def test_ages(self):
        rows = self.decided("""fact birth "Born" is date
result age "Age" in whole years as completed years since birth
rule adult "Adult" when completed years since birth >= 18 years then note "x"
""", "id,birth\na,2001-03-01\nb,2008-03-02\nc,2008-03-01\nd,\n")
        self.assertEqual([(row["age"], row["adult"]) for row in rows],
                         [("25", "yes"), ("17", "no"), ("18", "yes"), ("", "unknown")])
        refused = mgl("lint", self.write("r.mgl", HEADER + 'fact birth "Born" is date\nresult r in years as time since birth\n'))
        self.assertIn("completed years since birth", refused.stdout)

    def test_a_new_sample_instead_of_a_question(self):
        rows = self.decided("""fact haemolysed "Haemolysed" is yes/no
fact potassium "Potassium" in mmol/L of potassium
  suspect when haemolysed
rule high "High" when potassium > 5.5 mmol/L then note "x"
""", "id,haemolysed,potassium\na,yes,6\nb,yes,\nc,no,\n")
        self.assertEqual([(row["high"], row["ask"], row["warnings"]) for row in rows], [
            ("unknown", "", "potassium is suspect; potassium: a new sample is needed"),
            ("unknown", "", "potassium: a new sample is needed"),
            ("unknown", "potassium", "")])

    def test_dates_beyond_the_calendar(self):
        row, = self.decided('fact d "D" is date\nresult far as d + 8000 years\nresult near as d + 8 years\n', "id,d\na,2005-10-10\n")
        self.assertEqual((row["far"], row["near"]), ("", "2013-10-10"))

    def test_every_element_of_a_long_array_is_a_case(self):
        cases = [{"id": f"r{i}", "a": 1, "b": "yes"} for i in range(60000)]
        rows = self.decided('fact a "A" is number\nfact b "B" is yes/no\nrule r "R" when b and a > 0 then note "x"\n', json.dumps(cases))
        self.assertEqual([(row["id"], row["r"]) for row in rows], [(case["id"], "yes") for case in cases])


if __name__ == "__main__":
    main()
