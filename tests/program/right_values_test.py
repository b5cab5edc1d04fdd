"""Small guidelines whose answers were wrong once, each with the right one: what a missing fact, a set of choices, an action
or an unknown scope means, through every door that a user has."""

import json

from program import AS_OF, HEADER, ProgramTest, main, mgl, ndjson_records, records


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
        return ndjson_records(done.stdout)[1]

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

    def test_what_decides_nothing_without_a_new_sample_is_not_asked(self):
        rows = self.decided("""fact haemolysed "Haemolysed" is yes/no
fact dialysis "On dialysis" is yes/no
fact potassium "Potassium" in mmol/L of potassium
  suspect when haemolysed
fact started "Started" is date
range normal "Normal" of potassium
  line 3 to 6 mmol/L when dialysis
  line 3.5 to 5 mmol/L
rule high "High" when potassium is above normal then note "x"
rule either "Either" when potassium > 6 mmol/L or dialysis then note "x"
recheck again "Again" of potassium
  when potassium is below normal
  in 1 to 2 weeks after started
""", "id,haemolysed,dialysis,potassium\na,yes,,5.5\nb,yes,no,5.5\nc,no,,5.5\nd,,,\n")
        self.assertEqual([(row["high"], row["either"], row["again.status"], row["ask"]) for row in rows],
                         [("unknown", "unknown", "unknown", "dialysis"),  # for `either` alone
                          ("unknown", "unknown", "unknown", ""),
                          ("unknown", "unknown", "no", "dialysis"),
                          ("unknown", "unknown", "unknown", "dialysis; potassium; started")])
        self.assertIn("because Potassium is suspect", mgl("ask", self.guideline, "--as-of", AS_OF, "--given", "haemolysed=yes", "--given",
                                                          "dialysis=no", "--given", "potassium=5.5").stdout)

    def test_dates_beyond_the_calendar(self):
        row, = self.decided('fact d "D" is date\nresult far as d + 8000 years\nresult near as d + 8 years\n', "id,d\na,2005-10-10\n")
        self.assertEqual((row["far"], row["near"]), ("", "2013-10-10"))

    def test_never_is_before_all_days(self):
        rows = self.decided("""fact d "D" is date
  unless stated, never
fact e "E" is date
result since in days as time since d
result between in days as d - e
result years as completed years since d
result last is date as latest of (d, e)
result one is date
  value never when d is never
  value e otherwise
result next is date as d + 3 months
rule long "Long" when time since d >= 10 years then note "x"
rule short "Short" when time since d <= 4 weeks then note "x"
rule none "None" when d is never then note "x"
rule ancient "Ancient" when d < 1000-01-01 then note "x"
recheck again "Again" of t in 1 week after d
recheck after_both "After both" of t in 1 week after latest of (d, e)
fact t "T" is number
""", "id,d,e\na,2026-02-20,2026-01-01\nb,never,2026-02-20\nc,,Never\nd,unknown,never\n")
        names = ["since", "between", "years", "last", "one", "next", "long", "short", "none", "ancient",
                 "again.status", "after_both.status"]
        self.assertEqual([[row[name] for name in names] for row in rows], [
            ["9", "50", "0", "2026-02-20", "2026-01-01", "2026-05-20", "no", "yes", "no", "no", "overdue", "overdue"],
            ["3652058..", "..-3652058", "9998..", "2026-02-20", "never", "never", "yes", "no", "yes", "yes", "no", "overdue"],
            ["3652058..", "", "9998..", "never", "never", "never", "yes", "no", "yes", "yes", "no", "no"],
            ["", "", "", "", "never", "", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown"]])
        self.assertEqual([case["last"] for case in self.ndjson()], ["2026-02-20", "2026-02-20", "never", None])
        self.assertIn("never", self.explained("b"))

    def test_an_option_that_is_out_is_not_given(self):
        out, left, open_ = self.decided("""fact ill "Ill" is yes/no
fact no_a "No A" is yes/no
fact risk "Risk" is yes/no
medication m "M"
  choose one of
  option ma "MA"
  option mb "MB"
medication other "Other"
contraindication ma "A is out" when no_a
caution ma "Risk of A" when risk
apart ma, other by 2 hours
rule r "R" when ill then give m
rule s "S" when ill then give other
""", "id,ill,no_a,risk\nout,yes,yes,\nleft,yes,no,yes\nopen,yes,,\n")
        self.assertEqual([(row["ask"], row["warnings"]) for row in (out, left, open_)], [
            ("", ""), ("", "caution: Risk of A; apart: ma, other"),
            ("no_a; risk", "caution not known: Risk of A; apart: ma, other")])
        self.assertEqual([case["actions"][0]["apart"] != [] for case in self.ndjson()], [False, True, True])
        self.assertNotIn("apart", self.explained("out"))
        self.assertIn("apart: MA 2 hours before or 2 hours after Other", self.explained("left"))

    def test_what_is_overridden_need_not_be_allowed(self):
        rows = self.decided("""fact ill "Ill" is yes/no
fact allergic "Allergic" is yes/no
fact other "Other" is yes/no
medication m "M"
contraindication m "Allergy" when allergic
rule r "R" when ill then give m
rule s "S"
  when other
  then note "S"
  overrides r
""", "id,ill,allergic,other\na,yes,,yes\nb,yes,yes,yes\nc,yes,no,yes\nd,yes,,\ne,,,yes\n")
        self.assertEqual([row["r"] for row in rows], ["overridden", "blocked", "overridden", "unknown", "no"])

    def test_a_gap_is_of_what_has_the_lines(self):
        row, = self.decided("""fact n "N" is number
table t "T" of n gives number
  row below 5 gives 0
  row at least 6 gives 2
define d is number
  value 1 when n < 5
  value 2 when n > 6
result same is number as t
result of_define is number as d
""", "id,n\na,5.5\n")
        self.assertEqual(row["warnings"], "no row of t holds")

    def test_explain_reads_no_line_that_is_not_there(self):
        self.decided("""fact b "B" is yes/no
fact n "N" is number
table one "One" of b gives one of (p, q)
  row yes gives p
result first_one is number as first known of (n, 10)
result constant as 3.25
define named is number as 10
result of_named is number as first known of (n, named)
result later is number
  value first known of (10.000000000000007, 3.5) when b
  value 2.5 when not b
""", "id,b,n\na,,\nb,yes,\nc,no,3\n")
        self.assertIn("1 of 1 rows may count", self.explained("a"))
        self.assertIn("first_one: 10", self.explained("b"))
        self.assertIn("constant: 3.25", self.explained("b"))
        self.assertIn("of_named: 10", self.explained("b"))
        self.assertIn("no row holds", self.explained("c"))

    def test_a_column_of_a_grid_that_takes_any(self):
        rows = self.decided("""fact y "Y" is yes/no
fact z "Z" is yes/no
table t "T" of y across z gives number
  columns any
  row any gives 1
example "two" given y yes expect t 2
""", "id,y,z\na,yes,no\n")
        self.assertEqual([row["t"] for row in rows], ["1"])
        self.assertIn("column any gives 1", self.explained("a"))
        failed = mgl("test", self.guideline, "--as-of", AS_OF)
        self.assert_exit(failed, 1)
        self.assertIn("expected 2, got 1", failed.stdout + failed.stderr)

    def test_explain_shows_numbers_in_full(self):
        self.decided("""fact n "N" is number
result twice is number as n * 2
result third is number as n / 3
""", "id,n\na,7304116\nb,>=1000001\nc,1\n")
        self.assertIn("twice: 14608232\n", self.explained("a"))
        self.assertIn("twice: >=2000002\n", self.explained("b"))
        self.assertIn("third: 0.333333333333333\n", self.explained("c"))

    def test_no_value_is_taken_for_a_name(self):
        self.guideline = self.write("g.mgl", HEADER + 'fact k "K" is number\nrule r "R" when k > 3 then note "x"\n')
        twice = mgl("run", self.guideline, self.write("c.csv", "anna,hiv positive,hiv positive\nben,4,5\n"), "--as-of", AS_OF)
        self.assert_exit(twice, 2)
        self.assertIn("columns 2 and 3 have the same name", twice.stderr)
        self.assertNotIn("hiv", twice.stderr)
        lost = mgl("run", self.guideline, self.write("c.yaml", "- id: a\n  k: 4\n- id: b\n  k:hiv-positive 9\n- {id: c, k:4}\n"),
                   "--as-of", AS_OF)
        self.assert_exit(lost, 3)
        self.assertIn("3 rows = 1 case decided + 2 rejected", lost.stderr)
        self.assertNotIn("hiv", lost.stderr)

    def test_a_choice_that_is_called_never(self):
        rows = self.decided("""fact smoking "Smoking" is one of (never, former, current)
rule r "R" when smoking is never then note "x"
""", "id,smoking\na,never\nb,current\n")
        self.assertEqual([row["r"] for row in rows], ["yes", "no"])

    def test_days_are_no_years(self):
        rows = self.decided("""fact age "Age" in years
fact stay "Stay" in days
rule old "Old" when age >= 18 years then note "x"
rule long "Long" when stay > 10 days then note "x"
""", "id,age,age.unit,stay,stay.unit\na,7000,days,2,weeks\nb,240,months,1,month\nc,19,years,11,days\n")
        self.assertEqual([(row["old"], row["long"]) for row in rows], [("unknown", "yes"), ("yes", "unknown"), ("yes", "yes")])
        self.assertEqual([row["warnings"] for row in rows], [
            "age 7000 days cannot be used: days does not convert into years, in which it is measured: "
            "months and years have no fixed number of days",
            "stay 1 month cannot be used: month does not convert into days, in which it is measured: "
            "months and years have no fixed number of days", ""])

    def test_a_range_of_which_no_line_counts(self):
        row, = self.decided("""fact q "Q" in g/L
fact s "S" is one of (female, male, other)
range r "R" of q
  line 120 to 155 g/L when s is female
  line 130 to 170 g/L when s is male
rule low "Low" when q is below r then note "x"
""", "id,q,s\np,100,other\n")
        self.assertEqual(row["low"], "unknown")
        self.assertIn("no line of `r` counts for s other", mgl("lint", self.guideline).stdout)
        self.assertIn("none of its lines counts", self.explained("p"))

    def test_every_element_of_a_long_array_is_a_case(self):
        cases = [{"id": f"r{i}", "a": 1, "b": "yes"} for i in range(60000)]
        rows = self.decided('fact a "A" is number\nfact b "B" is yes/no\nrule r "R" when b and a > 0 then note "x"\n', json.dumps(cases))
        self.assertEqual([(row["id"], row["r"]) for row in rows], [(case["id"], "yes") for case in cases])


if __name__ == "__main__":
    main()
