"""Every door says the same: random guidelines with actions and random cases, decided by `mgl run` (CSV and NDJSON, of cases in
CSV, NDJSON and YAML), `mgl explain` (JSON and text), `mgl ask`, `mgl test` (examples made from the decisions) and the library
(MGL_LIBRARY; empty: it is left out).

MGL_SECONDS is how long to go on (20), MGL_SEED replays one guideline. Each difference prints the guideline, the case, both answers."""

import json
import os
import pathlib
import random
import re
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import arrow_library
import doors
import doors_agree
from program import AS_OF, ProgramTest, main, mgl
from random_guidelines import CELLS, HEAD, cases, guideline

SECONDS = float(os.environ.get("MGL_SECONDS", "20"))
ROWS = 60
ASKED = 20  # of them, by consultations: a process each
REFUSED = 2  # of these, with values that a consultation does not take
DOORS = ["run csv", "run ndjson", "explain", "ask", "test", "library"]
PLAIN = {"t": {"", "yes", "no"}, "c": {"", "red", "green", "blue"}}


def plain_cases(draw, count):
    """Cells that every door can say, of one type a column."""
    cells = {}
    for name, pool in CELLS.items():
        if "." in name:
            cells[name] = [""]
        elif name[0] in PLAIN:
            cells[name] = [cell for cell in pool if cell in PLAIN[name[0]]]
        else:
            pattern = r"(2026-0[123]-[012]\d)?" if name[0] == "d" else rf"({doors.NUMBER})?"
            cells[name] = [cell for cell in pool if re.fullmatch(pattern, cell) and len(cell) < 15]
    return [{"id": "", **{name: draw.choice(pool) for name, pool in cells.items()}} for _ in range(count)]


# For the test of this test: a guideline, and changes of it that some doors must show.
SMALL = HEAD.replace("{scope}", "").replace("{default of d1}", "") + """medication m0 "M0"
  choose one of
  option m0a "M0A"
  option m0b "M0B"
  dose 1 g per day
  dose 2 g per day when t3
medication m2 "M2"
contraindication m0b "B0"
  when t2
caution m0 "W0"
  when n3 > 2
apart m0, m2 by 2 hours before
rule a0 "A0"
  when n2 < 4 mmol/L
  then give m0
rule a1 "A1"
  when t0
  then consider m2
result v0 "V0" as n3 + 1
recheck k0 "K0" of n0
  when t0
  in 1 to 2 weeks after d0
must always "P" n3 < 3
"""
CHANGES = [("n2 < 4 mmol/L", "n2 < 3 mmol/L", DOORS), ("n3 + 1", "n3 + 2", DOORS), ("in 1 to 2 weeks", "in 9 to 10 weeks", DOORS),
           ("per day when t3", "per day when t1", DOORS), ('"W0"', '"W1"', ["run csv", "run ndjson", "explain", "ask", "library"]),
           ("n3 < 3", "n3 < 2", ["run csv", "run ndjson", "explain", "ask", "library"]),
           ("dose 1 g per day", "dose 3 g per day", ["run ndjson", "explain", "ask"]),
           ("  when t2\ncaution", "  when t0\ncaution", ["run ndjson", "explain", "ask"]),
           ("by 2 hours before", "by 3 hours before", ["run ndjson", "explain", "ask"])]


class Doors:
    """A guideline, its cases, and what each door says of them; `others`: {door: another guideline}, for the test of the test."""

    def __init__(self, folder, text, rows, readings, draw, others=None):
        self.folder, self.text, self.rows, self.readings, self.draw = folder, text, rows, readings, draw
        self.others, self.refused = others or {}, 0
        self.layout = doors.layout_of(text)
        self.options = doors.options_of(readings)
        self.paths = {}
        for door in DOORS:
            self.paths[door] = folder / f"{door.replace(' ', '_')}.mgl"
            self.paths[door].write_text(self.others.get(door, text))

    def run_every_format(self):
        """Decisions of `mgl run`, the same bytes whatever the format of the cases."""
        outputs = {"csv": {}, "ndjson": {}}
        for name, write in doors.FORMATS.items():
            file = self.folder / f"cases.{name}"
            file.write_text(write(self.rows, self.draw))
            for output in outputs:
                outputs[output][name] = doors.done(0, "--quiet", "run", self.paths[f"run {output}"], file, "--input", name,
                                                   "--format", output, *self.options)
        for output, by_format in outputs.items():
            for name in doors.FORMATS:
                for row, first, second in zip(range(-1, len(self.rows)),
                                              by_format["csv"].splitlines(), by_format[name].splitlines()):
                    self.at(row, lambda: doors.agree(first, second, f"run --format {output}: cases in csv, in {name}"))
                doors.agree(by_format["csv"], by_format[name], f"run --format {output}: cases in csv, in {name}")
        self.truths = doors.run_ndjson(outputs["ndjson"]["csv"], self.layout)
        doors.agree(len(self.rows), len(self.truths), "cases in, cases out")
        found = doors.run_csv(outputs["csv"]["csv"], self.layout)
        for row, truth in enumerate(self.truths):
            self.at(row, lambda: doors_agree.compare_runs(truth, found[row], "run: ndjson, csv"))
            self.at(row, lambda: doors_agree.check_actions(truth, self.text))

    def at(self, row, check):
        """Says which case it is where a check fails."""
        try:
            check()
        except doors.Disagreement as found:
            raise doors.Disagreement(f"{json.dumps(self.rows[row], ensure_ascii=False) if row >= 0 else 'header'}\n{found}") from None

    def explain(self):
        kind = self.draw.choice(list(doors.FORMATS))
        whole = ["explain", self.paths["explain"], self.folder / f"cases.{kind}", "--all", *self.options]
        self.pages = [doors.explained(line) for line in doors.done(0, *whole, "--format", "json", environment=doors.WIDE).splitlines()]
        texts = re.split(r"^Case (?=p\d+, as of )", doors.done(0, *whole, environment=doors.WIDE), flags=re.M)[1:]
        doors.agree((len(self.rows), len(self.rows)), (len(self.pages), len(texts)), "explain: cases")
        for row, truth in enumerate(self.truths):
            self.at(row, lambda: doors_agree.compare_explained(truth, self.pages[row]))
            self.at(row, lambda: doors_agree.check_text(truth, self.pages[row]["page"], texts[row]))
            if not self.others:
                self.at(row, lambda: doors.agree(truth["run"], self.pages[row]["page"]["run"], "explain: run"))

    def ask(self, pool):
        """Consultations that were given all of a case: what they say at their end, and what run says of the case that they save."""
        options, left_out = {}, {}
        for row in self.draw.sample(range(len(self.rows)), min(ASKED, len(self.rows))):
            options[row], left_out[row] = doors.givens_of_ask(self.rows[row], self.truths[row]["record"]["warnings"])
        said = [row for row in options if options[row] is not None]

        def consult(row):
            return mgl("--quiet", "ask", self.paths["ask"], *self.options, *options[row], "--save", self.folder / f"{row}.yaml",
                       environment=doors.WIDE)

        for row, asked in zip(said, list(pool.map(consult, said))):
            self.at(row, lambda: doors.agree((0, ""), (asked.returncode, asked.stderr), "ask: given the case"))
            self.at(row, lambda: doors_agree.compare_asked(self.truths[row], self.pages[row]["page"], self.rows[row], asked.stdout,
                                                           left_out[row]))
        if said:
            self.check_saved(said, left_out)
        self.check_refused(left_out)
        return len(said)

    def check_refused(self, left_out):
        """`ask` takes no value of which run warns that it does not count, or loses its date."""
        for row in [row for row in left_out if left_out[row]][:REFUSED]:
            for fact in doors.FACTS:
                warnings = [text for text in left_out[row] if re.match(rf"(date of )?{fact} ", text)]
                given = doors.given_to_ask(fact, self.rows[row])
                if warnings and given and given != [f"{fact}=unknown"]:
                    asked = mgl("--quiet", "ask", self.paths["ask"], *self.options, *(word for text in given for word in ["--given", text]))
                    self.at(row, lambda: doors.agree(2, asked.returncode, f"ask: {given}, of which run warns: {warnings}"))
                    self.refused += 1

    def check_saved(self, saved, left_out):
        files = [self.folder / f"{row}.yaml" for row in saved]
        again = doors.run_ndjson(doors.done(0, "--quiet", "run", self.paths["run ndjson"], *files, "--format", "ndjson", *self.options),
                                 self.layout)
        doors.agree(len(saved), len(again), "ask --save: cases")
        for row, found in zip(saved, again):
            warnings = [text for text in self.truths[row]["record"]["warnings"] if text not in left_out[row]]
            truth = {**self.truths[row], "id": found["id"], "warnings": "; ".join(warnings)}
            self.at(row, lambda: doors_agree.compare_runs(truth, found, "ask --save"))
            self.at(row, lambda: doors.agree(truth["record"]["actions"], found["record"]["actions"], "ask --save: actions"))

    def check_examples(self, kinds):
        """An example of each case that has words for it, with all that run says; a second one in which all is changed."""
        text, lines_of = "", {}
        for row, truth in enumerate(self.truths):
            givens = doors.givens_of_example(self.rows[row])
            if givens is None:
                continue
            begin = f"  as of {AS_OF}\n" + "".join(f"  reading {reading.replace('=', ' ')}\n" for reading in self.readings) + givens
            lines = doors_agree.expectations(truth, kinds)
            unasked = [fact for fact in doors.FACTS if fact not in truth["ask"]]
            lines_of[row] = [line for line in (doors_agree.changed(line, truth) for line in lines) if line]
            if truth["scope"] != "out" and unasked:
                lines_of[row].append(f"ask {unasked[0]}")
            for title, expected in [("right", lines), ("changed", lines_of[row])]:
                text += f'example "{title} {row}"\n{begin}' + "".join(f"  expect {line}\n" for line in expected)
        if not lines_of:
            return 0
        path = self.folder / "examples.mgl"
        path.write_text(self.paths["test"].read_text() + text)
        report = json.loads(doors.done(1, "test", path, "--format", "json"))[0]
        found = {example["title"]: example for example in report["examples"]}
        for row, lines in lines_of.items():
            self.at(row, lambda: doors_agree.check_unmet(self.truths[row], found[f"right {row}"], kinds))
            self.at(row, lambda: doors_agree.check_changed(self.truths[row], found[f"changed {row}"], lines))
        return len(lines_of)

    def decide_columns(self, library, kinds):
        decided = library.decide(self.paths["library"], AS_OF, doors.as_columns(self.rows, self.draw), len(self.rows), self.readings)
        for row, truth in enumerate(self.truths):
            self.at(row, lambda: doors_agree.compare_library(truth, decided[row], kinds))

    def kinds(self):
        """{result: (truth, number, date, choice or text; unit)}; the first letter of a name says what it is."""
        kinds = {}
        for name in self.layout["results"]:
            head = re.search(rf'^(?:result|table|score) {name} .*$|\b{name} (?:"\w+" )?(?:in|is|one of) [^,\n]*', self.text, re.M)[0]
            unit = re.search(r'" in (\S+)', head)
            kinds[name] = ({"r": "truth", "w": "date", "u": "text", "e": "choice", "b": "choice"}.get(name[0], "number"),
                           unit[1] if unit else "")
        return kinds


class DoorsAgreeTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.library = arrow_library.Library() if str(arrow_library.LIBRARY) != "." else None
        self.counts = {"guidelines": 0, "cases": 0, "with actions": 0, "outcomes": 0, "actions": 0, "consultations": 0,
                       "answers refused": 0, "examples": 0, "cases in columns": 0}

    def compare(self, made, pool):
        made.run_every_format()
        made.explain()
        consultations = made.ask(pool)
        examples = made.check_examples(made.kinds())
        if self.library is not None:
            made.decide_columns(self.library, made.kinds())
        counted = {"guidelines": 1, "cases": len(made.rows), "outcomes": sum(len(truth["rules"]) for truth in made.truths),
                   "actions": sum(len(truth["record"]["actions"]) for truth in made.truths),
                   "with actions": sum(bool(truth["record"]["actions"]) for truth in made.truths), "consultations": consultations,
                   "answers refused": made.refused, "examples": examples,
                   "cases in columns": len(made.rows) if self.library is not None else 0}
        for name, count in counted.items():
            self.counts[name] += count

    def check(self, seed, pool):
        """The difference that was found, empty: none; None: the guideline has errors."""
        draw = random.Random(seed)
        text = guideline(draw)
        rows = draw.choice([cases, plain_cases])(draw, ROWS)
        rows = [{**row, "id": f"p{i}"} for i, row in enumerate(rows)]
        readings = [f"q={draw.choice(['one', 'two'])}"] if re.search(r"^ambiguity q ", text, re.M) and draw.random() < 0.3 else []
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            made = Doors(pathlib.Path(folder), text, rows, readings, draw)
            if mgl("--quiet", "lint", "--level", "L0603=warning", made.paths["run csv"]).returncode != 0:
                return None
            try:
                self.compare(made, pool)
            except doors.Disagreement as found:
                return f'MGL_SEED="{seed}" {readings}\n{text}\n{found}'
        return ""

    def test_every_door_says_the_same(self):
        end = time.monotonic() + SECONDS
        differences, used, tried = [], 0, 0
        with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
            while time.monotonic() < end and len(differences) < 3:
                seed = os.environ.get("MGL_SEED", f"doors {tried}")
                tried += 1
                found = self.check(seed, pool)
                used += found is not None
                if found:
                    differences.append(found)
                if "MGL_SEED" in os.environ:
                    break
        print("every door: " + ", ".join(f"{count} {name}" for name, count in self.counts.items()))
        self.assertFalse(differences, "\n\n".join(["", *differences]))
        self.assertGreater(used, 0.6 * tried)
        if "MGL_SEED" not in os.environ:
            self.assertEqual([name for name, count in self.counts.items() if count == 0], [] if self.library else ["cases in columns"])

    def small(self, pool, door="", text=SMALL):
        """The small guideline through every door, `text` through one of them."""
        row = {**dict.fromkeys(CELLS, ""), "t0": "yes", "n0": "1.2", "n2": "3.5", "n3": "2.5", "d0": "2026-02-10"}
        rows = [{"id": "p0", **row}, {"id": "p1", **dict.fromkeys(CELLS, ""), "t0": "no"}]
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            self.compare(Doors(pathlib.Path(folder), SMALL, rows, [], random.Random(1), {door: text} if door else None), pool)

    def test_a_door_that_says_something_else_is_found(self):
        with ThreadPoolExecutor(2) as pool:
            self.small(pool)
            for old, new, by in CHANGES:
                self.assertEqual(SMALL.count(old), 1, old)
                for door in by:
                    if door != "library" or self.library is not None:
                        with self.subTest(change=new, door=door), self.assertRaises(doors.Disagreement):
                            self.small(pool, door, SMALL.replace(old, new))


if __name__ == "__main__":
    main()
