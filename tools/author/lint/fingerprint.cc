// The message counts as a whole, for it says of whom a finding is true: what is accepted of one gap
// must not hide another. So do the other places that it shows.
#include "tools/author/lint/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>

#include "dsl/ast/ast.h"
#include "dsl/text/comment.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// FNV-1a.
std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3U;
  }
  return hash;
}

std::string WithoutBlanks(std::string_view text) {
  std::string dense;
  for (const char c : text) {
    if (kBlanks.find(c) == std::string_view::npos) dense += c;
  }
  return dense;
}

std::string WordsAt(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    words += WithoutBlanks(WithoutComment(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return words;
}

/// "rule heavy"; of a declaration without a name, its title; empty where none could be read there.
std::string DeclarationAt(const CompiledText& text, std::size_t offset) {
  const std::vector<ast::Declaration>& declarations = text.file->declarations;
  const auto begins = [](const ast::Declaration& of) { return ast::Base(of).span.begin; };
  const auto behind = std::ranges::upper_bound(declarations, offset, {}, begins);
  if (behind == declarations.begin()) return "";
  const ast::DeclarationBase& base = ast::Base(*std::prev(behind));
  if (base.span.end <= offset) return "";
  std::string name = base.name.text;
  if (name.empty() && base.title) name = base.title->text;
  return fmt::format("{} {}", text.source.Text(base.keyword), name);
}

}  // namespace

std::vector<std::string> Fingerprints(const CompiledText& text, const Diagnostics& findings) {
  std::vector<std::string> fingerprints;
  std::map<std::string, std::size_t> seen;
  for (const Diagnostic& finding : findings) {
    std::string meaning = fmt::format(
        "{}\n{}\n{}\n{}", Info(finding.kind).code, DeclarationAt(text, finding.span.begin),
        WordsAt(text.source.Text(finding.span)), WithoutBlanks(finding.message));
    // Where no number is in the message, what it points to has it.
    for (const Label& label : finding.labels) {
      meaning += "\n" + WordsAt(text.source.Text(label.span));
    }
    const std::size_t before = seen[meaning]++;
    if (before > 0) meaning += fmt::format("\n{}", before);
    fingerprints.push_back(fmt::format("{:016x}", HashOf(meaning)));
  }
  return fingerprints;
}

}  // namespace mgl
