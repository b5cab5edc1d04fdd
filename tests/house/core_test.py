"""The core turns texts and bytes into texts: it has no files, environment, clock, standard streams, signals or threads of
its own. What it needs of a machine, a host gives it (tools/commands/host.h). This reads the sources, also where a build leaves
them out; core_symbols_test.py reads what was built, which knows no other words for the same."""

import pathlib
import re
import unittest

SOURCE = pathlib.Path(__file__).parents[2]
OUTSIDE = ("tools/files/", "tools/doors/cli/", "tools/doors/library/", "tools/fuzz/")
NO_CODE = re.compile(r'//[^\n]*|"(?:\\.|[^"\\\n])*"')
FORBIDDEN = re.compile(
    r"#include <(?:filesystem|fstream|iostream|thread|csignal|ctime|unistd\.h|fcntl\.h|sys/[a-z]+\.h|pthread\.h)>"
    r"|\bstd::(?:cin|cout|cerr|clog|thread|jthread|getenv|signal|time|system|exit|_Exit|quick_exit)\b"
    r"|\b(?:stdin|stdout|stderr)\b|\b(?:getenv|setenv|fopen|popen)\s*\("
    r"|\b(?:system|steady|high_resolution)_clock\b|\basm\b|\b__asm__\b")


def faults(text):
    code = NO_CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    return [(code.count("\n", 0, match.start()) + 1, match.group()) for match in FORBIDDEN.finditer(code)]


class CoreTest(unittest.TestCase):
    def test_the_core_asks_its_host(self):
        files = [path for floor in ("engine", "dsl", "tools") for path in sorted((SOURCE / floor).rglob("*"))
                 if path.suffix in {".cc", ".h", ".def", ".hpp", ".in"}]
        core = [path for path in files if not str(path.relative_to(SOURCE)).startswith(OUTSIDE)]
        self.assertGreater(len(core), 300)
        wrong = [f"{path.relative_to(SOURCE)}:{line}: {what}" for path in core for line, what in faults(path.read_text())]
        self.assertEqual(wrong, [])

    def test_one_switch_chooses_instructions(self):
        other = re.compile(r"target_clones|__builtin_cpu_(?:supports|is|init)|HWY_DYNAMIC_DISPATCH|\bifunc\b|gnu::target\b")
        found = {str(path.relative_to(SOURCE)) for floor in ("engine", "dsl", "tools") for path in (SOURCE / floor).rglob("*")
                 if path.suffix in {".cc", ".h"} and other.search(path.read_text())}
        self.assertEqual(found, {"engine/batch/simd_level.h", "engine/batch/simd_level.cc"})

    def test_what_stands_in_the_room_of_text_stands_nowhere_else(self):
        again = re.compile(r"& 0xC0U?\) [!=]= 0x80|- 'A' \+ 'a'|\bc \+ 32\b|std::to(?:lower|upper)\b")
        found = {str(path.relative_to(SOURCE)) for floor in ("engine", "dsl", "tools") for path in (SOURCE / floor).rglob("*")
                 if path.suffix in {".cc", ".h"} and again.search(path.read_text())}
        # Letters beyond ASCII, in titles of source documents.
        self.assertEqual(found, {"engine/text/utf8.h", "engine/text/plain_text.h", "tools/author/trace/source_document.cc"})

    def test_each_form_is_found(self):
        for text in ["#include <filesystem>", "#include <thread>", "std::cout << x;", 'std::getenv("A")', "fopen(path, mode)",
                     "std::fputs(text, stderr);", "std::chrono::steady_clock::now()", "std::thread t;", "std::time(nullptr)",
                     'asm volatile("syscall");']:
            self.assertEqual([line for line, _ in faults("int a;\n" + text)][:1], [2], text)

    def test_what_is_no_code_is_not(self):
        for text in ["// std::cout", 'f("stderr");', "thread_local int a;", "host.out << x;", "int time = 0;"]:
            self.assertEqual(faults(text), [], text)


if __name__ == "__main__":
    unittest.main(verbosity=0)
