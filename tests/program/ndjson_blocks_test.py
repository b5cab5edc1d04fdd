"""NDJSON lines and elements of JSON arrays decided in blocks against the same one by one (MGL_BATCH=rows), valid and broken:
decisions, rejects, summary and notices must be the same bytes. MGL_SEED replays a round, MGL_ROUNDS runs more."""

import json
import os
import random

from batch_equals_scalar_test import CELLS, LAYOUTS, guideline
from program import ProgramTest, main, mgl

ROUNDS = int(os.environ.get("MGL_ROUNDS", "30"))
STRANGE_VALUES = ["01", "-01", "00", "-0", "0", "-", "1.", ".5", "+1", "1.2.3", "-1.5", "0.0", "1e3", "1E-2", "1.5e+1", "1e", "12e400",
                  "123456789012345678901234567890123456789", "0." + "3" * 40, "NaN", "Infinity", "tru", "truee", "True", "nullx", "nul",
                  "'a'", "unknown", '"yes\\n"', '"\\u0031"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\q"', '"a\\\\"', '"a\\"b"', '"é"', '"日本語"',
                  '"a,b"', '"a:b"', '"}"', '"{"', '" p "', '"' + "x" * 70 + '"', '"p\\u0000"', "{}", "[]", "[1,2]", '[{"a":[]}]',
                  '{"value":1.2}', '{"value": 1.2, "unit":"mmol/L"}', '{"value":1.2,"date":"2026-01-01"}', '{"unit":"g"}',
                  '{"value":{"value":1}}', '{"value":1,"value":1}', "[" * 20 + "]" * 20, "", " ", "1 2", '""""', "\t1"]
STRANGE_KEYS = ['"n0\\u002e"', '"n\\u0030"', '""', '"' + "k" * 60 + '"', '"' + "k" * 250 + '"', '"é"', '"a b"', "n0", "'n0'", '"n0', 'n0"', "1"]
BYTES = [b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b" ", b"\t", b"\r", b"\n", b"\0", b"\x01", b"\x1f", b"\x7f", b"\xff", b"\xc3",
         "é".encode(), b"\xed\xa0\x80", b"0", b"-", b".", b"e", b"null", b'""', b"\xef\xbb\xbf", b"//"]


def plain_value(draw, name):
    """Of the kinds that blocks take."""
    cell = draw.choice(CELLS[name][:7] if draw.random() < 0.95 else CELLS[name])
    if cell == "":
        return draw.choice(["null", '""'])
    if name[0] in "tn" and cell in ("yes", "no", "1.2", "1.8", "2.5", "59", "60", "3.4", "4", "2", "-0.5", "59.9", "2.0"):
        return {"yes": "true", "no": "false"}.get(cell, cell)
    return json.dumps(cell, ensure_ascii=False)


def an_id(draw, i):
    return draw.choice([f'"p{i}"'] * 30 + [str(i), f'"{i}"', '"p1"', "null", '""', '" b "', '"b,c"', "true", "-1.50", '"null"', '"ü"', '"' + "i" * 50 + '"'])


def an_object(draw, i, style, wild):
    keys = [name for name in CELLS if draw.random() >= style["lacks"]]
    if draw.random() < style["shuffles"]:
        draw.shuffle(keys)
    pairs = [(json.dumps(name.upper() if draw.random() < style["capitals"] else name), plain_value(draw, name)) for name in keys]
    if keys and draw.random() < style["capitals"] / 4:
        name = draw.choice(keys)
        pairs.insert(draw.randrange(len(pairs)), (json.dumps(name.title()), plain_value(draw, name)))
    if draw.random() < style["ids"]:
        pairs.insert(0, ('"id"', an_id(draw, i)))
    for name in style["unknown"]:
        if draw.random() < style["unknown_rate"]:
            pairs.insert(draw.randrange(len(pairs) + 1), (json.dumps(name), draw.choice(["1", '"x"', "null", "true", "-2.5"])))
    if draw.random() < wild and pairs:
        at = draw.randrange(len(pairs))
        kind = draw.randrange(4)
        if kind <= 1:
            pairs[at] = (pairs[at][0], draw.choice(STRANGE_VALUES))
        elif kind == 2:
            pairs.insert(at, (draw.choice(STRANGE_KEYS), draw.choice(["1", '"x"', draw.choice(STRANGE_VALUES)])))
        else:
            pairs.append(draw.choice(pairs))
    comma, colon, first, last = style["blanks"]
    return ("{" + first + comma.join(key + colon + value for key, value in pairs) + last + "}").encode()


def mutated(draw, line):
    for _ in range(draw.choice([1, 1, 1, 2, 4])):
        at = draw.randrange(len(line) + 1)
        kind = draw.randrange(5)
        if kind == 0:
            line = line[:at] + line[at + 1:]
        elif kind == 1:
            line = line[:at] + draw.choice(BYTES) + line[at:]
        elif kind == 2:
            line = line[:at] + draw.choice(BYTES) + line[at + 1:]
        elif kind == 3:
            line = line[:at]
        else:
            line = line[:at] + line[draw.randrange(len(line) + 1):]
    return line


def a_style(draw):
    many = draw.choice([0] * 6 + [120, 1200])
    return {"lacks": draw.choice([0, 0, 0.02, 0.5]), "shuffles": draw.choice([0, 0, 0.05, 1]), "ids": draw.choice([1, 1, 0.9, 0]),
            "capitals": draw.choice([0, 0, 0, 0.01, 1]),
            "unknown": draw.sample(["sex", "age", "t9", "N0", "n0.unit ", "weight", "note"], draw.randrange(4))
            + [f"k{i}" for i in range(many)],
            "unknown_rate": draw.choice([1, 0.3, 0.01]) if not many else 0.02,
            "blanks": draw.choice([(",", ":", "", "")] * 3 + [(", ", ": ", "", "")] * 3 + [(" , ", " : ", " ", " "), (",\t", ":\t", "", "")])}


def lines_of(draw):
    """Segments of some style, some wild."""
    lines = []
    for _ in range(draw.choice([1, 2, 4])):
        style, end = a_style(draw), draw.choice([b"\n"] * 4 + [b"\r\n"])
        wild, bytewise, blank = draw.choice([(0, 0, 0), (0, 0, 0), (0.02, 0, 0.01), (0.5, 0, 0), (0.01, 0.001, 0), (0.2, 0.2, 0.05)])
        for i in range(draw.choice([20, 300, 1500, 2500]) if len(style["unknown"]) < 100 else 60):
            line = an_object(draw, len(lines), style, wild)
            if draw.random() < bytewise:
                line = mutated(draw, line)
            if draw.random() < blank:
                line = draw.choice([b"", b"", b" ", b"\t", b"\r", b" " + line, line + b" ", line + b" x", b"[]", b"7", b"null", b'"a"', line + line])
            lines.append(line + (end if draw.random() < 0.999 else b"\r\r\n"))
    if draw.random() < 0.1:
        lines.insert(draw.randrange(len(lines) + 1), b'{"id":"long","note":"' + b"x" * draw.choice([70_000, 300_000, 1_100_000]) + b'"}\n')
    return lines


def an_array(draw):
    """The same lines as elements, on lines of their own or not, sometimes with a comma too few or too many."""
    comma, faults = draw.choice([b",", b", ", b",\n", b" ,\r\n\t"]), draw.choice([0, 0, 0.01])
    spread, text = draw.choice([0, 0, 0.1, 1]), b""
    balances = draw.random() < 0.8  # else the run mostly ends where an element does not
    for line in lines_of(draw):
        line = line.rstrip(b"\r\n")
        if balances and (line.count(b'"') % 2 == 1 or line.count(b"{") != line.count(b"}")):
            continue
        if draw.random() < spread:
            line = line.replace(b'":', b'"\n :').replace(b',"', b',\r\n\t"')
        text += line + (comma if draw.random() >= faults else draw.choice([b"", b" ", comma + comma]))
    return b"[" + (text[:-len(comma)] if draw.random() < 0.95 else text) + draw.choice([b"]"] * 9 + [b"", b"] x"])


class NdjsonBlocksTest(ProgramTest):
    def files(self, draw, kind):
        """Files of one kind, sometimes one of CSV among them."""
        files = []
        for number in range(draw.choice([1, 1, 2, 3])):
            if number > 0 and draw.random() < 0.3:
                text = "id,t0,n0,extra\n" + "".join(f"c{i},yes,1.{i % 10},\n" for i in range(draw.choice([3, 2000])))
                files.append(self.write(f"{number}.csv", text))
            text = draw.choice([b""] * 9 + [b"\xef\xbb\xbf"]) + (an_array(draw) if kind == "json" else b"".join(lines_of(draw)))
            files.append(self.write(f"{number}.{kind}", text[:-1] if kind == "ndjson" and draw.random() < 0.2 else text))
        return files

    def ran(self, arguments, threads, environment):
        rejects, summary = self.folder / "rejects.csv", self.folder / "summary.json"
        done = mgl("run", *arguments, "--threads", threads, "--rejects", rejects, "--summary", summary, "--quiet", environment=environment)
        self.assertIn(done.returncode, [0, 2, 3], done.stderr)
        if done.returncode == 2:  # a key looks like a fact or its unit
            return {"exit code": 2, "notices": done.stderr}
        counts = json.loads(summary.read_text())
        del counts["seconds"], counts["cases_per_second"]
        return {"exit code": done.returncode, "notices": done.stderr, "summary": counts,
                "rejects": rejects.read_text(errors="surrogateescape"), "decisions": done.stdout}

    def check(self, seed, kind):
        draw = random.Random(seed)
        path = self.write("g.mgl", guideline(draw))
        while mgl("--quiet", "lint", "--level", "L0603=warning", path).returncode != 0:
            path = self.write("g.mgl", guideline(draw))
        arguments = [path, *self.files(draw, kind), "--as-of", "2026-03-01", "--input", kind, *draw.choice(LAYOUTS)]
        if any(str(argument).endswith(".csv") for argument in arguments):
            arguments.remove("--input")
            arguments.remove(kind)
        elif draw.random() < 0.3:
            arguments += draw.choice([["--map", "n0=weight"], ["--map", "id=age"], ["--map", "t0=sex", "--map", "t1=sex"],
                                      ["--map", "n1=none"]])
        expected = self.ran(arguments, 1, {"MGL_BATCH": "rows"})
        for threads in (1, 3):
            found = self.ran(arguments, threads, None)
            for what in expected:
                self.assertEqual(expected[what], found[what], f"{what}, {threads} threads")

    def test_a_number_beyond_doubles_is_a_number_in_full(self):
        path = self.write("g.mgl", 'guideline g "G"\n  language mgl 1\n  version 1\n  status draft\n\n'
                          'fact n "N" is number\n\nresult twice "Twice" as 2 * n\n')
        cases = self.write("cases.ndjson", '{"n":12e399}\n{"n":3}\n')
        for environment in (None, {"MGL_BATCH": "rows"}):
            done = mgl("run", path, cases, "--format", "ndjson", "--as-of", "2026-03-01", environment=environment)
            self.assert_exit(done, 0)
            self.assertEqual([json.loads(line)["twice"] for line in done.stdout.splitlines()[1:]], [24 * 10**399, 6])

    def test_random_lines(self):
        self.check_seeds("ndjson", ROUNDS)

    def test_random_arrays(self):
        self.check_seeds("json", ROUNDS * 2 // 3)

    def check_seeds(self, kind, rounds):
        seeds = [os.environ["MGL_SEED"]] if "MGL_SEED" in os.environ else [f"seed {i}" for i in range(rounds)]
        for seed in seeds:
            with self.subTest(replay=f'MGL_SEED="{seed}"'):
                self.check(seed, kind)


if __name__ == "__main__":
    main()
