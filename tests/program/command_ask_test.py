"""`mgl ask` as its users know it: what is asked, what may be answered, what is said after each answer and at
the end, and that a consultation decides as `mgl run` does."""

import csv
import fcntl
import itertools
import os
import pty
import random
import re
import struct
import subprocess
import termios

from program import AS_OF, GUIDELINE, MGL, SOURCE, ProgramTest, main, mgl

GUIDELINES = SOURCE / "guidelines"
IRON = """guideline iron_try "Iron, a test"
  language mgl 1
  version 1.0.0
  status draft
  grading none
  applies when age >= 18 years
source "A made-up source"
  kind secondary
fact age "Age" in whole years
  plausible 0 to 130 years
fact ferritin "Ferritin" in ug/L
  plausible 1 to 5000 ug/L
  suspect when haemolysed
  ask "What is the latest ferritin?"
  means "In serum"
fact haemolysed "Sample was haemolysed" is yes/no
  unless stated, no
fact kidney_failure "Kidney failure" is yes/no
fact bleeding "Bleeding" is one of (none "No bleeding" code "0", some "Some bleeding" code "1", much code "2")
fact pain "Pain" is one of (back "Back pain", head "Headache")
fact started "Date iron was started" is date
fact idle "Nothing uses this" is yes/no
medication oral_iron "Oral iron"
  dose 60 mg per day
  route oral
medication iv_iron "Intravenous iron"
contraindication iv_iron "Kidney failure speaks against it" when kidney_failure
caution oral_iron "May upset the stomach" when bleeding is some
rule give_iron "Give iron" when ferritin < 30 ug/L then give oral_iron urgency today assumed because "t"
rule infuse "Infuse iron" when ferritin < 10 ug/L then give iv_iron urgency now overrides give_iron assumed because "t"
rule no_oral "No oral iron" when bleeding is much then avoid oral_iron assumed because "t"
rule pain_note "Pain" when pain is back then note "Ask about the back" assumed because "t"
result recent "Ferritin is recent" as time since date of ferritin <= 90 days
recheck control "Control of ferritin" of ferritin
  when ferritin < 30 ug/L
  in 4 to 6 weeks after started
must never "much bleeding and oral iron" bleeding is much and ferritin < 30 ug/L
"""
DOSES = """guideline iron_doses "Iron and its doses, a test"
  language mgl 1
  version 1.0.0
  status draft
fact gastritis "Gastritis" is yes/no
fact intolerant "No fumarate" is yes/no
fact severe "Severe" is yes/no
fact weight "Weight" in kg
fact low "Low" is yes/no
fact very_low "Very low" is yes/no
fact pain "Pain" is yes/no
medication oral_iron "Oral iron"
  choose one of
  option iron_sulfate "Iron sulfate"
  option iron_fumarate "Iron fumarate"
  dose 60 mg per day
  dose 120 mg per day when severe
medication iv_iron "Infused iron"
  dose 500 mg over 30 minutes when weight < 50 kg
  dose 1000 mg over 30 minutes when weight >= 50 kg
contraindication iron_fumarate "Fumarate is not tolerated" when intolerant
caution oral_iron "May upset the stomach" when gastritis
rule oral "By mouth" when low then give oral_iron urgency routine assumed because "t"
rule infuse "Infuse" when very_low then consider iv_iron urgency now assumed because "t"
rule pain_note "Pain" when pain then note "Ask" assumed because "t"
"""
WIDE = {"COLUMNS": "300"}  # where it is the words that are looked at


def questions(text):
    """The questions of a transcript, each with the lines that follow its answer."""
    return [(block.split("  [")[0], block) for block in text.split("\n\n")
            if re.match(r"^[^ ].*  \[", block)]


class AskTest(ProgramTest):
    def ask(self, guideline, answers, *options, code=0, environment=WIDE):
        stdin = answers if isinstance(answers, bytes) else "".join(a + "\n" for a in answers).encode()
        done = mgl("ask", guideline, "--as-of", AS_OF, *options, stdin=stdin, environment=environment)
        self.assert_exit(done, code)
        return done

    def iron(self, answers, *options, code=0, text=IRON):
        return self.ask(self.write("iron.mgl", text), answers, *options, code=code)

    def doses(self, answers, *options, text=DOSES, environment=WIDE):
        return self.ask(self.write("doses.mgl", text), answers, *options, environment=environment)

    def after(self, done, question, which=0):
        """What follows the prompt of a question, its answer included."""
        found = [block for asked, block in questions(done.stdout) if asked == question]
        self.assertGreater(len(found), which, f"{question} was not asked:\n{done.stdout}")
        return found[which].split("> ", 1)[1]

    def asked(self, done):
        return [question for question, _ in questions(done.stdout)]

    def summary(self, done):
        return done.stdout.split("\nSummary\n")[1]

    def test_the_first_question_is_the_first_of_ask(self):
        for folder in ("magnesium_cramps", "cha2ds2_vasc", "who_anaemia", "kdigo_ckd"):
            guideline = GUIDELINES / folder / f"{folder}.mgl"
            cases = self.write("empty.csv", "id\na\n")
            first = list(csv.DictReader(mgl("run", guideline, cases, "--as-of", AS_OF, "--quiet")
                                        .stdout.splitlines()))[0]["ask"].split("; ")[0]
            text = guideline.read_text()
            title = re.search(rf'^fact {first} "(.*)"', text, re.M).group(1)
            self.assertEqual(self.asked(self.ask(guideline, []))[0], title + "?")

    def test_decisions_are_shown_as_they_fall(self):
        done = self.ask(GUIDELINE, ["yes", "1.0", "2026-02-01"])
        self.assertEqual(self.asked(done)[1], "What is the most recent serum magnesium?")
        answered = self.after(done, "What is the most recent serum magnesium?")
        self.assertIn("  applies (now): Intravenous magnesium\n    consider Magnesium sulfate: 2 g over 20 minutes",
                      answered)
        self.assertIn("does not apply: Measure serum magnesium; ", answered)
        self.assertIn("When was that? (Serum magnesium)", self.asked(done))

    def test_the_summary_says_what_to_do_what_is_open_and_why(self):
        done = self.ask(GUIDELINE, ["yes", "1.0"])
        summary = self.summary(done)
        self.assertIn("Applies\n  Intravenous magnesium (now)\n    consider Magnesium sulfate", summary)
        self.assertIn("Magnesium aspartate", summary)
        self.assertIn("Could not be decided\n", summary)
        self.assertIn("  Cramps in pregnancy\n    because Pregnant is missing\n", summary)
        self.assertTrue(summary.endswith(
            "magnesium_cramps 0.1.0, as of 2026-03-01. DRAFT, not clinically approved; from one secondary source.\n"))
        self.assertIn("DRAFT, not clinically approved", done.stdout.split("\n\n")[0])

    def test_results(self):
        done = self.ask(GUIDELINES / "who_anaemia/who_anaemia.mgl", ["30", "1", "n", "11.5 g/dL"])
        self.assertIn("  Anaemia: Mild anaemia", self.after(done, "Haemoglobin?"))
        self.assertNotIn("Could not be decided", done.stdout)
        open_ = self.ask(GUIDELINES / "who_anaemia/who_anaemia.mgl", ["30", "female", "", "115"])
        self.assertIn("Anaemia (could be none or mild)\n    because Pregnant is unknown\n",
                      self.summary(open_))

    def test_another_way_to_a_decision_is_asked_after_unknown(self):
        done = self.ask(GUIDELINES / "kdigo_ckd/kdigo_ckd.mgl",
                        ["unknown", "10", "45", "female", "0.95"])
        self.assertEqual(self.asked(done), ["Reported eGFR?", "Albumin-to-creatinine ratio in urine?",
                                            "Age?", "Sex?", "Serum creatinine?"])
        self.assertIn("GFR category: Mildly decreased (G2)", self.summary(done))
        self.assertNotIn("Could not be decided", done.stdout)

    def test_an_unknown_fact_is_not_asked_again_nor_what_cannot_matter_without_it(self):
        done = self.iron(["40", "unknown", "n", "some", "head"])
        self.assertEqual(self.asked(done), ["Age?", "What is the latest ferritin?", "Kidney failure?",
                                            "Bleeding?", "Pain?"])  # not when iron was started
        self.assertIn("  Infuse iron; Give iron; Ferritin is recent\n"
                      "    because Ferritin is unknown\n", self.summary(done))

    def test_a_value_that_does_not_decide_is_not_asked_again(self):
        done = self.iron(["40", "<20", "", "no"])
        self.assertEqual(self.asked(done).count("What is the latest ferritin?"), 1)
        self.assertIn("because Ferritin is only known as <20 ug/L", self.summary(done))
        partial = self.iron(["40", "20", "2026-02", "0", "head", "2026-01-10"])
        self.assertIn("because the date of Ferritin is only known as 2026-02-01 to 2026-02-28",
                      self.summary(partial))

    def test_what_actions_need_is_asked_last_the_most_urgent_rule_first(self):
        done = self.doses(["yes", "yes", "no", "60", "yes", "yes", "yes"])
        self.assertEqual(self.asked(done), ["Very low?", "Low?", "Pain?", "Weight?", "Severe?", "No fumarate?",
                                            "Gastritis?"])
        self.assertNotIn("Could not be decided", done.stdout)
        self.assertEqual(self.asked(self.doses(["no", "no", "no"])), ["Very low?", "Low?", "Pain?"])
        self.assertEqual(self.asked(self.doses(["yes", "no", "no", "60"]))[3:], ["Weight?"])

    def test_parts_of_actions_are_shown_as_they_are_decided(self):
        done = self.doses(["yes", "yes", "no", "60", "yes", "yes", "yes"])
        self.assertEqual(self.after(done, "Weight?").rstrip(),
                         "60\n  applies (now): Infuse\n    consider Infused iron: 1000 mg over 30 minutes\n"
                         "  does not apply: Infused iron: 500 mg over 30 minutes")
        self.assertEqual(self.after(done, "Severe?").rstrip(),
                         "yes\n  applies (routine): By mouth\n    give Oral iron: 60 mg per day; 120 mg per day")
        self.assertEqual(self.after(done, "No fumarate?").rstrip(),
                         "yes\n  not to be given: Iron fumarate (Oral iron)")
        self.assertIn("warning: use with caution: May upset the stomach", self.after(done, "Gastritis?"))
        self.assertIn("    give Oral iron: 60 mg per day; 120 mg per day\n      one of: Iron sulfate\n"
                      "      not: Iron fumarate\n", self.summary(done))
        no = self.doses(["no", "yes", "no", "no", "no", "no"])
        self.assertEqual(self.after(no, "Severe?").rstrip(), "no\n  does not apply: Oral iron: 120 mg per day")
        self.assertEqual(self.after(no, "No fumarate?").rstrip(), "no\n  may be given: Iron fumarate (Oral iron)")
        self.assertIn("does not apply: caution: May upset the stomach", self.after(no, "Gastritis?"))
        self.assertIn("one of: Iron sulfate, Iron fumarate", self.summary(no))
        self.assertNotIn("open again", done.stdout + no.stdout)

    def test_parts_of_actions_may_stay_unknown(self):
        done = self.doses(["no", "yes", "no", "", "unknown", ""])
        self.assertEqual(self.asked(done)[3:], ["Severe?", "No fumarate?", "Gastritis?"])
        for title, fact in [("Oral iron: 120 mg per day", "Severe"), ("caution: May upset the stomach", "Gastritis"),
                            ("Oral iron: whether Iron fumarate may be given", "No fumarate")]:
            self.assertIn(f"  {title}\n    because {fact} is unknown\n", self.summary(done))

    def test_parts_of_actions_that_may_still_apply(self):
        done = self.doses(["unknown", "no", "no", "60"])
        self.assertEqual(self.asked(done), ["Very low?", "Low?", "Pain?", "Weight?"])
        self.assertIn("if it applied: Infused iron: 1000 mg over 30 minutes", self.after(done, "Weight?"))
        self.assertIn("  Infuse\n    because Very low is unknown\n"
                      "    if Infuse applied: consider Infused iron: 1000 mg over 30 minutes\n", self.summary(done))
        quit_ = self.doses([])  # nothing of them before they are asked
        self.assertNotIn("if Infuse applied", quit_.stdout)
        self.assertNotIn("Infused iron", quit_.stdout)

    def test_parts_of_actions_why_and_back(self):
        done = self.doses(["no", "yes", "no", "why", "yes", "why", "no", "why", "back", "back", "no", "back", "back",
                           "back", "no"])
        self.assertIn("it may decide:\n    Oral iron: 120 mg per day (dose)", self.after(done, "Severe?"))
        self.assertIn("Oral iron: whether Iron fumarate may be given (option)", self.after(done, "No fumarate?"))
        self.assertIn("caution: May upset the stomach (warning)", self.after(done, "Gastritis?"))
        self.assertIn("taken back: No fumarate\n  open again: Oral iron: whether Iron fumarate may be given\n",
                      done.stdout)
        self.assertIn("    give Oral iron: 60 mg per day\n  open again: Oral iron: 120 mg per day\n", done.stdout)
        self.assertIn("taken back: Low\n  open again: By mouth\n", done.stdout)

    def test_parts_of_an_option_and_of_one_treatment_in_two_rules(self):
        text = DOSES.replace("then give oral_iron urgency", "then give iron_fumarate urgency").replace(
            'then note "Ask"', "then give iron_fumarate")
        done = self.doses(["no", "no", "no", "yes", "yes", "no"], text=text)
        # Whether the option may be given is then a matter of the rule.
        self.assertEqual(self.asked(done), ["Very low?", "No fumarate?", "Low?", "Pain?", "Severe?", "Gastritis?"])
        self.assertIn("give Iron fumarate: 60 mg per day; 120 mg per day", self.summary(done))
        self.assertNotIn("Could not be decided", done.stdout)

    def test_all_that_actions_need_is_asked_and_no_more(self):
        guideline = self.write("doses.mgl", DOSES)
        for very_low, low, severe, heavy in itertools.product(["yes", "no", "unknown"], ["yes", "no"], ["yes", "no"],
                                                              ["40", "60"]):
            answers = {"Very low?": very_low, "Low?": low, "Severe?": severe, "Weight?": heavy}
            process = subprocess.Popen([MGL, "ask", str(guideline), "--as-of", AS_OF], text=True,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | WIDE)
            talk, asked = Conversation(process), []
            while (question := talk.question()) is not None:
                asked.append(question)
                talk.answer(answers.get(question, "no"))
            process.stdin.close()
            self.assertEqual(process.wait(timeout=60), 0)
            process.stdout.close()
            for question, matters in [("Weight?", very_low != "no"), ("Severe?", low == "yes"),
                                      ("No fumarate?", low == "yes"), ("Gastritis?", low == "yes")]:
                self.assertEqual(asked.count(question), int(matters), talk.text)
            summary = talk.text.split("\nSummary\n")[1]
            self.assertNotIn("decided yet", summary)
            self.assertNotIn("not before it is decided", summary)
            self.assertEqual("120 mg" in summary, low == severe == "yes", talk.text)
            self.assertEqual("1000 mg" in summary, very_low != "no" and heavy == "60", talk.text)

    def test_lines_fit_the_width(self):
        text = DOSES.replace('fact low "Low" is yes/no', (
            'fact low "Low" is one of (less "' + "Less than what was agreed on with the laboratory " * 2 + '", enough)\n'
            '  ask "' + "Is the iron that was measured lower than it ought to be " * 3 + '?"'
        )).replace("when low then", "when low is less then").replace("May upset", "May, " + "as is known, " * 9 + "upset")
        for width, environment in ((40, "40"), (60, "60"), (80, ""), (40, "1"), (140, "140")):
            done = self.doses(["yes", "?", "1", "yes", "why", "60", "yes", "yes", "yes"], text=text,
                              environment={"COLUMNS": environment})
            longest = max(map(len, done.stdout.splitlines()))
            self.assertLessEqual(longest, width, done.stdout)
            self.assertGreater(longest, width - 25, done.stdout)
            self.assertIn("Summary\nApplies\n", done.stdout)
        self.assertIn("\n  [one of these, by number or name]\n  1 Less than what", done.stdout)
        self.assertIn("\nVery low?  [yes or no]\n", done.stdout)

    def test_the_width_is_the_terminals(self):
        guideline = self.write("doses.mgl", DOSES)
        for columns in (50, 120):
            above, below = pty.openpty()
            fcntl.ioctl(below, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
            done = subprocess.run([MGL, "ask", str(guideline), "--as-of", AS_OF], input=b"", stdout=below, timeout=60,
                                  env={k: v for k, v in os.environ.items() if k != "COLUMNS"})
            os.close(below)
            text = os.read(above, 65536).decode()
            os.close(above)
            self.assertEqual(done.returncode, 0)
            self.assertEqual("or: unknown (or an empty line), back, why, ? (help), quit" in text, columns == 120, text)
            self.assertLessEqual(max(len(line) for line in text.splitlines()), columns + len("\x1b[1m\x1b[0m"))

    def test_out_of_scope_ends_it(self):
        done = self.iron(["17.9"])
        self.assertEqual(self.asked(done), ["Age?"])
        self.assertIn("not applicable: this guideline is not for the patient", self.summary(done))
        self.assertNotIn("Applies", self.summary(done))

    def test_blocked_replaced_warnings(self):
        blocked = self.iron(["40", "5", "2026-02-20", "yes", "1", "head", "2026-01-10"])
        self.assertIn("  blocked by Kidney failure speaks against it: Infuse iron\n"
                      "  applies (today): Give iron\n    give Oral iron: 60 mg per day, oral",
                      self.after(blocked, "Kidney failure?"))
        self.assertIn("warning: use with caution: May upset the stomach", self.after(blocked, "Bleeding?"))
        self.assertIn("Would apply, but\n  Infuse iron: blocked by Kidney failure", self.summary(blocked))
        self.assertIn("Control of ferritin: done\n    test: Ferritin", self.summary(blocked))
        self.assertIn("Taken for granted, as nothing was stated\n  Sample was haemolysed: no\n",
                      self.summary(blocked))
        replaced = self.iron(["40", "5", "2026-02-20", "no", "2"])
        self.assertIn("Give iron: replaced by Infuse iron", self.summary(replaced))
        self.assertIn("much bleeding and oral iron", self.summary(replaced).split("Warnings")[1])

    def test_wrong_answers_are_explained_and_asked_again(self):
        for wrong, problem, help_ in [
                ("abc", '"abc" is not a number', "write a number in ug/L"),
                ("5 kg", "kg does not convert into ug/L", "write a number in ug/L"),
                ("9999", "outside 1..5000 ug/L: it would count as missing", "`unknown` goes on without it"),
                ("5\x1b[2J", "control character", "write a number"),
                ("x" * 70000, "longer than 64 KiB", "")]:
            done = self.iron(["40", wrong, "50"])
            self.assertEqual(self.asked(done)[1:3], ["What is the latest ferritin?"] * 2, wrong[:20])
            self.assertIn(problem, self.after(done, "What is the latest ferritin?"))
            self.assertIn(help_, self.after(done, "What is the latest ferritin?"))
            self.assertNotIn("\x1b", done.stdout)
            self.assertIn("does not apply: Infuse iron; Give iron", done.stdout)
        not_text = self.iron(b"40\n\xff\xfe\n50\n")
        self.assertIn("not valid UTF-8", not_text.stdout)
        again = self.iron(["40", "9999", "9999", "50"])
        self.assertEqual(again.stdout.count("so it is not taken"), 2)

    def test_dates(self):
        done = self.iron(["40", "20", "2026-02-30", "2026-05-01", "", "0", "head", "soon", "2026-02-20"])
        when = "When was that? (Ferritin)"
        self.assertIn('"2026-02-30" is not a day of the calendar', self.after(done, when))
        self.assertIn("after the as-of date 2026-03-01", self.after(done, when, 1))
        self.assertIn("Ferritin is recent\n    because the date of Ferritin is not known", self.summary(done))
        self.assertIn('"soon" is not a date', self.after(done, "Date iron was started?"))
        self.assertIn("Control of ferritin: not due yet, but from 2026-03-20 to 2026-04-03",
                      self.summary(done))

    def test_choices_by_number_name_label_or_code(self):
        for answer, chosen in [("1", "Some"), ("some", "Some"), ("some bleeding", "Some"), ("2", "No oral")]:
            done = self.iron(["40", "50", "", answer])
            self.assertEqual("applies: No oral iron" in done.stdout, chosen == "No oral", answer)
        codes = self.after(done, "Bleeding?")
        self.assertIn("  0 No bleeding (none)\n", done.stdout)  # codes are numbers: nothing else picks by number
        self.assertIn('"3" is not one of its choices', self.iron(["40", "50", "", "3"]).stdout)
        self.assertIn("did you mean `much`", self.iron(["40", "50", "", "mcuh"]).stdout)
        for answer in ("1", "Back pain"):
            done = self.iron(["40", "50", "", "0", answer])
            self.assertIn("Ask about the back", self.summary(done))
        self.assertIn('there is no choice "3"', self.iron(["40", "50", "", "0", "3"]).stdout)
        self.assertNotIn("warning", codes)

    def test_back(self):
        done = self.iron(["back", "40", "5", "", "no", "back", "BACK", "back", "50"])
        self.assertIn("there is no answer to take back", self.after(done, "Age?"))
        self.assertIn("taken back: Kidney failure\n  open again: Infuse iron; Give iron",
                      self.after(done, "Bleeding?"))
        self.assertIn("taken back: the date of Ferritin", done.stdout)
        self.assertIn("taken back: Ferritin", done.stdout)
        self.assertIn("Does not apply\n  Infuse iron; Give iron", self.summary(done))

    def test_why_and_help(self):
        done = self.iron(["why", "40", "why", "?", "5", "why", "?"])
        self.assertIn("Whether this guideline is for the patient (scope)", self.after(done, "Age?"))
        why = self.after(done, "What is the latest ferritin?")
        for line in ("Infuse iron (rule)", "Give iron (rule)", "Control of ferritin (recheck)"):
            self.assertIn(line, why)
        self.assertNotIn("No oral iron", why)
        help_ = self.after(done, "What is the latest ferritin?", 1)
        self.assertIn("Ferritin (ferritin)\n  means: In serum\n", help_)
        self.assertIn("from 1 to 5000 ug/L", help_)
        date = self.after(done, "When was that? (Ferritin)")
        self.assertIn("Ferritin is recent (result)\n    Control of ferritin (recheck)", date)
        self.assertNotIn("rule", date)

    def test_given_is_not_asked(self):
        done = self.iron(["n"], "--given", "age=40", "--given", "ferritin=5", "--given",
                         "ferritin.date=2026-02-20")
        self.assertEqual(self.asked(done)[0], "Kidney failure?")
        self.assertIn("Ferritin is recent: yes", self.summary(done))
        undated = self.iron(["n", "0", "head", "2026-01-10"], "--given", "age=40", "--given", "ferritin=5")
        self.assertIn("When was that? (Ferritin)", self.asked(undated))  # a result needs the date
        for wrong, message in [("agee=4", "did you mean `age`"), ("age", "--given NAME=VALUE"),
                               ("age=old", '"old" is not a number'), ("age=200", "outside 0..130"),
                               ("ferritin.date=2026-02-20", "without a value")]:
            done = self.iron([], "--given", wrong, code=2)
            self.assertIn(message, done.stderr)
            self.assertEqual(done.stdout, "")
        twice = self.iron([], "--given", "age=4", "--given", "age=5", code=2)
        self.assertIn("given twice", twice.stderr)

    def test_all_asks_what_is_used_in_the_guidelines_order(self):
        done = self.iron([""] * 20, "--all")
        self.assertEqual(self.asked(done), [
            "Age?", "What is the latest ferritin?", "Sample was haemolysed?", "Kidney failure?",
            "Bleeding?", "Pain?", "Date iron was started?"])
        suspect = self.iron(["40", "5", "2026-02-20", "yes", "no"], "--all")
        self.assertIn("open again: ", self.after(suspect, "Sample was haemolysed?"))
        self.assertIn("suspect", self.after(suspect, "Sample was haemolysed?"))
        self.assertIn("because Ferritin is suspect and not used", self.summary(suspect))

    def test_save_is_a_case_that_decides_the_same(self):
        saved = self.folder / "case.yaml"
        done = self.iron(["40", "<20", "2026-02", "n", "2", "1", "2026-01-10"], "--save", saved)
        text = saved.read_text()
        self.assertIn('ferritin: {value: "<20 ug/L", date: "2026-02"}\n', text)
        self.assertIn('bleeding: "much"\n', text)
        self.assertNotIn("haemolysed", text)
        run = mgl("run", self.folder / "iron.mgl", saved, "--as-of", AS_OF, "--quiet", "--columns", "rules")
        self.assert_exit(run, 0)
        row = list(csv.DictReader(run.stdout.splitlines()))[0]
        self.assertEqual(row, {"give_iron": "unknown", "infuse": "unknown", "no_oral": "yes", "pain_note": "yes"})
        self.assertIn("Applies\n  No oral iron\n", self.summary(done))
        unknown = self.iron(["40", "", "", "x"], "--save", saved)
        self.assertIn('ferritin: "unknown"\n', saved.read_text())
        nothing = self.iron([], "--save", saved)
        self.assert_exit(mgl("run", self.folder / "iron.mgl", saved, "--quiet"), 0)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["case.yaml", "iron.mgl"])
        self.assertEqual((unknown.stderr, nothing.stderr), ("", ""))  # no patient data in logs

    def test_save_of_facts_that_yaml_would_read_otherwise(self):
        names = ("null", "true", "false", "y", "n", "off")
        text = DOSES.split("fact")[0] + "".join(f'fact {name} "Fact {name}" is yes/no\n' for name in names) + (
            f'rule all_of_them "All" when {" and ".join(names)} then note "all" assumed because "t"\n')
        guideline, saved = self.write("words.mgl", text), self.folder / "case.yaml"
        done = self.ask(guideline, ["yes"] * len(names), "--save", saved)
        self.assertIn("applies: All", done.stdout)
        self.assertEqual(saved.read_text().split("\n", 1)[1], "".join(f'"{name}": "yes"\n' for name in names))
        run = mgl("run", guideline, saved, "--as-of", AS_OF, "--columns", "rules")
        self.assert_exit(run, 0)
        self.assertEqual(run.stdout.splitlines(), ["all_of_them", "yes"])
        self.assertNotIn("no case", run.stderr)

    def test_save_that_cannot_be_written_fails_before_the_questions(self):
        done = self.iron(["40"], "--save", self.folder / "no/case.yaml", code=2)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, "^mgl ask: ")

    def test_quit_and_the_end_of_the_input(self):
        for answers in (["40", "QUIT", "50"], ["40"]):
            done = self.iron(answers)
            self.assertIn("because Ferritin is missing", self.summary(done))
        without_newline = self.iron(b"\xef\xbb\xbf40\r\n50")
        self.assertIn("does not apply: Infuse iron; Give iron", without_newline.stdout)

    def test_limit_of_answers(self):
        done = self.iron(["abc"] * 10_001, code=2)
        self.assertIn("more than 10000 answers", done.stderr)
        self.assertIn("\nSummary\n", done.stdout)

    def test_readings_and_quiet(self):
        answers = ["no", "1.5", "", "no", "no"]
        strict = self.ask(GUIDELINE, answers)
        literal = self.ask(GUIDELINE, ["yes", "1.5"], "--reading", "iv_indication=literal", "--quiet")
        self.assertNotIn("Intravenous magnesium (now)", strict.stdout)
        self.assertIn("Intravenous magnesium (now)", literal.stdout)
        self.assertIn("reading of iv_indication: literal (not the adopted one)", literal.stdout)
        self.assertTrue(literal.stdout.startswith("\nUnexplained muscle cramps?"))
        wrong = self.ask(GUIDELINE, [], "--reading", "iv_indication=litteral", code=2)
        self.assertIn("did you mean `literal`", wrong.stderr)

    def test_files_that_cannot_be_used(self):
        for path in (self.folder / "no.mgl", self.folder):
            done = mgl("ask", path)
            self.assert_exit(done, 2)
            self.assertRegex(done.stderr, "^mgl ask: .+")
        broken = self.iron([], code=2, text=IRON.replace("ferritin < 30", "feritin < 30"))
        self.assertIn("did you mean `ferritin`", broken.stderr)
        self.assertIn("nothing was asked", broken.stderr)
        self.assert_exit(mgl("ask", GUIDELINE), 0)  # no answers at all

    def test_colour_only_where_it_is_wanted(self):
        self.assertNotIn("\x1b", self.iron(["40"]).stdout)
        self.assertIn("\x1b[1mAge?\x1b[0m", self.iron(["40"], "--color", "always").stdout)

    def test_questions_come_before_their_answers(self):
        process = subprocess.Popen([MGL, "ask", str(GUIDELINE), "--as-of", AS_OF], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | WIDE)
        first = Conversation(process).question()
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()
        self.assertEqual(first, "Unexplained muscle cramps?")

    def test_consultations_decide_as_the_whole_case_does(self):
        """Magnesium cases with all facts: what a consultation asks is enough, and decides the same."""
        rows = list(csv.DictReader((GUIDELINES / "magnesium_cramps/cases.csv").read_text().splitlines()))
        text = GUIDELINE.read_text()
        facts = re.findall(r'^fact (\w+) "(.*)"(?:.*\n(?!fact).*)*?', text, re.M)
        titles = {title + "?": name for name, title in facts}
        titles["What is the most recent serum magnesium?"] = "serum_magnesium"
        rules = dict(re.findall(r'^rule (\w+) "(.*)"', text, re.M))
        chosen = random.Random(7).sample(rows, 40)
        asked = 0
        for row in chosen:
            full = {name: row.get(name) or default(text, name) for name, _ in facts}
            cells = full | {"serum_magnesium.date": row.get("serum_magnesium.date", "")}
            case = self.write("case.csv", ",".join(cells) + "\n" + ",".join(f'"{v}"' for v in cells.values()) + "\n")
            run = mgl("run", GUIDELINE, case, "--as-of", AS_OF, "--quiet")
            expected = list(csv.DictReader(run.stdout.splitlines()))[0]
            if expected["warnings"]:
                continue  # a value that no consultation takes
            process = subprocess.Popen([MGL, "ask", str(GUIDELINE), "--as-of", AS_OF], text=True,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | WIDE)
            talk = Conversation(process)
            while (question := talk.question()) is not None:
                is_date = question.startswith("When was that?")
                name = "serum_magnesium.date" if is_date else titles[question]
                talk.answer(cells[name])
                asked += 1
            process.stdin.close()
            self.assertEqual(process.wait(timeout=60), 0)
            process.stdout.close()
            summary = talk.text.split("\nSummary\n")[1]
            undecided = summary.partition("Could not be decided")[2]
            for name, title in rules.items():
                self.assertEqual(title in undecided, expected[name] == "unknown", f"{name}\n{cells}\n{talk.text}")
                applies = bool(re.search(rf"^  {re.escape(title)}( \(now\))?$", summary.split("Does not apply")[0], re.M))
                self.assertEqual(applies, expected[name] == "yes", f"{name}\n{cells}\n{talk.text}")
            for recheck in ("after_start", "after_dose_change", "once_stable"):
                status = expected[recheck + ".status"]
                words = {"upcoming": "not due yet", "due": "due, ", "overdue": "overdue, ", "done": "done"}
                title = re.search(rf'^recheck {recheck} "(.*)" of', text, re.M).group(1)
                if status in words:
                    self.assertIn(f"  {title}: {words[status]}", summary)
        self.assertGreater(asked, 100)


def default(text, name):
    """A value for a fact that a case lacks: no, a number or a day."""
    if re.search(rf'^fact {name} ".*" is yes/no', text, re.M):
        return "no"
    return "2026-01-05" if re.search(rf'^fact {name} ".*" is date', text, re.M) else "50" if name == "age" else "1.9"


class Conversation:
    """With a process that prompts with `> `."""

    def __init__(self, process):
        self.process = process
        self.text = ""

    def question(self):
        """The next question, or None at the end."""
        begin = len(self.text)
        while not self.text[begin:].endswith("\n> "):
            c = self.process.stdout.read(1)
            if not c:
                return None
            self.text += c
        lines = self.text[begin:].splitlines()
        return next(line for line in reversed(lines) if re.match(r"^[^ ].*  \[", line)).split("  [")[0]

    def answer(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()


if __name__ == "__main__":
    main()
