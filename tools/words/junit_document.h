// What was tested and what came of it, for programs that run tests: JUnit's XML.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mgl {

/// A `testcase`. Attributes as most readers of the format know them; no times.
struct JunitCase {
  enum class Outcome { kPassed, kFailed, kUnusable };
  std::string name;
  std::string class_name;
  std::string file{};  // empty: none
  int line = 0;        // 0: none
  Outcome outcome = Outcome::kPassed;
  std::string message{};  // where it failed
  std::string text{};     // likewise; of what passed, its `system-out`
};

/// A `testsuite`.
struct JunitSuite {
  std::string name;
  std::string file;
  std::vector<std::pair<std::string, std::string>> properties{};
  std::vector<JunitCase> cases{};
};

/// A file that cannot be used: one case that could not be run, and why.
JunitSuite UnusableSuite(const std::string& path, const std::string& why);

/// Bytes that XML cannot hold are written as U+FFFD.
class JunitDocument {
 public:
  /// Made by `mgl test`, for example.
  explicit JunitDocument(const std::string& name);
  ~JunitDocument();
  JunitDocument(const JunitDocument&) = delete;
  JunitDocument& operator=(const JunitDocument&) = delete;

  void Add(const JunitSuite& suite);
  std::string Text() const;

 private:
  struct Document;
  std::unique_ptr<Document> document_;
};

}  // namespace mgl
