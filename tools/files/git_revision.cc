#include "tools/files/git_revision.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

extern char** environ;

namespace mgl {
namespace {

struct Output {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// Two ends, closed with it.
struct Pipe {
  std::array<int, 2> ends{-1, -1};

  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    CloseEnd(0);
    CloseEnd(1);
  }
  bool Open() { return pipe2(ends.data(), O_CLOEXEC) == 0; }
  void CloseEnd(std::size_t end) {
    if (ends[end] >= 0) close(ends[end]);
    ends[end] = -1;
  }
  /// All that comes, of which no more is kept than one byte over `most`.
  std::string ReadAll(std::size_t most) {
    std::string text;
    std::array<char, 65536> block{};
    while (true) {
      const ssize_t size = read(ends[0], block.data(), block.size());
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) return text;
      const std::size_t room = most + 1 - text.size();
      text.append(block.data(), std::min(static_cast<std::size_t>(size), room));
    }
  }
};

/// What a program writes; the error says why it cannot be run.
Result<Output> RunProgram(const std::vector<std::string>& arguments, std::size_t most) {
  Pipe out;
  Pipe err;
  if (!out.Open() || !err.Open()) return Error{std::strerror(errno), ""};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.ends[1], STDERR_FILENO);
  std::vector<char*> words;
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  pid_t process = 0;
  const int failed = posix_spawnp(&process, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return Error{std::strerror(failed), ""};
  out.CloseEnd(1);
  err.CloseEnd(1);
  Output output;
  output.out = out.ReadAll(most);
  output.err = err.ReadAll(most);
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  output.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  return output;
}

Result<Output> Blob(const std::string& name) {
  return RunProgram({"git", "cat-file", "blob", name}, kMaxSourceBytes);
}

/// The first line of what Git says, without `fatal: `.
std::string WhatGitSays(const std::string& err) {
  std::string line = err.substr(0, err.find('\n'));
  constexpr std::string_view kFatal = "fatal: ";
  return line.starts_with(kFatal) ? line.substr(kFatal.size()) : line;
}

}  // namespace

Result<SourceFile> ReadGitRevision(const std::string& revision_and_path) {
  const std::string cannot = fmt::format("`{}` is no file, and", revision_and_path);
  if (revision_and_path.starts_with('-')) {
    return Error{cannot + " no revision of Git", "write REVISION:PATH, as in HEAD~1:guideline.mgl"};
  }
  Result<Output> read = Blob(revision_and_path);
  if (read && read->exit_code != 0) {
    const std::size_t colon = revision_and_path.find(':');
    const std::string from_here =
        revision_and_path.substr(0, colon + 1) + "./" + revision_and_path.substr(colon + 1);
    Result<Output> here = Blob(from_here);
    if (here && here->exit_code == 0) read = std::move(here);
  }
  if (!read) {
    return Error{fmt::format("{} Git cannot be run: {}", cannot, read.error().message),
                 "to compare with a file, name the file"};
  }
  if (read->exit_code != 0) {
    return Error{fmt::format("{} Git says: {}", cannot, WhatGitSays(read->err)),
                 "write REVISION:PATH with the path from the top of the repository, as in "
                 "HEAD~1:guidelines/x.mgl"};
  }
  return MakeSourceFile(revision_and_path, std::move(read->out));
}

}  // namespace mgl
