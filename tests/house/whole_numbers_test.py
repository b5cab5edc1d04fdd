"""The house: whole numbers have 64 bits. `long` has 32 where mgl is built for Windows or WebAssembly: numbers would be
cut without a word. So `long`, and what GMP, MPFR and the C library give and take as one, stands in engine/value/whole_number
only."""

import pathlib
import re
import unittest

SOURCE = pathlib.Path(__file__).parents[2]
ROOMS = ["engine", "dsl", "tools", "tests/engine", "tests/dsl"]
ALLOWED = r"engine/value/whole_number\.(h|cc)"
# Comments, strings (raw ones too) and characters: what is no code.
NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
FORBIDDEN = re.compile(
    r"\blong\b"  # of any kind: std::int64_t, or a width that is said
    r"|\b(?:0[xX][\dA-Fa-f']+|[\d']+)[uU]?[lL]{1,2}[uU]?\b"  # 1L, 0ul, 1LL
    r"|\b(?:get_[su]i|fits_[su]long_p)\b"
    r"|\bmp[zqf]r?_(?:get|set|init_set|fits|cmpabs)_[su](?:i|long_p)\b|\bmpfr_(?:get|set|init_set)_[su]i\b"
    r"|\b(?:atol|strtou?l|stou?l|l(?:rint|round|abs))\s*\(")
FORMAT = re.compile(r'"[^"\n]*%[-+ #0\d.*]*l{1,2}[diuxX][^"\n]*"')


def faults(text):
    """Lines (from 1) of what is forbidden in a source text."""
    code = NO_CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    found = [(code.count("\n", 0, match.start()) + 1, match.group()) for match in FORBIDDEN.finditer(code)]
    return found + [(text.count("\n", 0, match.start()) + 1, match.group()) for match in FORMAT.finditer(text)]


class WholeNumbersTest(unittest.TestCase):
    def test_long_stands_in_one_file(self):
        wrong = []
        for room in ROOMS:
            for path in sorted((SOURCE / room).rglob("*")):
                name = str(path.relative_to(SOURCE))
                if path.suffix in {".cc", ".h", ".hpp", ".in"} and not re.fullmatch(ALLOWED, name):
                    wrong += [f"{name}:{line}: {what}" for line, what in faults(path.read_text())]
        self.assertEqual(wrong, [])

    def test_each_form_is_found(self):
        for text in ["long x = 0;", "static_cast<unsigned long>(x)", "x = 1L;", "x = 0ul;", "x = 10'000UL;", "1LL",
                     "0xFFul", "value.get_si()", "value.get_num().get_ui()", "n.fits_slong_p()", "n.fits_ulong_p()",
                     "mpz_get_si(n)", "mpz_set_ui(n, x)", "mpq_set_si(q, a, b)", "mpz_fits_slong_p(n)",
                     "mpfr_get_si(x, r)", "std::stol(text)", "strtol(a, b, 10)", "atol(text)", 'printf("%ld", x);']:
            self.assertTrue(faults("int a;\n" + text), text)
            self.assertEqual(faults("int a;\n" + text)[0][0], 2, text)

    def test_what_is_no_code_is_not(self):
        for text in ["// as long as", "/* as\nlong */ int a;", 'f("long or short");', 'R"(a long text)"', "c = 'l';",
                     "int belong = 0;", "1'000'000", "std::int64_t long_text;", "x = 1e5;", '"%d"']:
            self.assertEqual(faults(text), [], text)


if __name__ == "__main__":
    unittest.main(verbosity=0)
