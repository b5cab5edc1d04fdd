"""What `cmake --install` and the Debian package put where, and that it works from there."""

import os
import pathlib
import re
import shutil
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

    def test_install(self):
        # Staged: nothing can land outside the folder, wherever it is meant to go.
        done = call("cmake", "--install", BUILD, "--prefix", "/opt/mgl", env={**os.environ, "DESTDIR": str(self.folder)})
        self.assertEqual(done.returncode, 0, done.stderr)
        root = self.folder / "opt/mgl"
        self.assertEqual([path.name for path in self.folder.iterdir()], ["opt"])
        self.assertEqual([path.name for path in root.parent.iterdir()], ["mgl"])
        self.assertEqual(sorted(path.name for path in root.iterdir()), ["bin", "share"])
        self.assert_whole(root)
        self.assert_links_hold(root)
        self.assert_runs(root)

    def test_debian_package(self):
        for tool in ["cpack", "dpkg-deb", "dpkg-shlibdeps"]:
            if shutil.which(tool) is None:
                self.skipTest(f"SKIPPED: {tool} is not there")
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
