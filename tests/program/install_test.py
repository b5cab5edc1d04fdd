"""What `cmake --install` and the Debian package put where, and that it works from there."""

import os
import pathlib
import re
import subprocess

from program import MGL, SOURCE, ProgramTest, main, mgl

BUILD = pathlib.Path(MGL).resolve().parent
GUIDELINE = "share/mgl/guidelines/magnesium_cramps"
INSTALLED = [
    "bin/mgl",
    "share/man/man1/mgl.1",
    "share/bash-completion/completions/mgl",
    "share/zsh/site-functions/_mgl",
    "share/fish/vendor_completions.d/mgl.fish",
    "share/doc/mgl/LICENSE",
    "share/mgl/dsl/language.md",
    "share/mgl/dsl/language/facts.md",
    "include/mgl/mgl.h",
    "include/mgl/mgl.hpp",
    "lib/libmgl.so",
    "lib/cmake/mgl/mglConfig.cmake",
    "lib/pkgconfig/mgl.pc",
    "share/mgl/library/README.md",
    "share/mgl/library/example.cc",
    f"{GUIDELINE}/magnesium_cramps.mgl",
    f"{GUIDELINE}/cases.csv",
    f"{GUIDELINE}/SOURCE.md",
]


def call(*arguments, **keywords):
    return subprocess.run([str(word) for word in arguments], capture_output=True, text=True, **keywords)


class InstallTest(ProgramTest):
    def assert_whole(self, root):
        for path in INSTALLED:
            self.assertTrue((root / path).is_file(), path)
        for source in SOURCE.glob("guidelines/*/*"):
            self.assertEqual((root / "share/mgl" / source.relative_to(SOURCE)).read_bytes(), source.read_bytes())
        self.assertEqual((root / "share/man/man1/mgl.1").read_text(), mgl("manual").stdout)
        self.assertEqual((root / "share/bash-completion/completions/mgl").read_text(), mgl("completion", "bash").stdout)
        self.assertEqual((root / "share/zsh/site-functions/_mgl").read_text(), mgl("completion", "zsh").stdout)
        self.assertEqual((root / "share/fish/vendor_completions.d/mgl.fish").read_text(), mgl("completion", "fish").stdout)

    def assert_links_hold(self, root):
        for page in (root / "share/mgl/dsl").rglob("*.md"):
            for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
                if "://" not in link:
                    self.assertTrue((page.parent / link).exists(), f"{page}: {link}")

    def assert_runs(self, root):
        folder = root / GUIDELINE
        done = call(root / "bin/mgl", "run", folder / "magnesium_cramps.mgl", folder / "cases.csv", "--as-of", "2026-03-01")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 401)
        self.assertIn("DRAFT", done.stderr)

    def assert_decides(self, example, root):
        done = call(example, root / GUIDELINE / "magnesium_cramps.mgl")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.splitlines()
        self.assertIn("DRAFT", lines[0])
        self.assertIn("iv_supplementation: [yes] [unknown] [no]", lines)
        missing = call(example, root / "nowhere.mgl")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("nowhere.mgl", missing.stderr)

    def assert_library_serves(self, root):
        """The example, built by programs that know only where mgl was installed."""
        example = root / "share/mgl/library/example.cc"
        code = "\n".join(line for line in example.read_text().splitlines() if line and not line.startswith("//"))
        self.assertLessEqual(len(code.splitlines()), 30)
        cache = dict(re.findall(r"^(CMAKE_CXX_COMPILER|CMAKE_CXX_FLAGS):\w+=(.*)$", (BUILD / "CMakeCache.txt").read_text(), re.M))
        compiler, flags = cache["CMAKE_CXX_COMPILER"], cache["CMAKE_CXX_FLAGS"].split()

        project = self.folder / "project"
        project.mkdir()
        (project / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\nproject(example CXX)\nfind_package(mgl 0.1 REQUIRED)\n"
            f"add_executable(example {example})\ntarget_link_libraries(example mgl::libmgl)\n")
        for step in [["-G", "Ninja", "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={root}",
                      f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_CXX_FLAGS={' '.join(flags)}"],
                     ["--build", project / "build"]]:
            done = call("cmake", *step)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assert_decides(project / "build/example", root)

        found = call("pkg-config", "--cflags", "--libs", "mgl", env={**os.environ, "PKG_CONFIG_PATH": str(root / "lib/pkgconfig")})
        self.assertEqual(found.returncode, 0, found.stderr)
        built = project / "by_pkg_config"
        done = call(compiler, *flags, "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", example, *found.stdout.split(),
                    f"-Wl,-rpath,{root / 'lib'}", "-o", built)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_decides(built, root)

        done = call(os.environ.get("CC", "cc"), "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
                    root / "include/mgl/mgl.h")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_install(self):
        # Staged: nothing can land outside the folder, wherever it is meant to go.
        done = call("cmake", "--install", BUILD, "--prefix", "/opt/mgl", env={**os.environ, "DESTDIR": str(self.folder)})
        self.assertEqual(done.returncode, 0, done.stderr)
        root = self.folder / "opt/mgl"
        self.assertEqual([path.name for path in self.folder.iterdir()], ["opt"])
        self.assertEqual([path.name for path in root.parent.iterdir()], ["mgl"])
        self.assertEqual(sorted(path.name for path in root.iterdir()), ["bin", "include", "lib", "share"])
        self.assert_whole(root)
        self.assert_links_hold(root)
        self.assert_runs(root)
        self.assert_library_serves(root)

    def test_debian_package(self):
        self.need("cpack", "dpkg-deb", "dpkg-shlibdeps")
        done = call("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", self.folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        (package,) = self.folder.glob("*.deb")
        version = mgl("--version").stdout.split()[1]
        self.assertRegex(package.name, rf"^mgl_{re.escape(version)}_\w+\.deb$")
        fields = {name: call("dpkg-deb", "-f", package, name).stdout.strip()
                  for name in ["Package", "Version", "Section", "Maintainer", "Description", "Depends"]}
        self.assertEqual((fields["Package"], fields["Version"], fields["Section"]), ("mgl", version, "science"))
        self.assertRegex(fields["Maintainer"], r"^\S.* <\S+@\S+>$")
        self.assertIn("not clinically approved", fields["Description"])
        for library in ["libc6", "libstdc++6", "libgmp10", "libfmt", "libyaml-cpp"]:
            self.assertIn(library, fields["Depends"])
        self.assertNotIn("-dev", fields["Depends"])
        root = self.folder / "root"
        self.assertEqual(call("dpkg-deb", "-x", package, root).returncode, 0)
        self.assertEqual([path.name for path in root.iterdir()], ["usr"])
        self.assert_whole(root / "usr")
        self.assert_runs(root / "usr")


if __name__ == "__main__":
    main(needed=BUILD / "CMakeCache.txt")
