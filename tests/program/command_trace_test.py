"""`mgl trace` as its users know it: standings, places, lines of the source."""

import gzip
import json

from program import GUIDELINE, HEADER, SHARED, ProgramTest, main, mgl

MAGNESIUM_SOURCE = SHARED / "data/source/magnesium_cramps.txt"
NOTICE = "DRAFT, not clinically approved; from one primary source"

HEAD = HEADER + """source "A made-up text"
  kind primary
"""
FEVER = """reference 1 "A made-up trial"
  year 2014
reference 2 "A made-up review"
fact fever "Fever" is yes/no
fact chills "Chills" is yes/no
  from line 2
fact weight "Weight" in kg
  plausible 1 to 300 kg
threshold heavy "Heavy" weight above 100 kg
  assumed because "the source names no weight"
define ill "Ill" as fever and chills
  interpreted because "the source says: feverish"
  from line 3
ambiguity who "Who is treated"
  reading narrow "Both" as fever and chills from line 5
  reading wide as fever or chills from line 3, line 6
  adopt narrow because "line 5 is the later one"
medication aspirin "Aspirin"
  basis open because "no mass is named"
  cite 1
rule treat "Treat"
  when who
  then give aspirin
  cite 1, 2
  from line 3 to 4, "Who is treated"
rule rest "Rest" when ill then note "Rest"
must always "treated is ill" treat implies fever
silent on "Children" because "it speaks of adults"
silent on "Doses" from line 4
left out "Headings" from line 1 because "they say nothing"
example "both"
  given fever yes, chills yes
  expect treat yes, who yes
example "fever only, read widely"
  like "both"
  given chills no
  reading who wide
  expect treat yes
"""
# Line 4 is named by a rule and a silence; nothing names line 8; line 7 is blank.
TEXT = """Fever, a made-up text
Ask for fever and chills.
Treat the feverish.
The dose is as usual.
Treat fever with chills.
Treat fever or chills.

Who is  TREATED :
"""


class TraceTest(ProgramTest):
    def trace(self, body=FEVER, *options, text=None, code=0, name="source.txt"):
        """Traces HEAD + body, with `text` as its source where there is one."""
        source = [] if text is None else ["--source", self.write(name, text)]
        done = mgl("trace", self.write("small.mgl", HEAD + body), *source, *options)
        self.assert_exit(done, code)
        return done

    def json(self, body=FEVER, **named):
        return json.loads(self.trace(body, "--format", "json", **named).stdout)

    def standings(self, body):
        return {(s["keyword"], s["name"]): s["standing"] for s in self.json(body)["statements"]}


class StandingTest(TraceTest):
    def test_each_standing(self):
        self.assertEqual(self.standings(FEVER), {
            ("fact", "fever"): "input",
            ("fact", "chills"): "quoted",
            ("fact", "weight"): "input",
            ("threshold", "heavy"): "assumed",
            ("define", "ill"): "interpreted",
            ("ambiguity", "who"): "interpreted",
            ("reading", "who=narrow"): "quoted",
            ("reading", "who=wide"): "quoted",
            ("medication", "aspirin"): "quoted",  # a citation, no place
            ("rule", "treat"): "quoted",
            ("rule", "rest"): "added",
            ("must always", None): "added",
            ("silent on", None): "silent",
            ("left out", None): "left out",
        })

    def test_an_assumption_goes_before_an_interpretation_and_a_place(self):
        body = """fact a "A" is yes/no
rule both "Both" when a then note "x"
  assumed because "one" interpreted because "two" from line 1
"""
        statement = self.json(body)["statements"][1]
        self.assertEqual((statement["standing"], statement["assumed"], statement["interpreted"]),
                         ("assumed", "one", "two"))

    def test_the_header_is_no_statement_unless_it_says_where_it_is_from(self):
        body = """reference 1 "Cited nowhere"
reference 2 "In the list of references"
  from line 9
substance magnesium
  molar mass 24.305 g/mol
fact a "A" is yes/no
example "one" given a yes expect scope in
accept L0501 because "a test"
"""
        self.assertEqual(self.standings(body), {("reference", "2"): "quoted", ("fact", "a"): "input",
                                                ("substance", "magnesium"): "added"})

    def test_an_ambiguity_whose_readings_have_no_source_is_added(self):
        body = """fact a "A" is yes/no
fact b "B" is yes/no
ambiguity which "Which"
  reading one as a
  reading two as b
"""
        found = self.standings(body)
        self.assertEqual({found[key] for key in found if key[0] != "fact"}, {"added"})
        self.assertIn("readings: one, two; none is adopted: where they part, it is unknown",
                      self.trace(body).stdout)

    def test_statements_without_a_name_say_what_they_are_about(self):
        body = """fact a "A" is yes/no
medication aspirin "Aspirin"
medication ibuprofen "Ibuprofen"
exclusive aspirin, ibuprofen because "they are alike" from line 1
caution aspirin "Asthma" when a because "a rare syndrome" from line 2
"""
        text = self.trace(body).stdout
        self.assertIn("exclusive aspirin, ibuprofen (small.mgl:11)\n" + " " * 15 +
                      "because they are alike\n", text)
        self.assertIn('caution aspirin "Asthma" (small.mgl:12)\n', text)


class PlaceTest(TraceTest):
    def test_lines_in_order_then_sections_then_what_has_no_place(self):
        lines = [line for line in self.trace().stdout.splitlines() if line and line[0] != " "]
        self.assertEqual(lines[lines.index("line 1"):], [
            "line 1", "line 2", "line 3", "line 3 to 4", "line 4", "line 5", "line 6",
            '"Who is treated"', "without a place in the source",
            "facts without a place: they are asked for and state nothing",
            "10 statements: 5 quoted, 2 interpreted, 1 assumed, 2 added; 2 parts silent, 1 left out"])

    def test_the_head_says_what_it_is_and_who_made_it(self):
        head = self.trace().stdout.split("\n\n")[0].splitlines()
        self.assertEqual(head[:-1], [
            "Small (small 1.0.0)", NOTICE, "source: A made-up text", "source's kind: primary",
            "author: not stated", "encoder: not stated", "reviewer: not stated",
            "approved by: nobody"])
        self.assertRegex(head[-1], "^content: sha256:[0-9a-f]{64}$")

    def test_a_statement_in_full_at_its_first_place(self):
        text = self.trace().stdout
        self.assertIn("""line 3 to 4
  quoted       rule treat "Treat" (small.mgl:28)
               from line 3 to 4, "Who is treated"
               cites 1: A made-up trial, 2014
               cites 2: A made-up review
               expected by 2 examples: "both"; "fever only, read widely"
""", text)
        self.assertIn('"Who is treated"\n  quoted       rule treat "Treat" (as at line 3 to 4)\n', text)
        self.assertEqual(text.count("A made-up review"), 1)

    def test_readings_stand_at_their_own_places(self):
        text = self.trace().stdout
        self.assertIn("""  interpreted  ambiguity who "Who is treated" (small.mgl:21)
               from line 5, line 3, line 6
               readings: narrow, wide; adopted: narrow, because line 5 is the later one
               expected by 1 example: "both"
  quoted       reading who=wide, not adopted (small.mgl:23)
               from line 3, line 6
               says: fever or chills
               chosen by 1 example: "fever only, read widely"
""", text)
        self.assertIn("""line 5
  interpreted  ambiguity who "Who is treated" (as at line 3)
  quoted       reading who=narrow "Both", adopted (small.mgl:22)
               says: fever and chills
""", text)

    def test_people_and_approvals(self):
        guideline = HEAD.replace("  grading none\n", "  encoder \"Ann\"\n  encoder \"Ben\"\n  author \"Cleo\"\n"
                                                     "  grading none\n")
        path = self.write("approved.mgl", guideline)
        content = json.loads(mgl("trace", path, "--format", "json").stdout)["content_hash"].split(":")[1]
        approvals = f'  approved by "Dora" on 2026-03-01 for "{content.upper()}"\n' \
                    f'  approved by "Emil" on 2025-03-01 for "{"0" * 64}"\n'
        path.write_text(guideline.replace("  grading", approvals + "  grading"))
        text = mgl("trace", path).stdout
        self.assertIn("author: Cleo\nencoder: Ann\nencoder: Ben\nreviewer: not stated\n"
                      "approved by: Dora on 2026-03-01\n"
                      "approved by: Emil on 2025-03-01, of another content than this\n", text)
        found = json.loads(mgl("trace", path, "--format", "json").stdout)
        self.assertEqual(found["encoders"], ["Ann", "Ben"])
        self.assertEqual([a["is_current"] for a in found["approvals"]], [True, False])

    def test_lines_that_cannot_be(self):
        body = 'fact a "A" is yes/no\n  from line 0, line 7 to 4\n'
        done = self.trace(body, code=2)
        self.assertEqual(done.stdout, "")
        self.assertIn(f"error: the source has no line 0\n --> {self.folder}/small.mgl:9:8\n", done.stderr)
        self.assertIn("error: `line 7 to 4` runs backwards\n", done.stderr)
        self.assertIn("= help: write `line 4 to 7`\n", done.stderr)
        self.assertIn(f"mgl trace: {self.folder}/small.mgl names places that are not there; it is not traced\n",
                      done.stderr)

    def test_a_place_far_away_costs_nothing(self):
        done = self.trace('fact a "A" is yes/no\n  from line 1 to 1000000000\n')
        self.assertIn("\nline 1 to 1000000000\n", done.stdout)


class SourceTest(TraceTest):
    def test_each_line_and_what_became_of_it(self):
        done = self.trace(text=TEXT)
        self.assertIn("""
line 4  The dose is as usual.
  quoted       rule treat "Treat" (as at line 3)
  silent       "Doses" (small.mgl:36)
""", done.stdout)
        self.assertIn('\nline 8  Who is TREATED :\n  quoted       rule treat "Treat" (as at line 3)\n', done.stdout)
        self.assertNotIn("\nline 7", done.stdout)
        self.assertIn('from line 3 to 4, "Who is treated" (line 8)\n', done.stdout)
        self.assertTrue(done.stdout.endswith("; 7 of 7\nsource lines accounted for\n"), done.stdout[-200:])
        self.assertEqual(done.stderr, "")

    def test_lines_that_nothing_names_are_listed(self):
        text = TEXT + "Never with alcohol.\nNor at night.\n \t\nNor alone."
        done = self.trace(text=text, code=1)
        self.assertIn("\nline 9  Never with alcohol.\n  unaccounted for\n", done.stdout)
        self.assertIn(f"\nunaccounted for: line 9 to 10, 12 of {self.folder}/source.txt\n", done.stdout)
        self.assertIn("7 of 10", done.stdout)
        found = self.json(text=text, code=1)
        self.assertEqual(found["summary"]["lines"],
                         {"with_text": 10, "accounted_for": 7, "unaccounted_for": [9, 10, 12], "blank": 2})
        self.assertEqual([place["state"] for place in found["places"]],
                         ["named"] * 6 + ["blank", "named", "unaccounted for", "unaccounted for", "blank",
                                          "unaccounted for"])

    def test_the_list_is_on_the_screen_whatever_the_format(self):
        for options in (["--format", "csv"], ["--format", "html"], ["--format", "json"],
                        ["-o", self.folder / "out.txt"]):
            done = self.trace(FEVER, *options, text=TEXT + "More.\n", code=1)
            self.assertEqual(done.stderr.splitlines(), [
                f"mgl trace: {self.folder}/source.txt: unaccounted for: line 9", f"small 1.0.0: {NOTICE}",
                "10 statements: 5 quoted, 2 interpreted, 1 assumed, 2 added; 2 parts silent, 1 left out; "
                "7 of 8 source lines accounted for"])
            done = self.trace(FEVER, "--quiet", *options, text=TEXT + "More.\n", code=1)
            self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_a_place_beyond_the_end(self):
        done = self.trace(text="Only\nthree\nlines\n", code=2)
        self.assertEqual(done.stdout, "")
        self.assertIn(f"""error: `line 3 to 4` lies beyond the end of {self.folder}/source.txt, which has 3 lines
  --> {self.folder}/small.mgl:32:8
   |
32 |   from line 3 to 4, "Who is treated"
   |        ^^^^^^^^^^^
   |
   = help: lines are counted from 1, blank ones too: check the number, and that this is the text that was encoded
""", done.stderr)
        self.assertEqual(done.stderr.count("`line 5` lies beyond"), 1)  # also the ambiguity's

    def test_the_last_line_and_one_more(self):
        body = 'fact a "A" is yes/no\n  from line 1 to 2\n'
        for text in ("one\ntwo", "one\ntwo\n", "one\r\ntwo\r\n", "\ufeffone\ntwo\n"):
            found = self.json(body, text=text)
            self.assertEqual([place["text"] for place in found["places"]], ["one", "two"])
        done = self.trace(body, text="one", code=2)
        self.assertIn("which has 1 line\n", done.stderr)
        done = self.trace(body, text="", code=2)
        self.assertIn("which has 0 lines\n", done.stderr)

    def test_an_empty_source(self):
        self.assertTrue(self.trace('fact a "A" is yes/no\n', text="").stdout.endswith(
            "; 0 of 0 source\nlines accounted for\n"))

    def test_sections_by_their_title(self):
        body = 'fact a "A" is yes/no\n  from "Wer ist über 60?"\n'
        for title in ("Wer ist über 60?", "  WER IST ÜBER 60? : ", "wer\u00a0ist über\t60?::"):
            found = self.json(body, text=title + "\n")
            self.assertEqual(found["statements"][0]["places"],
                             [{"section": "Wer ist über 60?", "line": 1, "last_line": 1}])
        for title in ("Wer ist über 61?", "Wer ist über 60? Alle", "Wer ist uber 60?"):
            done = self.trace(body, text=title + "\n", code=1)
            self.assertIn(f'warning: no line of {self.folder}/source.txt is "Wer ist über 60?"\n'
                          f" --> {self.folder}/small.mgl:9:8\n", done.stderr)
            self.assertIn('\n"Wer ist über 60?"\n  quoted       fact a', done.stdout)

    def test_a_title_that_stands_twice_is_the_first(self):
        done = self.trace('fact a "A" is yes/no\n  from "Dose"\n', text="Dose\nDose:\n", code=1)
        self.assertIn(f'warning: lines 1 and 2 of {self.folder}/source.txt are "Dose"; the first is taken\n',
                      done.stderr)
        self.assertIn("unaccounted for: line 2 of", done.stdout)

    def test_sections_are_one_place_however_they_are_written(self):
        body = 'fact a "A" is yes/no\n  from "The Dose"\nfact b "B" is yes/no\n  from "the dose:"\n'
        self.assertEqual([place["statements"] for place in self.json(body)["places"]], [[0, 1]])

    def test_a_place_that_is_blank(self):
        body = 'fact a "A" is yes/no\n  from line 2\nfact b "B" is yes/no\n  from line 1 to 3\n'
        done = self.trace(body, text="one\n\u3000\nthree\n")
        self.assertIn(f"warning: `line 2` of {self.folder}/source.txt is blank\n", done.stderr)
        self.assertIn("\nline 2  \u3000\n  quoted       fact a", done.stdout)
        self.assertEqual(done.stdout.count("fact b"), 2)  # not at the blank line

    def test_a_compressed_source_and_standard_input(self):
        guideline = self.write("small.mgl", HEAD + FEVER)
        done = mgl("trace", guideline, "--source", "-", stdin=TEXT.encode())
        self.assert_exit(done, 0)
        self.assertIn("text of the source: standard input\n", done.stdout)
        packed = self.write("source.gz", gzip.compress(TEXT.encode()))
        self.assertIn("7 of 7\n", mgl("trace", guideline, "--source", packed).stdout)
        done = mgl("trace", "-", stdin=(HEAD + FEVER).encode())
        self.assertIn('rule treat "Treat" (<stdin>:28)', done.stdout)

    def test_text_of_the_source_cannot_paint_the_screen(self):
        done = self.trace('fact a "A" is yes/no\n  from line 1\n', text="red\x1b[31m and\x07 \x9b bell")
        self.assertNotRegex(done.stdout, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")
        self.assertIn("line 1  red [31m and", done.stdout)

    def test_the_magnesium_guideline_accounts_for_its_source(self):
        if not MAGNESIUM_SOURCE.exists():
            self.skipTest(f"no {MAGNESIUM_SOURCE}")
        done = mgl("trace", GUIDELINE, "--source", MAGNESIUM_SOURCE, "--format", "json", "--quiet")
        self.assert_exit(done, 0)
        self.assertEqual(done.stderr, "")
        found = json.loads(done.stdout)
        self.assertEqual(found["summary"]["lines"],
                         {"with_text": 42, "accounted_for": 42, "unaccounted_for": [], "blank": 0})
        self.assertEqual(found["notice"], "DRAFT, not clinically approved; from one secondary source")


if __name__ == "__main__":
    main()
