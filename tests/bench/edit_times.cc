// edit_times GUIDELINE [EDITS]: changes one number of one condition, again and again (each change
// is taken back by the next), and lints after each as an editor does. Prints milliseconds, the
// median and the 99th of a hundred: compiling, findings without proofs, findings by proofs, and how
// many of a hundred answers were known before.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/compile.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/proofs.h"
#include "tools/doors/cli/number_memory.h"

namespace {

double Milliseconds() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(now).count();
}

/// The digits of conditions.
std::vector<std::size_t> Places(const std::string& text) {
  std::vector<std::size_t> places;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    if (line.find("  when ") == 0) {
      for (std::size_t i = 0; i < line.size(); ++i) {
        const bool is_number = line[i] >= '1' && line[i] <= '8' && line[i - 1] == ' ';
        if (is_number) places.push_back(begin + i);
      }
    }
    begin = end + 1;
  }
  return places;
}

void Print(const char* what, std::vector<double> times) {
  std::ranges::sort(times);
  std::fputs(fmt::format("{:<26} median {:7.2f} ms   p99 {:7.2f} ms\n", what,
                         times[times.size() / 2], times[times.size() * 99 / 100])
                 .c_str(),
             stdout);
}

}  // namespace

int main(int count, char** arguments) {
  mgl::UseNumberMemory(std::abort);
  if (count < 2) return 2;
  std::ifstream file(arguments[1], std::ios::binary);
  const std::string original{std::istreambuf_iterator<char>(file), {}};
  const int edits = count > 2 ? std::stoi(arguments[2]) : 200;
  const std::vector<std::size_t> places = Places(original);
  if (places.empty()) return 2;
  const mgl::LintOptions options{20513, {}};  // 2026-03-01
  mgl::ProofMemory memory;
  std::mt19937 random(1);
  std::vector<double> compiling, looking, proving;
  std::map<std::string_view, double> by_rule;
  std::size_t asked = 0, recalled = 0;
  for (int i = -1; i < edits; ++i) {
    std::string text = original;
    if (i >= 0) ++text[places[random() % places.size()]];
    const double begin = Milliseconds();
    const mgl::CompileResult compiled = mgl::Compile(mgl::SourceFile("g.mgl", text));
    if (!compiled.guideline) continue;
    double last = Milliseconds();
    const double compiled_at = last;
    double proofs = 0;
    const auto done = [&](mgl::DiagnosticKind kind) {
      const double now = Milliseconds();
      if (mgl::IsProved(mgl::Info(kind))) proofs += now - last;
      if (i >= 0) by_rule[mgl::Info(kind).code] += now - last;
      last = now;
    };
    mgl::Lint(compiled, options, done, &memory);
    if (i < 0) continue;  // the first is cold
    compiling.push_back(compiled_at - begin);
    looking.push_back(last - compiled_at - proofs);
    proving.push_back(proofs);
    asked += memory.asked();
    recalled += memory.recalled();
  }
  Print("compile", compiling);
  Print("findings without proofs", looking);
  Print("findings by proofs", proving);
  for (const auto& [code, time] : by_rule) {
    const double mean = time / static_cast<double>(proving.size());
    if (mean > 0.5) std::fputs(fmt::format("  {} mean {:5.2f} ms\n", code, mean).c_str(), stdout);
  }
  std::fputs(fmt::format("{} edits; {:.1f} % of {} answers an edit were known\n", proving.size(),
                         100.0 * static_cast<double>(recalled) / static_cast<double>(asked),
                         asked / proving.size())
                 .c_str(),
             stdout);
  return 0;
}
