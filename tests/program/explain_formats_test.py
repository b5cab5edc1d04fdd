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


if __name__ == "__main__":
    main()
