"""How mutants are put into the prover's sources: the text of each, and that each does what it says."""

import functools
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
sys.path[:0] = [str(HERE)]

import judged  # noqa: E402
from build import ROOM  # noqa: E402
from cpp_tokens import Code, tokens_of  # noqa: E402
from instrument import Instrumenter  # noqa: E402

PROGRAM = """
#include <charconv>
#include <cstdio>
#include <cstring>
#include <vector>
struct Bound { int value; bool closed; };
struct Interval { Bound low; Bound high; };
bool IsWithin(const Interval& of, int number) {
  if (number < of.low.value) return false;
  return number < of.high.value || (number == of.high.value && of.high.closed);
}
int main(int, char** words) {
  const Interval interval{{1, true}, {4, false}};
  int sum = 0;
  for (int i = 0; i < 6; ++i) {
    if (!IsWithin(interval, i)) continue;
    sum += i;
  }
  std::printf("%d", sum);
}
"""


def operators(text):
    return [mutant.operator for mutant in Instrumenter("a.cc", text, 1).mutants()]


@functools.cache
def of_prover():
    return [Instrumenter(path.name, path.read_text(), 1) for path in sorted((SOURCE / ROOM).glob("*.*"))
            if path.suffix in (".cc", ".h")]


def function(body):
    return "int F(int a, int b) {\n  " + body + "\n}\n"


class InstrumentTest(unittest.TestCase):
    def test_tokens(self):
        text = "a<b> x = c->d; // 'no'\n#define E 1\nf(\"\\\"//\", 1'000, '\\'')"
        self.assertEqual([token.text for token in tokens_of(text)],
                         ["a", "<", "b", ">", "x", "=", "c", "->", "d", ";", "f", "(", '"\\"//"', ",", "1'000", ",", "'\\''", ")"])

    def test_functions_and_lambdas_are_found(self):
        code = Code("namespace a {\nA::A(int b) : c_(b), d_{b} {\n}\nint F() const {\n  g([&](int i) { return i; });\n  if (b) {\n  }\n"
                    "  int x[] = {1};\n}\nstruct S {\n};\n}\n")
        heads = [code.head_text(begin).split("{")[0].strip() for begin, _ in code.functions()]
        self.assertEqual(heads, ["A::A(int b) : c_(b), d_", "int F() const", "[&](int i)"])

    def test_each_operator_is_found(self):
        for body, expected in [
            ("return a < b;", ["< -> <="]),
            ("return x<int>(a);", []),
            ("f(a + b, !a, -b);", ["statement left out", "+ -> -", "!x -> x", "-x -> x"]),
            ("while (a >= b) f();", ["while always yes", "while always no", ">= -> >", "statement left out"]),
            ("if (const auto c = f()) return g();\n  return b;",
             ["if always yes", "if always no", "return left out"]),
            ("return a && (b || c) && d;", ["a left out of &&", "(b || c) left out of &&", "b left out of ||", "c left out of ||",
                                            "d left out of &&"]),
            ("const int c = a == 0 ? b : 7;", ["== -> !=", "0 -> 1", "? always yes", "? always no", "7 -> 8", "7 -> 6"]),
            ("for (;;) {\n  break;\n}", ["break left out"]),
            ("x |= Truth::kYes;", ["statement left out", "|= -> &=", "kYes -> kNo"]),
            ("switch (a) {\n  case Truth::kYes:\n  case 2:\n    f();\n}", ["statement left out"]),
            ("const auto& e = *x.low.value;", [".low -> .high"]),
            ("return std::max<int>(a.front(), true);", ["std::max -> std::min", ".front -> .back", "true -> false"]),
            ("int c = 1000;", ["1000 -> 1001"]),
            ("f([&](int i) { return g(i); });", ["statement left out", "return !x"]),
            ("f([&](int i) { return i; });", ["statement left out"]),
        ]:
            self.assertEqual(sorted(operators(function(body))), sorted(expected), body)

    def test_lines_stay_where_they_are_and_without_mutants_all_is_as_it_was(self):
        for file in of_prover():
            text = file.text
            self.assertEqual(file.instrumented().count("\n"), text.count("\n"), file.file)
            bare = file.instrumented({mutant.number for mutant in file.mutants()})
            self.assertEqual(re.sub(r"mgl_mutants::FellOffTheEnd\(\); |\b(?:inline )?const(?:expr)?\b", "", bare),
                             re.sub(r"\bconstexpr\b|\bconst\b", "", text), file.file)

    def test_each_mutant_of_the_prover_has_a_name_of_its_own(self):
        keys = [mutant.key() for file in of_prover() for mutant in file.mutants()]
        self.assertGreater(len(keys), 2500)
        self.assertEqual(len(keys), len(set(keys)))

    def test_what_was_judged_is_there(self):
        mutants = [mutant for file in of_prover() for mutant in file.mutants()]
        for name in ("equivalent.txt", "left_out.txt"):
            self.assertEqual(judged.stale(judged.read(HERE / name), mutants), [], name)

    def test_a_judgement_begins_after_the_operator(self):
        self.assertEqual(judged.split("a ? b : c left out of && 2: why: so"), ("a ? b : c left out of && 2", "why: so"))
        self.assertEqual(judged.split("*: why"), ("*", "why"))

    def test_each_mutant_does_what_it_says(self):
        file = Instrumenter("a.cc", PROGRAM, 1)
        with tempfile.TemporaryDirectory() as folder:
            source, program = pathlib.Path(folder, "a.cc"), pathlib.Path(folder, "a")
            source.write_text(file.instrumented())
            schemata = HERE / "mutant_schemata"
            subprocess.run(["c++", "-std=c++20", "-O0", f"-I{SOURCE}", "-include", f"{schemata}.h", source, f"{schemata}.cc",
                            "-o", program], check=True)

            def prints(mutant):
                return subprocess.run([program], env={**os.environ, "MGL_MUTANT": str(mutant)}, capture_output=True, timeout=60,
                                      text=True).stdout

            self.assertEqual(prints(0), "6")
            alive = {mutant.operator: prints(mutant.number) for mutant in reversed(file.mutants())
                     if mutant.text != "const Interval interval{{1, true}, {4, false}};"}
        self.assertEqual(alive["closed turned round"], "10")
        self.assertEqual(alive["continue left out"], "15")
        self.assertEqual(alive["statement left out"], "0")
        self.assertEqual(alive["!x -> x"], "9")
        self.assertEqual(alive["6 -> 5"], "6")
        self.assertEqual(alive["+= -> -="], "-6")
        self.assertEqual(alive[".low -> .high"], "0")
        self.assertEqual(alive["number < of.high.value left out of ||"], "0")


if __name__ == "__main__":
    unittest.main(verbosity=0)
