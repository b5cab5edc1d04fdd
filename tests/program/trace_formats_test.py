"""What `mgl trace` writes as CSV, JSON and HTML, and what it refuses."""

import html.parser
import json
import subprocess

from command_trace_test import FEVER, HEAD, NOTICE, TEXT, TraceTest
from program import EVERY_GUIDELINE, MGL, main, mgl, records


class Page(html.parser.HTMLParser):
    """Checks that elements are closed in order, and keeps what it sees."""

    VOID = {"meta", "br", "hr", "img", "link"}

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


class UnusableTest(TraceTest):
    def refused(self, *words, **named):
        done = self.trace(code=2, **named)
        self.assertEqual(done.stdout, "")
        for word in ("mgl trace: ", *words):
            self.assertIn(word, done.stderr)

    def test_sources_that_cannot_be_read(self):
        self.refused("line 2 is not UTF-8", "--source needs the plain text", text=b"one\n\xfftwo\n")
        self.refused("is not UTF-8", text="Füße".encode("utf-16"))
        self.refused("it is no text", text=b"%PDF\0\n")
        self.refused("larger than 16 MiB", text=b"a" * (16 * 2**20 + 1))
        self.refused("more than 1,000,000 lines", text=b"\n" * 1_000_000 + b"a")
        guideline = self.write("small.mgl", HEAD + FEVER)
        for path, why in ((self.folder / "none.txt", "No such file"), (self.folder, "directory")):
            done = mgl("trace", guideline, "--source", path)
            self.assert_exit(done, 2)
            self.assertIn(why, done.stderr)

    def test_the_largest_sources_that_are_read(self):
        body = 'fact a "A" is yes/no\n  from line 1 to 2\n'
        found = self.json(body, text=b"a" * (16 * 2**20 - 2) + b"\nb")
        self.assertEqual(found["summary"]["lines"]["accounted_for"], 2)

    def test_a_trace_that_would_be_too_large(self):
        body = "".join(f'fact f{i} "{"x" * 100}" is yes/no\n  from line 1 to 100000\n' for i in range(30))
        self.refused("the trace would be larger than 256 MiB", "name narrower places", body=body,
                     text="a\n" * 100_000)

    def test_guidelines_that_cannot_be_read(self):
        done = mgl("trace", self.folder / "none.mgl")
        self.assert_exit(done, 2)
        self.assertIn("mgl trace: cannot read", done.stderr)
        done = mgl("trace", self.write("bad.mgl", HEAD + "rule"))
        self.assert_exit(done, 2)
        self.assertIn("error[L", done.stderr)
        self.assertIn("has errors; it is not traced\n", done.stderr)
        done = mgl("trace", "-", "--source", "-")
        self.assert_exit(done, 2)
        self.assertIn("cannot both be standard input", done.stderr)

    def test_an_output_that_cannot_be_written(self):
        self.trace(FEVER, "-o", self.folder / "none" / "out.html", code=2)
        self.trace(FEVER, "--format", "xml", code=2)
        done = self.trace('fact a "A" is yes/no\n  from line 2\n', "-o", self.folder / "out.txt", text="a", code=2)
        self.assertFalse((self.folder / "out.txt").exists(), done.stderr)

    def test_a_reader_that_goes_away(self):
        big = "".join(f'fact f{i} "Fact" is yes/no\n  from line {i + 1}\n' for i in range(5000))
        path = self.write("big.mgl", HEAD + big)
        with subprocess.Popen([MGL, "trace", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.read(1)
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
        self.assertEqual(process.returncode, 2)


class FormatTest(TraceTest):
    def test_csv(self):
        found = records(self.trace(FEVER, "--format", "csv", text=TEXT + "More, and more\n", code=1).stdout)
        self.assertEqual(list(found[0]), (
            "place,source_text,standing,keyword,name,title,file,line,says,adopted,assumed,interpreted,because,"
            "citations,references,examples,changed").split(","))
        self.assertTrue(all(None not in record and None not in record.values() for record in found))
        treat = [record for record in found if record["name"] == "treat"]
        self.assertEqual([record["place"] for record in treat], ["line 3", "line 4", "line 8"])
        self.assertEqual(treat[1], {
            "place": "line 4", "source_text": "The dose is as usual.", "standing": "quoted", "keyword": "rule",
            "name": "treat", "title": "Treat", "file": f"{self.folder}/small.mgl", "line": "28", "says": "",
            "adopted": "", "assumed": "", "interpreted": "", "because": "", "citations": "1 | 2",
            "references": "1: A made-up trial, 2014 | 2: A made-up review",
            "examples": "both | fever only, read widely", "changed": ""})
        self.assertEqual([(r["name"], r["adopted"], r["says"]) for r in found if r["keyword"] == "reading"],
                         [("who=wide", "no", "fever or chills"), ("who=narrow", "yes", "fever and chills"),
                          ("who=wide", "no", "fever or chills")])
        basis = next(record for record in found if record["name"] == "aspirin")
        self.assertEqual((basis["place"], basis["says"], basis["because"]), ("", "basis open", "no mass is named"))
        self.assertEqual([(r["place"], r["source_text"]) for r in found if r["standing"] == "unaccounted for"],
                         [("line 9", "More, and more")])
        self.assertEqual([r["place"] for r in found if r["standing"] == "blank"], ["line 7"])

    def test_json_and_csv_agree(self):
        for path in EVERY_GUIDELINE:
            found = json.loads(mgl("trace", path, "--format", "json").stdout)
            table = records(mgl("trace", path, "--format", "csv").stdout)
            named = {(r["keyword"], r["line"], r["standing"]) for r in table}
            self.assertEqual(named, {(s["keyword"], str(s["line"]), s["standing"]) for s in found["statements"]})
            mentions = sum(len(place["statements"]) for place in found["places"])
            self.assertEqual(len(table), mentions + len(found["without_place"])
                             + len(found["inputs"]))
            counts = found["summary"]
            for name in ("quoted", "interpreted", "assumed", "added", "silent", "left out", "input"):
                self.assertEqual(counts[name.replace(" ", "_")],
                                 sum(s["standing"] == name for s in found["statements"]))
            self.assertIsNone(counts["lines"])

    def test_json_names_citations_and_examples(self):
        treat = next(s for s in self.json()["statements"] if s["name"] == "treat")
        self.assertEqual(treat["citations"][0], {"key": "1", "title": "A made-up trial", "year": "2014",
                                                 "doi": None, "address": None})
        self.assertEqual(treat["examples"], ["both", "fever only, read widely"])
        self.assertEqual(treat["places"], [{"section": None, "line": 3, "last_line": 4},
                                           {"section": "Who is treated", "line": None, "last_line": None}])

    def test_html_is_one_page_with_the_notice_on_top(self):
        for options in ({}, {"text": TEXT}):
            done = self.trace(FEVER, "--format", "html", **options)
            page = Page()
            page.feed(done.stdout)
            self.assertEqual(page.open, [])
            self.assertTrue(done.stdout.startswith("<!DOCTYPE html>\n"))
            text = "".join(page.text)
            self.assertEqual(text[text.index("DRAFT"):].splitlines()[0], NOTICE)
            self.assertLess(text.index("DRAFT"), text.index("By place"))
            self.assertFalse({"script", "link", "img", "iframe", "object"} & set(page.tags))
            self.assertFalse([name for name, _ in page.attributes if name.startswith("on") or name == "src"])
            links = [value for name, value in page.attributes if name == "href"]
            ids = [value for name, value in page.attributes if name == "id"]
            self.assertEqual(len(ids), len(set(ids)))
            self.assertNotEqual(links, [])
            for link in links:
                self.assertIn(link, ["#" + i for i in ids])
            for words in ("prefers-color-scheme: dark", "@media print"):
                self.assertIn(words, done.stdout)
            self.assertNotIn("http", done.stdout)
            for words in ('rule treat "Treat"', "1: A made-up trial, 2014", "fever only, read widely",
                          "assumed because the source names no weight", "10 statements: 5 quoted"):
                self.assertIn(words, text)

    def test_html_shows_each_line(self):
        done = self.trace(FEVER, "--format", "html", text=TEXT + "Never alone.\n", code=1)
        page = Page()
        page.feed(done.stdout)
        for line in TEXT.split("\n"):
            self.assertIn(line, page.text if line else [""])
        at = page.text.index("Never alone.")
        self.assertEqual(page.text[at + 1], "unaccounted for")
        self.assertIn("Unaccounted for: line 9.", page.text)

    def test_everything_in_html_is_escaped(self):
        evil = "<script>alert('x')</script> & \\\"q\\\" </table>"
        body = f"""reference 1 "{evil}"
  address "javascript:{evil}"
fact a "{evil}" is yes/no
  assumed because "{evil}" from "{evil}" cite 1
rule r "{evil}" when a then note "x"
  from line 1
left out "{evil}" because "{evil}"
example "{evil}"
  given a yes
  expect r yes
"""
        for options in ({}, {"text": "<script>1</script> & \x01<b\n"}):
            page = Page()
            page.feed(self.trace(body, "--format", "html", **options).stdout)
            self.assertEqual(page.open, [])
            self.assertNotIn("script", page.tags)
            self.assertEqual((page.tags.count("b"), page.tags.count("table")), (1, 2))
            self.assertGreaterEqual(sum("<script>alert('x')</script> & \"q\" </table>" in t for t in page.text), 6)
            self.assertFalse([c for t in page.text for c in t if c < " " and c != "\n"])

    def test_the_same_bytes_into_a_file(self):
        for name in ("text", "csv", "json", "html"):
            out = self.folder / name
            shown = self.trace(FEVER, "--format", name, text=TEXT).stdout
            self.assertEqual(self.trace(FEVER, "--format", name, "-o", out, text=TEXT).stdout, "")
            self.assertEqual(out.read_bytes().decode(), shown)

    def test_colour_only_where_it_is_asked_for(self):
        self.assertNotIn("\x1b", self.trace().stdout)
        self.assertIn("\x1b[32mquoted", self.trace(FEVER, "--color", "always").stdout)
        self.assertNotIn("\x1b", self.trace(FEVER, "--color", "always", "--format", "csv").stdout)
        self.trace(FEVER, "--color", "always", "-o", self.folder / "out.txt")
        self.assertNotIn("\x1b", (self.folder / "out.txt").read_text())

    def test_help(self):
        done = mgl("trace", "--help")
        self.assert_exit(done, 0)
        self.assertIn("Exit code: 0 done, 1 lines of the source are unaccounted for", done.stdout)
        self.assertIn("Example:\n  mgl trace guidelines/magnesium_cramps/magnesium_cramps.mgl", done.stdout)


if __name__ == "__main__":
    main()
