"""What is a case: rows with too many or too few cells, blank rows, text below a table, in blocks and row by row."""

import csv
import io
import json

from program import AS_OF, HEADER, ProgramTest, main, mgl, records

SMALL = HEADER + """fact age "Age" in years
fact potassium "Potassium" in mmol/L
fact weight "Weight" in kg
fact frail "Frail" is yes/no
  unless stated, no
rule low "Low" when potassium < 2.5 mmol/L then note "low" assumed because "a test"
rule old "Old" when frail or age > 80 years then note "old" assumed because "a test"
"""
SHORT = "the row has fewer cells than the header"
WAYS = {"in blocks": None, "row by row": {"MGL_BATCH": "rows"}}


class CaseRowsTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.guideline = self.write("small.mgl", SMALL)

    def run_each(self, name, text, *options, code=0):
        """The same in blocks and row by row: what was said, and the rejects."""
        path, rejects, summary = self.write(name, text), self.folder / "rejects.csv", self.folder / "summary.json"
        found = []
        for environment in WAYS.values():
            done = mgl("run", self.guideline, path, "--as-of", AS_OF, "--columns", "id,rules,warnings", "--rejects", rejects,
                       "--summary", summary, *options, environment=environment)
            self.assert_exit(done, code)
            done.rejects = records(rejects.read_text())
            done.summary = json.loads(summary.read_text())
            done.rows = {row["id"]: row for row in records(done.stdout)}
            found.append(done)
        self.assertEqual(found[0].stdout, found[1].stdout)
        self.assertEqual(found[0].rejects, found[1].rejects)
        self.assertEqual(*[{k: v for k, v in done.summary.items() if "second" not in k} for done in found])
        return found[0]


class CellsTest(CaseRowsTest):
    HEAD = "id,age,potassium,weight\n"

    def test_a_decimal_comma_shifts_no_cells(self):
        for row in ("schmidt,60,2,9,", "schmidt,60,2,9,80", "schmidt,60,2,9,,", '"schmidt",60,2,9,'):
            for separator in ",;\t":
                text = (self.HEAD + "a,60,2.1,80\n" + row + "\nb,60,2.9,80\n").replace(",", separator)
                done = self.run_each("c.csv", text, code=3)
                self.assertEqual(list(done.rows), ["a", "b"])
                (reject,) = done.rejects
                self.assertEqual((reject["line"], reject["column"], reject["id"]), ("3", "5", "schmidt"))
                self.assertRegex(reject["reason"], "^[56] cells in a row, but the header has 4 columns$")
                self.assertNotIn("--trailing-separator", done.stderr)

    def test_a_header_with_a_separator_at_its_end(self):
        head = self.HEAD.replace("\n", ",\n")
        done = self.run_each("c.csv", head + "a,60,2.1,80,\nb,60,2.1,80\n")
        self.assertEqual([row["warnings"] for row in done.rows.values()], ["", ""])
        done = self.run_each("c.csv", head + "a,60,2.1,80,,\nb,60\n", code=3)
        self.assertEqual([(row["id"], row["warnings"]) for row in done.rows.values()], [("b", SHORT)])

    def test_rows_with_a_separator_at_their_end(self):
        rows = "a,60,2.1,80,\nb,60,2.9,,\n"
        done = self.run_each("c.csv", self.HEAD + rows, code=3)
        self.assertEqual(done.rows, {})
        self.assertIn("every row ends with a separator and the header does not: --trailing-separator", done.stderr)
        done = self.run_each("c.csv", self.HEAD + rows + "c,60,2,9,80\nd,60,2,9,80,\ne,60,2\n", "--trailing-separator", code=3)
        self.assertEqual({id: (row["low"], row["warnings"]) for id, row in done.rows.items()},
                         {"a": ("yes", ""), "b": ("no", ""), "e": ("yes", SHORT)})
        self.assertEqual([reject["id"] for reject in done.rejects], ["c", "d"])
        done = self.run_each("c.csv", self.HEAD + rows + "c,60,2.1,80\n", code=3)
        self.assertNotIn("--trailing-separator", done.stderr)
        explained = mgl("explain", self.guideline, self.folder / "c.csv", "--id", "a", "--trailing-separator", "--as-of", AS_OF)
        self.assertIn("Case a", explained.stdout)

    def test_a_short_row_is_a_warning(self):
        text = self.HEAD + "a,60,2.1,80\nb,60,2.1\nc,60\n"
        done = self.run_each("c.csv", text)
        self.assertEqual([(row["low"], row["warnings"]) for row in done.rows.values()],
                         [("yes", ""), ("yes", SHORT), ("unknown", SHORT)])
        self.assertEqual(done.summary["warnings"], 2)
        done = self.run_each("c.csv", text, "--strict", code=3)
        self.assertEqual(list(done.rows), ["a"])
        self.assertEqual([(reject["id"], reject["reason"]) for reject in done.rejects], [("b", SHORT), ("c", SHORT)])
        explained = mgl("explain", self.guideline, self.folder / "c.csv", "--id", "b", "--as-of", AS_OF)
        self.assertIn(SHORT, explained.stdout)

    def test_many_rows_of_any_length(self):
        """Short ones stay in blocks, with the warnings, the asks and the counts of the slow way."""
        lines = []
        for i in range(5000):
            cells = [f"p{i}", str(50 + i % 60), str(1 + i % 4), "80"]
            lines.append(",".join((cells + ["", ""])[: 1 + i % 6 if i % 3 else 4]))
        for options in ([], ["--columns", "id,ask,warnings"], ["--strict"], ["--format", "ndjson"], ["--trailing-separator"]):
            path = self.write("c.csv", self.HEAD + "\n".join(lines) + "\n")
            said = [mgl("--quiet", "run", self.guideline, path, "--as-of", AS_OF, *options, environment=way) for way in WAYS.values()]
            self.assertEqual(said[0].stdout, said[1].stdout, options)
            self.assertEqual(said[0].stderr, said[1].stderr, options)
            self.assertGreater(said[0].stdout.count("\n"), 1000)


class BlankRowsTest(CaseRowsTest):
    def test_blank_rows_are_skipped_and_counted(self):
        text = "id,age,frail\na,90,yes\n,,\nb,20,no\n , ,\t\n,,,,\n   \n\"\",\"\",\n\n"
        done = self.run_each("c.csv", text)
        self.assertEqual(list(done.rows), ["a", "b"])
        self.assertEqual((done.summary["cases"], done.summary["blank_rows"], done.summary["rejected"]), (2, 5, 0))
        self.assertIn("2 rows = 2 cases decided + 0 rejected; 0 warnings; 5 blank rows skipped", done.stderr)
        self.assertNotIn("rejected row", done.stderr)

    def test_numbers_stay_those_of_rows(self):
        done = self.run_each("c.csv", "age,frail\n90,yes\n,\n20,no\n" + ",\n" * 3000 + "30,no\n")
        self.assertEqual(list(done.rows), ["1", "3", "3004"])
        done = self.run_each("c.csv", "id,age\n,90\n,\n,20\n")
        self.assertEqual(list(done.rows), ["1", "3"])

    def test_an_id_alone_is_a_patient(self):
        done = self.run_each("c.csv", "id,age,frail\na,,\n,,yes\n")
        self.assertEqual({id: row["old"] for id, row in done.rows.items()}, {"a": "unknown", "2": "yes"})

    def test_text_below_a_table_is_no_patient(self):
        text = "id,age,frail\na,90,yes\nSource: laboratory\n\x1a\n\x1a"
        done = self.run_each("c.csv", text, code=3)
        self.assertEqual(list(done.rows), ["a"])
        self.assertEqual([(reject["line"], reject["reason"]) for reject in done.rejects],
                         [("3", "a single cell, but the header has 3 columns: this is no case")])
        self.assertEqual(done.summary["blank_rows"], 2)
        self.assertNotIn("Source", done.stderr)
        self.assertEqual(list(self.run_each("c.csv", "age\n90\n20\n").rows), ["1", "2"])

    def test_objects_that_say_nothing(self):
        text = '{"id": "a", "age": 90}\n{"id": null, "age": ""}\n{}\n{"age": 20}\n{"id": "b"}\n{"ward": " ", "age": "null"}\n'
        done = self.run_each("c.ndjson", text)
        self.assertEqual(list(done.rows), ["a", "4", "b"])
        self.assertEqual(done.summary["blank_rows"], 3)
        done = self.run_each("c.yaml", "- id: a\n  age: 90\n- id:\n  age: ~\n- age: 20\n")
        self.assertEqual((list(done.rows), done.summary["blank_rows"]), (["a", "2", "3"], 0))

    def test_explain_sees_no_blank_rows(self):
        path = self.write("c.csv", "id,age,frail\n,,\na,90,yes\n,,\n")
        done = mgl("explain", self.guideline, path, "--as-of", AS_OF)
        self.assert_exit(done, 0)
        self.assertIn("Case a", done.stdout)
        self.assertEqual(done.stderr.count("rejected"), 0)


class LineEndsTest(CaseRowsTest):
    CUT = "the last line of the file has no line end: it may be cut"
    SWALLOWS = "a line end stands in quotes in a column of a fact or of the id: a quote may be one too many"

    def test_a_last_line_without_its_end(self):
        done = self.run_each("c.csv", "id,age\na,90\nb,8")
        self.assertEqual([row["warnings"] for row in done.rows.values()], ["", self.CUT])
        self.assertIn("the last line of", done.stderr)
        self.assertEqual(self.run_each("c.csv", 'id,age\na,90\nb,"8"').rows["b"]["warnings"], self.CUT)
        self.assertEqual(self.run_each("c.csv", "id,age\na,90\r\nb,8\r\n").rows["b"]["warnings"], "")
        for text, warning in (("- id: a\n  age: 9", self.CUT), ("- id: a\n  age: 9\n", ""), ("[{id: a, age: 9}]", ""),
                              ("id: a\nage: '9'", "")):
            self.assertEqual(self.run_each("c.yaml", text).rows["a"]["warnings"], warning)
        done = self.run_each("c.ndjson", '{"id": "a", "age": 90}')  # its bracket is closed: it is whole
        self.assertEqual((done.rows["a"]["warnings"], "no line end" in done.stderr), ("", False))
        self.assertEqual(self.run_each("c.ndjson", '{"id": "a", "age": 90}\n{"id": "b", "age": 9', code=3).rejects[0]["line"], "2")

    def test_a_stray_quote_swallows_no_patients(self):
        text = 'id,age,frail\nx,1,"\np2,90,yes\np3,90,yes\np4,90,yes\nx5,1,"\np6,90,yes\n'
        done = self.run_each("c.csv", text, code=3)
        self.assertEqual(list(done.rows), ["p2", "p3", "p4", "p6"])
        self.assertEqual([(reject["line"], reject["column"]) for reject in done.rejects], [("2", "3"), ("6", "3")])
        self.assertEqual(done.rejects[0]["reason"], self.SWALLOWS)
        done = self.run_each("c.csv", 'id,age\n"x,1\np2,90\np3",1\np4,90\n', code=3)
        self.assertEqual(list(done.rows), ["p2", 'p3"', "p4"])

    def test_line_ends_in_texts_that_are_no_facts(self):
        text = 'id,note,age\na,"two\nlines, a ""comma""\n",90\nb,"\r\n",20\n' + 'c,"x\ny",90\n' * 3000
        done = self.run_each("c.csv", text)
        self.assertEqual([row["old"] for row in done.rows.values()], ["yes", "no", "yes"])
        # Reading goes on behind the line on which the quote opened, not in the middle of the note.
        done = self.run_each("c.csv", 'id,note,age\na,"two\nlines","\nb,x,90\nc,y,"90\n', code=3)
        self.assertEqual(list(done.rows), ["b"])
        self.assertEqual([reject["line"] for reject in done.rejects], ["2", "5"])

    def test_a_row_of_many_cells_and_lines(self):
        done = self.run_each("c.csv", 'id,note,age\na,x,90,"\nb,x,90\nc,x,20\n",90\nd,x,90\n', code=3)
        self.assertEqual(list(done.rows), ["b", "c", "d"])
        self.assertIn("the row has more cells than the header", done.rejects[0]["reason"])

    def test_quotes_cost_linear_time(self):
        for head, line in (("id,age,frail", 'a",",c\n'), ("id,x,y,age", 'a",",c\n'), ("id,x,age", '"a\n'), ("id,x,age", 'a,"""\n'),
                           ("x,y,age", 'a,"",""\n'), ("id,x,age", 'a,"b"c\n'), ("id,age", 'a,"\n')):
            path = self.write("c.csv", head + "\n" + line * 100_000)
            done = mgl("--quiet", "run", self.guideline, path, "-o", self.folder / "out.csv")  # minutes, were it not linear
            self.assertIn(done.returncode, (0, 3), line)
            self.assertGreater((self.folder / "out.csv").stat().st_size, 0, line)
            (self.folder / "out.csv").unlink()


if __name__ == "__main__":
    main()
