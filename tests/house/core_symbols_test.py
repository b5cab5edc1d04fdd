"""The core as it was built asks nothing of the machine but what stands here: every symbol that engine, dsl and core leave
to other libraries. What a source can hide from tests/house/core_test.py, a macro or a library's header, is seen here."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(__file__).parents[2]
BUILD = SOURCE / "build/release"
ARCHIVES = [pathlib.Path(path) for path in os.environ.get("MGL_ARCHIVES", "").split(":") if path] or [
    BUILD / "engine/libmgl_engine.a", BUILD / "dsl/libmgl_dsl.a", BUILD / "tools/libmgl_core.a"]
# What for, and the symbols, demangled. A template's return type stands before its name.
ALLOWED = {
    "memory and bytes": r"mem(chr|cmp|cpy|move|set)|str(len|cmp)|operator (new|delete)(\[\])?\(.*|std::nothrow",
    "whole numbers wider than a register": r"__(popcountd|u?divt|u?modt)i[23]",
    "approximate numbers, checked against exact ones": r"exp|log|pow|sqrt|fma|nextafter|std::to_chars\(char\*, char\*, double\)",
    "exact numbers (GMP, MPFR)": r"__gmp[qz]_\w+|__gmp_get_memory_functions|mpfr_(?!out|inp|print|fprint|dump)\w+",
    "the hash of a guideline (Nettle)": r"nettle_sha256_(digest|init|update)",
    "exceptions, and what every object has":
        r"_GLOBAL_OFFSET_TABLE_|_Unwind_Resume|__dso_handle|__gxx_personality_v0|__cxa_(?!thread)\w+|abort|"
        r"(vtable|typeinfo) for (__cxxabiv1::\w+|std::(exception|bad_\w+|invalid_argument|runtime_error))|"
        r"std::(exception|bad_weak_ptr|(invalid_argument|runtime_error))(::~?\w+\(.*|::what\(\) const)|std::__throw_\w+\(.*|"
        r"std::(__exception_ptr::exception_ptr::\w+|current_exception|rethrow_exception)\(.*",
    "counts of who shares a value": r"__libc_single_threaded",
    "what is made once, or once a thread": r"pthread_once|std::__once_call(able)?|__once_proxy|__tls_get_addr|__cxa_thread_atexit",
    "containers": r"std::_Rb_tree_\w+\(.*|std::_Hash_bytes\(.*|std::__detail::_Prime_rehash_policy::.*",
    "strings": r"std::__cxx11::basic_string<.*",
    "streams into texts, never of files (pugixml, yaml-cpp, nlohmann-json)":
        r"(VTT for |vtable for )?std::(__cxx11::)?basic_([io]?stringstream|stringbuf|ios|streambuf)<char,[^<>]*(<char>[^<>]*)*>"
        r"(::.*)?|std::basic_[io]stream<char, std::char_traits<char> >& std::(getline|operator<<|__ostream_insert) ?<.*|"
        r"std::ostream::(flush\(\)|put\(char\)|write\(char const\*, long\)|operator<<\(.*|_M_insert<.*)|"
        r"std::ios_base::~?ios_base\(\)|std::locale::~?locale\(\)|std::ctype<char>::_M_widen_init\(\) const",
    "texts of values (fmt, nlohmann-json)":
        r"(\S.* )?fmt::v\d+::(vformat\S*|detail::\S+|format_error::\S+)\(.*|(vtable|typeinfo) for fmt::v\d+::format_error|snprintf|"
        r"strtod|strtoll|strtoull|localeconv|__errno_location|isupper",
    "YAML from texts": r"YAML::(Load\(std::__cxx11::basic_string.*|Parser::~?\w+\(.*|InvalidNode::.*|BadSubscript::.*|detail::(node_data|memory)::.*)|"
                       r"(vtable|typeinfo) for YAML::\w+",
    "XML to texts": r"pugi::xml_(attribute|node|text)::.*|pugi::xml_document::(~?xml_document\(\)|reset\(.*|save\(std::ostream&.*)",
}
# The same, in one object only.
ALLOWED_IN = {
    ("engine", "simd_level.cc.o"): ("which instructions the machine has", r"__cpu_(model|features2)"),
    ("core", "cohort_run.cc.o"): ("blocks are shared out among the host's threads",
                                 r"pthread_mutex_(lock|unlock)|std::condition_variable::.*"),
    ("core", "ndjson_line.cc.o"): ("JSON, with one of simdjson's implementations", r"simdjson::.*"),
}
NEEDED = {"engine": 10, "dsl": 10, "core": 10}


def room_of(archive):
    return archive.stem.removeprefix("libmgl_")


def symbols(archive):
    """(object, letter, name) of each symbol in an archive."""
    listed = subprocess.run(["nm", "-A", "-C", str(archive)], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        found = re.fullmatch(r".*?\.a:([^:]+):[0-9a-f ]{17}([A-Za-z]) (.*)", line)
        if found:
            yield found[1], found[2], found[3]


def left_over(archives):
    """What the archives leave to other libraries: (archive, object, name)."""
    every = {archive: list(symbols(archive)) for archive in archives}
    defined = {name for listed in every.values() for _, letter, name in listed if letter not in "Uwv"}
    return {(room_of(archive), where, name) for archive, listed in every.items() for where, letter, name in listed
            if letter in "Uwv" and name not in defined}


def is_allowed(room, where, name):
    one = ALLOWED_IN.get((room, where))
    return any(re.fullmatch(pattern, name) for pattern in ALLOWED.values()) or bool(one and re.fullmatch(one[1], name))


class CoreSymbolsTest(unittest.TestCase):
    maxDiff = None

    def test_the_core_asks_nothing_else_of_the_machine(self):
        found = left_over(ARCHIVES)
        for room, least in NEEDED.items():
            self.assertGreater(sum(one == room for one, _, _ in found), least, room)
        wrong = sorted(f"{room}: {where}: {name}" for room, where, name in found if not is_allowed(room, where, name))
        self.assertEqual(wrong, [], "a host gives it what it needs of a machine (tools/commands/host.h)")
        for (room, where), (what, pattern) in ALLOWED_IN.items():
            self.assertTrue(any((room, where) == one[:2] and re.fullmatch(pattern, one[2]) for one in found),
                            f"needed no more: {what}")

    def test_each_way_out_is_found(self):
        for name in ["printf", "puts", "__printf_chk", "stdout", "write", "open", "open64", "freopen", "fopen", "environ", "getenv",
                     "secure_getenv", "time", "clock_gettime", "localtime_r", "exit", "_exit", "signal", "raise", "pthread_create",
                     "syscall", "dlopen", "system", "mmap", "std::cin", "std::cout", "std::ios_base::Init::Init()",
                     "std::basic_ifstream<char, std::char_traits<char> >::~basic_ifstream()",
                     "vtable for std::basic_filebuf<char, std::char_traits<char> >", "std::locale::locale(char const*)",
                     "std::filesystem::status(std::filesystem::__cxx11::path const&)", "std::chrono::_V2::system_clock::now()",
                     "std::thread::_M_start_thread(std::unique_ptr<std::thread::_State, int>, void (*)())",
                     "std::random_device::_M_getval()", "std::thread::hardware_concurrency()", "YAML::LoadFile(std::string)",
                     "fmt::v9::vprint(_IO_FILE*, fmt::v9::basic_string_view<char>, int)",
                     "pugi::xml_document::load_file(char const*, unsigned int, pugi::xml_encoding)"]:
            self.assertFalse(is_allowed("core", "host.cc.o", name), name)
        for where, name in [("host.cc.o", "pthread_mutex_lock"), ("host.cc.o", "simdjson::get_active_implementation()"),
                            ("cohort_run.cc.o", "pthread_create")]:
            self.assertFalse(is_allowed("core", where, name), name)


if __name__ == "__main__":
    absent = [str(path) for path in ARCHIVES if not path.exists()] + ["nm"] * (shutil.which("nm") is None)
    if absent:
        print(f"SKIPPED: {', '.join(absent)} not there")
        sys.exit(77)
    unittest.main(verbosity=0)
