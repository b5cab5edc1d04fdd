"""`mgl explain` of some outcomes, in short, and as a page in HTML: the same words as its text, fewer, or elsewhere."""

import json
import re

from command_explain_test import CASES, HEADER, WARD
from program import AS_OF, EVERY_GUIDELINE, GUIDELINE, ProgramTest, main, mgl
from trace_formats_test import Page

GAPS = """guideline gaps "Gaps"
  language mgl 1
  version 1.0.0
  status draft
  grading none
fact n "Number" is number
fact b "B" is yes/no
table stage "Stage" of n gives one of (low "Low stage", high "High stage")
  row below 5 gives low
  row at least 6 gives high
table one "One" of b gives one of (p, q)
  row yes gives p
result by_lines "By lines" is number
  value 1 when n < 5
  value 2 when n > 6
result empty "Empty" is number
  value missing when n > 5
  value 1 otherwise
result twice "Twice" is number as n * 2
rule act "Act" when stage is high then note "x" assumed because "a test"
rule other "Other" when by_lines = 1 and not b then note "y" urgency today assumed because "a test"
recheck again "Again" of n in 1 to 2 weeks after seen when b assumed because "a test"
fact seen "Seen" is date
"""


class PartTest(ProgramTest):
    def explain(self, text, cases, *options, code=0):
        done = mgl("explain", self.write("g.mgl", text), self.write("c.csv", cases), "--as-of", AS_OF, *options)
        self.assert_exit(done, code)
        return done.stdout if code == 0 else done.stderr

    def gaps(self, row, *options, **named):
        return self.explain(GAPS, "id,n,b,seen\na," + row + "\n", *options, **named)

    def ward(self, row, *options):
        return self.explain(WARD, HEADER + "a," + row + "\n", *options)

    def record(self, *arguments):
        return json.loads(self.gaps(*arguments, "--format", "json"))


class GapTest(PartTest):
    def test_a_table_of_which_no_row_holds_says_so(self):
        text = self.gaps("5.5,no,")
        short = text[text.index("In short"):text.index("Warnings")]
        for words in ("Stage: no value: no row holds\n", "One: no value: no row holds\n", "By lines: no value: no line holds\n",
                      "Empty: no value: the line that holds gives none\n"):
            self.assertEqual(text.count(words), 2)  # in short, and in its place
            self.assertIn(words, short)
        self.assertNotIn("something that it needs is missing", text)
        self.assertNotIn("    no row holds\n", text)
        words = {result["name"]: result["words"] for result in self.record("5.5,no,")["results"]}
        self.assertEqual(words["stage"], "no value: no row holds")

    def test_what_is_missing_is_still_missing(self):
        text = self.gaps(",,")
        self.assertIn("Twice: no value: something that it needs is missing\n", text)
        self.assertIn("One: no value: something that it needs is missing\n", text)
        self.assertIn("would have no value (no row holds) if from 5 to below 6", " ".join(text.split()))
        self.assertIn("would be p if b is yes; would have no value (no row holds) if no", text)


class OfTest(PartTest):
    def test_only_what_is_named(self):
        record = self.record("7,,", "--of", "act", "--of", "again", "--of", "twice")
        self.assertEqual(record["of"], ["act", "again", "twice"])
        self.assertEqual([[item["name"] for item in record[part]] for part in ("results", "rules", "rechecks")],
                         [["twice"], ["act"], ["again"]])
        text = self.gaps("7,,", "--of", "twice")
        self.assertIn("Twice: 14", text)
        for word in ("Stage", "Act", "Again", "Ask first", "not needed"):
            self.assertNotIn(word, text)
        self.assertEqual(self.record("7,,")["of"], [])

    def test_only_what_they_need_is_asked(self):
        asked = lambda *options: [question["fact"] for question in self.record(",,", *options)["ask"]]
        self.assertEqual(asked(), ["n", "b", "seen"])
        self.assertEqual(asked("--of", "act"), ["n"])
        self.assertEqual(asked("--of", "one"), ["b"])
        self.assertEqual(asked("--of", "again"), ["b", "seen"])
        # A rule that applies asks for its dose.
        ask = json.loads(self.ward("50,,no,no,severe", "--of", "antibiotic", "--format", "json"))["ask"]
        self.assertEqual([question["fact"] for question in ask], ["weight"])
        ask = json.loads(self.ward(",,no,no,severe", "--of", "painkiller", "--format", "json"))["ask"]
        self.assertIn("age", [question["fact"] for question in ask])  # the guideline may be for others

    def test_what_is_not_shown_elsewhere_is_opened(self):
        self.assertIn("✓ yes stage is high: Stage is High stage (high)\n", self.gaps("7,no,"))
        text = self.gaps("7,no,", "--of", "act")
        self.assertIn("stage is High stage (high): Number 7\n        ✓ yes at least 6 gives high", text)
        self.assertIn("heavy (explained above)", self.ward("50,120,no,no,severe", "--of", "stronger", "--of", "by_define"))
        self.assertIn("heavy: weight >= 100 kg", self.ward("50,120,no,no,severe", "--of", "by_define"))

    def test_other_readings_of_them_only(self):
        case = "id,serum_magnesium,unexplained_cramps\na,1.5,yes\n"
        options = ["explain", GUIDELINE, self.write("c.csv", case), "--as-of", AS_OF]
        self.assertIn("Intravenous magnesium would apply", mgl(*options, "--of", "iv_supplementation").stdout)
        self.assertNotIn("Intravenous magnesium", mgl(*options, "--of", "dietary_advice").stdout)

    def test_unknown_names(self):
        self.assertEqual(self.gaps("7,,", "--of", "atc", code=2),
                         "mgl explain: gaps has no rule, result or recheck `atc`\n  did you mean `act`?\n")
        self.assertEqual(self.gaps("7,,", "--of", "seen", code=2),
                         "mgl explain: `seen` is a fact: rules, results and rechecks are explained\n"
                         "  there are: act, other, stage, one, by_lines, empty, twice, again\n")


class ShortTest(PartTest):
    def test_what_to_do_why_and_what_to_ask(self):
        text = self.ward("50,120,yes,yes,severe", "--short")
        for words in ("What to do\n  Stronger painkiller\n    -> refer Pain clinic\n"
                      "    why: Pain >= severe (Severe pain (severe)); Heavy (Weight 120 kg)\n",
                      "Blocked or replaced\n  Antibiotic: blocked by Penicillin allergy\n    why: Allergic to penicillin: yes\n",
                      "  Painkiller: replaced by Stronger painkiller\n",
                      "Does not apply, which is no advice against anything\n  Light\n"):
            self.assertIn(words, text)
        self.assertIn("DRAFT, not clinically approved", text)
        text = self.ward("50,,no,no,severe", "--short")
        self.assertIn("Ask first, in this order\n   1. What does the patient weigh? (in kg)\n", text)
        self.assertIn("Light\n    why: would apply if Weight is up to 80 kg; would not apply if above 80 kg\n", text)
        self.assertIn("-> give Amoxicillin", text)

    def test_titles_instead_of_names(self):
        for row in ("50,120,yes,yes,severe", "50,60,no,no,mild", ",,,,", "17,,,,"):
            text = self.ward(row, "--short")
            for name in ("weight", "allergic ", "smoker", "heavy", "deep_a", "by_define"):
                self.assertNotRegex(text, rf"\b{name}\b")

    def test_a_choice_that_is_spelt_like_a_name_stays(self):
        text = GAPS + 'threshold high "Too high" n above 6\n  assumed because "a test"\n' + \
            'rule third "Third" when high and stage is high then note "z" assumed because "a test"\n'
        found = self.explain(text, "id,n\na,7\n", "--short", "--of", "third")
        self.assertIn("why: Too high (Number 7); Stage is high (Number 7)\n", found)

    def test_each_reason_stands_for_itself(self):
        text = mgl("explain", GUIDELINE, CASES, "--id", "c2", "--as-of", AS_OF, "--short").stdout
        self.assertEqual(text.count("Magnesium deficiency (Serum magnesium"), 3)
        self.assertNotIn("explained above", text)

    def test_why_not_of_what_is_named(self):
        text = self.ward("50,120,no,yes,none", "--short", "--of", "light")
        self.assertIn("anything\n  Light\n    why: Weight / 2 <= 40 kg: no (120 kg); Smoker: yes\n", text)
        self.assertIn("no recommendation, which is no advice against anything", text)

    def test_whom_it_is_not_for(self):
        text = self.ward("17,,,,", "--short")
        self.assertIn("Not applicable: the guideline is not for this patient.\n    why: Age >= 18 years: no (17 years)\n", text)
        self.assertNotIn("What to do", text)

    def test_text_and_json_say_the_same(self):
        for path in EVERY_GUIDELINE:
            cases = next(path.parent.glob("cases.*"))
            whole = ["explain", path, cases, "--all", "--as-of", AS_OF]
            texts = mgl(*whole, "--short", environment={"COLUMNS": "400"}).stdout.split("\n" + "-" * 400 + "\n\n")
            shorts = [json.loads(line) for line in mgl(*whole, "--short", "--format", "json").stdout.splitlines()]
            fulls = [json.loads(line) for line in mgl(*whole, "--format", "json").stdout.splitlines()]
            self.assertEqual(len({len(texts), len(shorts), len(fulls)}), 1)
            for text, short, full in zip(texts, shorts, fulls):
                for part in ("results", "rules", "rechecks"):
                    for brief, long in zip(short[part], full[part], strict=True):
                        same = [key for key in brief if key != "why"]
                        self.assertEqual([brief[key] for key in same], [long[key] for key in same])
                        if brief["why"] and brief.get("outcome", brief.get("status")) != "no":
                            self.assertIn(f"    why: {brief['why'][:300]}", text)
                self.assertEqual((short["ask"], short["warnings"]), (full["ask"], full["warnings"]))
                for question in short["ask"]:
                    self.assertIn(f"{question['question']} ({question['answer']})", text)


class HtmlTest(PartTest):
    def page(self, text):
        page = Page()
        page.feed(text)
        self.assertEqual(page.open, [])
        return page

    def words(self, text):
        """What is said, whatever stands between."""
        return re.sub(r"[\s:-]+", " ", text).strip()

    def test_it_says_what_the_text_says(self):
        for options in ([], ["--short"], ["--of", "iv_supplementation"]):
            whole = ["explain", GUIDELINE, CASES, "--all", "--as-of", AS_OF, *options]
            text = mgl(*whole).stdout
            found = mgl(*whole, "--format", "html")
            self.assert_exit(found, 0)
            body = re.search(r"<body>\n(.*)</body>\n", found.stdout, re.DOTALL)[1]
            self.assertEqual(self.words("".join(self.page(re.sub(r"<(?=[a-z/])", " <", body)).text)), self.words(text))

    def test_one_page_of_several_patients(self):
        done = mgl("explain", GUIDELINE, CASES, "--id", "c2", "--id", "c3", "--as-of", AS_OF, "--format", "html")
        page = self.page(done.stdout)
        self.assertTrue(done.stdout.startswith("<!DOCTYPE html>\n"))
        self.assertEqual([page.tags.count(tag) for tag in ("html", "article", "h2")], [1, 2, 2])
        self.assertEqual(done.stdout.count("DRAFT, not clinically approved"), 2)  # on each patient's sheet
        self.assertFalse({"script", "link", "img", "iframe", "object"} & set(page.tags))
        self.assertFalse([name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href")])
        self.assertNotIn("http", done.stdout)

    def test_for_a_phone_the_dark_and_paper(self):
        for done in (mgl("explain", GUIDELINE, CASES, "--id", "c2", "--format", "html"), mgl("trace", GUIDELINE, "--format", "html")):
            for words in ("width=device-width", "prefers-color-scheme: dark", "@media print", "overflow-wrap: anywhere",
                          "max-width: "):
                self.assertIn(words, done.stdout)
            # What may not be broken is broken on a narrow screen.
            narrow = re.search(r"@media screen and \(max-width: 60rem\) \{(.*?)\}\n", done.stdout, re.DOTALL)
            self.assertEqual("nowrap" in done.stdout, narrow is not None)

    def test_everything_is_escaped(self):
        evil = "<script>alert('x')</script> & \\\"q\\\" </ul>"
        text = f"""guideline g "{evil}"
  language mgl 1
  version 1.0.0
  status draft
fact a "{evil}" is yes/no
rule r "{evil}" when a then note "{evil}" assumed because "{evil}"
"""
        for options in ([], ["--short"]):
            page = self.page(self.explain(text, "id,a\n<b>&1</b>,yes\n", "--format", "html", *options))
            self.assertNotIn("script", page.tags)
            self.assertTrue(any("Case <b>&1</b>, as of" in text for text in page.text))

    def test_no_case_is_no_page(self):
        done = mgl("explain", GUIDELINE, CASES, "--id", "nobody", "--format", "html")
        self.assert_exit(done, 2)
        self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    main()
