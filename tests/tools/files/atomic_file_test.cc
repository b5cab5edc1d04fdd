// Files that appear whole or not at all: on success, errors, abandonment and signals.
#include "tools/files/atomic_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace mgl {
namespace {

namespace fs = std::filesystem;

class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::string pattern = (fs::temp_directory_path() / "mgl_atomic_file_XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~ScratchDirectory() { fs::remove_all(path_); }

  std::string Path(const std::string& name) const { return (path_ / name).string(); }

  /// The names in it, each followed by a blank.
  std::string Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    std::string text;
    for (const std::string& name : names) text += name + " ";
    return text;
  }

 private:
  fs::path path_;
};

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

mode_t Mode(const std::string& path) {
  struct stat status = {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

std::unique_ptr<AtomicFile> MustOpen(const std::string& path) {
  Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Open(path);
  REQUIRE_MESSAGE(file, path);
  return std::move(*file);
}

std::string OpenError(const std::string& path) {
  const Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Open(path);
  return file ? "opened" : file.error().message;
}

/// Runs `body` in a process of its own; the status as from waitpid.
int RunInChild(const std::function<int()>& body) {
  const pid_t child = fork();
  if (child == 0) _exit(body());
  REQUIRE(child > 0);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

TEST_CASE("a committed file is whole and nothing is left beside it") {
  const ScratchDirectory scratch;
  const std::string path = scratch.Path("out.csv");
  std::string expected;
  auto file = MustOpen(path);
  for (int i = 0; i < 100'000; ++i) {
    const std::string line = std::to_string(i) + ",yes\n";
    expected += line;
    if (file->Write(line)) FAIL("a write failed");
  }
  const std::string large(1'000'000, 'x');
  CHECK_FALSE(file->Write(large).has_value());
  CHECK_FALSE(fs::exists(path));
  CHECK_FALSE(file->Commit().has_value());
  CHECK((ReadFile(path) == expected + large));
  CHECK_FALSE(file->Commit().has_value());
  file.reset();
  CHECK(scratch.Names() == "out.csv ");
}

TEST_CASE("without commit the target stays as it was") {
  const ScratchDirectory scratch;
  const std::string path = scratch.Path("out.csv");
  WriteFile(path, "old");
  {
    auto file = MustOpen(path);
    CHECK_FALSE(file->Write(std::string(1'000'000, 'x')).has_value());
    CHECK(ReadFile(path) == "old");
    CHECK(scratch.Names() != "out.csv ");  // the temporary is there
  }
  CHECK(ReadFile(path) == "old");
  CHECK(scratch.Names() == "out.csv ");
  { const auto file = MustOpen(scratch.Path("new.csv")); }
  CHECK(scratch.Names() == "out.csv ");
}

TEST_CASE("an empty file is a file") {
  const ScratchDirectory scratch;
  CHECK_FALSE(MustOpen(scratch.Path("empty"))->Commit().has_value());
  CHECK(scratch.Names() == "empty ");
}

TEST_CASE("permissions are those of any file, or of the file that is replaced") {
  const ScratchDirectory scratch;
  const mode_t mask = umask(027);
  CHECK_FALSE(MustOpen(scratch.Path("new"))->Commit().has_value());
  CHECK(Mode(scratch.Path("new")) == 0640);
  WriteFile(scratch.Path("private"), "old");
  chmod(scratch.Path("private").c_str(), 0600);
  CHECK_FALSE(MustOpen(scratch.Path("private"))->Commit().has_value());
  CHECK(Mode(scratch.Path("private")) == 0600);
  umask(mask);
}

TEST_CASE("a link stays a link") {
  const ScratchDirectory scratch;
  WriteFile(scratch.Path("real"), "old");
  fs::create_symlink("real", scratch.Path("link"));
  auto file = MustOpen(scratch.Path("link"));
  CHECK_FALSE(file->Write("new").has_value());
  CHECK_FALSE(file->Commit().has_value());
  CHECK(fs::is_symlink(scratch.Path("link")));
  CHECK(ReadFile(scratch.Path("real")) == "new");
  CHECK(scratch.Names() == "link real ");
}

TEST_CASE("a link to a file that is not there yet stays a link") {
  const ScratchDirectory scratch;
  fs::create_symlink("real", scratch.Path("near"));
  fs::create_symlink(scratch.Path("near"), scratch.Path("far"));
  auto file = MustOpen(scratch.Path("far"));
  CHECK_FALSE(file->Write("new").has_value());
  CHECK_FALSE(file->Commit().has_value());
  CHECK(ReadFile(scratch.Path("real")) == "new");
  CHECK(scratch.Names() == "far near real ");
}

TEST_CASE("several files at once, a long name, too many files") {
  const ScratchDirectory scratch;
  const std::string long_name(255, 'n');
  CHECK_FALSE(MustOpen(scratch.Path(long_name))->Commit().has_value());
  CHECK(scratch.Names() == long_name + " ");
  std::vector<std::unique_ptr<AtomicFile>> files;
  for (int i = 0; i < 16; ++i) files.push_back(MustOpen(scratch.Path(std::to_string(i))));
  CHECK(OpenError(scratch.Path("one_more")) ==
        "cannot write `" + scratch.Path("one_more") +
            "`: too many files are being written, or its path is too long");
  files.pop_back();
  CHECK(OpenError(scratch.Path("one_more")) == "opened");
}

TEST_CASE("what cannot be written is named") {
  const ScratchDirectory scratch;
  const std::string directory = scratch.Path("");
  CHECK(OpenError(directory) == "cannot write `" + directory + "`: it is a directory");
  CHECK(OpenError(scratch.Path("new/")) ==
        "cannot write `" + scratch.Path("new/") + "`: it is a directory");
  CHECK(OpenError("") == "cannot write ``: the name is empty");
  const std::string nowhere = scratch.Path("none/out.csv");
  CHECK(OpenError(nowhere) == "cannot write `" + nowhere + "`: No such file or directory");
  CHECK(scratch.Names().empty());
}

TEST_CASE("a full disk is an error, and the target stays as it was") {
  const ScratchDirectory scratch;
  const std::string path = scratch.Path("out.csv");
  WriteFile(path, "old");
  const int status = RunInChild([&path] {
    signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit = {10'000, 10'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Open(path);
    if (!file) return 1;
    if ((*file)->Write(std::string(50'000, 'x'))) return 2;  // still buffered
    const std::optional<Error> error = (*file)->Commit();
    if (!error || error->message != "cannot write `" + path + "`: File too large") return 3;
    if (!(*file)->Write("more")) return 4;
    file->reset();
    return 0;
  });
  CHECK(status == 0);
  CHECK(ReadFile(path) == "old");
  CHECK(scratch.Names() == "out.csv ");
}

TEST_CASE("several files are replaced together") {
  const ScratchDirectory scratch;
  for (const char* name : {"a", "b"}) WriteFile(scratch.Path(name), "old");
  const auto a = MustOpen(scratch.Path("a"));
  const auto b = MustOpen(scratch.Path("b"));
  CHECK_FALSE(a->Write("new").has_value());
  CHECK_FALSE(b->Write("new").has_value());
  const std::array files = {a.get(), b.get()};
  CHECK_FALSE(AtomicFile::CommitAll(files).has_value());
  CHECK(ReadFile(scratch.Path("a")) + ReadFile(scratch.Path("b")) == "newnew");
  CHECK(scratch.Names() == "a b ");
}

TEST_CASE("where one of several cannot be written, none is replaced") {
  if (!fs::exists("/dev/full")) return;
  const ScratchDirectory scratch;
  WriteFile(scratch.Path("a"), "old");
  const auto a = MustOpen(scratch.Path("a"));
  const auto full = MustOpen("/dev/full");
  CHECK_FALSE(a->Write("new").has_value());
  CHECK_FALSE(full->Write("new").has_value());
  const std::array files = {a.get(), full.get()};
  const std::optional<Error> error = AtomicFile::CommitAll(files);
  REQUIRE(error.has_value());
  CHECK(error->message == "cannot write `/dev/full`: No space left on device");
  CHECK(ReadFile(scratch.Path("a")) == "old");
}

TEST_CASE("where one of several cannot get its name, what has its own is told") {
  const ScratchDirectory scratch;
  fs::create_directory(scratch.Path("folder"));
  const auto a = MustOpen(scratch.Path("a"));
  const auto b = MustOpen(scratch.Path("folder/b"));
  const auto c = MustOpen(scratch.Path("c"));
  fs::remove_all(scratch.Path("folder"));
  const std::array files = {a.get(), b.get(), c.get()};
  const std::optional<Error> error = AtomicFile::CommitAll(files);
  REQUIRE(error.has_value());
  CHECK(error->message ==
        "cannot write `" + scratch.Path("folder/b") + "`: No such file or directory");
  CHECK(error->help ==
        "already replaced: `" + scratch.Path("a") + "`; all other files are as they were");
  CHECK(fs::exists(scratch.Path("a")));
  CHECK_FALSE(fs::exists(scratch.Path("c")));
}

TEST_CASE("devices are written directly") {
  if (!fs::exists("/dev/full")) return;
  auto full = MustOpen("/dev/full");
  CHECK_FALSE(full->Write("text").has_value());
  const std::optional<Error> error = full->Commit();
  REQUIRE(error.has_value());
  CHECK(error->message == "cannot write `/dev/full`: No space left on device");
  CHECK(fs::is_character_file("/dev/full"));
  auto null = MustOpen("/dev/null");
  CHECK_FALSE(null->Write("text").has_value());
  CHECK_FALSE(null->Commit().has_value());
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("standard output, and a reader that has gone") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const auto write_to_pipe = [&ends](bool reader_gone) {
    close(ends[0]);
    dup2(ends[1], STDOUT_FILENO);
    close(ends[1]);
    Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Open("-");
    if (!file || (*file)->Write("text")) return 1;
    const std::optional<Error> error = (*file)->Commit();
    if (!reader_gone) return error ? 2 : 0;
    if (!error || !(*file)->closed_pipe()) return 3;
    return error->message == "cannot write `standard output`: nobody reads it any more" ? 0 : 4;
  };
  CHECK(RunInChild([&] { return write_to_pipe(false); }) == 0);
  char text[8] = {};
  CHECK(read(ends[0], text, sizeof text) == 4);
  CHECK(std::string(text) == "text");
  close(ends[0]);
  CHECK(RunInChild([&] { return write_to_pipe(true); }) == 0);
  close(ends[1]);
}

TEST_CASE("a signal removes what is not whole and ends the program as it would have") {
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU}) {
    CAPTURE(signal_number);
    const ScratchDirectory scratch;
    WriteFile(scratch.Path("a"), "old");
    const int status = RunInChild([&scratch, signal_number] {
      signal(signal_number, SIG_DFL);  // doctest has handlers of its own
      const auto a = AtomicFile::Open(scratch.Path("a"));
      const auto b = AtomicFile::Open(scratch.Path("b"));
      const auto c = AtomicFile::Open(scratch.Path("c"));
      if (!a || !b || !c || (*a)->Write(std::string(500'000, 'x')) || (*c)->Commit()) return 1;
      if (chdir("/") != 0) return 2;
      raise(signal_number);
      return 3;
    });
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal_number);
    CHECK(scratch.Names() == "a c ");
    CHECK(ReadFile(scratch.Path("a")) == "old");
  }
}

TEST_CASE("an ignored signal and a handler of the program keep their meaning") {
  const ScratchDirectory scratch;
  const int ignored = RunInChild([&scratch] {
    signal(SIGHUP, SIG_IGN);  // as nohup does
    const auto file = AtomicFile::Open(scratch.Path("a"));
    raise(SIGHUP);
    return !file || (*file)->Write("text") || (*file)->Commit() ? 1 : 0;
  });
  CHECK(ignored == 0);
  CHECK(ReadFile(scratch.Path("a")) == "text");
  const int handled = RunInChild([&scratch] {
    signal(SIGINT, [](int) { _exit(7); });
    const auto file = AtomicFile::Open(scratch.Path("b"));
    raise(SIGINT);
    return file ? 1 : 2;
  });
  CHECK(WIFEXITED(handled));
  CHECK(WEXITSTATUS(handled) == 7);
  CHECK(scratch.Names() == "a ");
}

}  // namespace
}  // namespace mgl
