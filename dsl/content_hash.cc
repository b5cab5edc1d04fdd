// SHA-256 comes from nettle.
#include "dsl/content_hash.h"

#include <fmt/format.h>
#include <nettle/sha2.h>

#include <array>
#include <cstdint>

namespace mgl {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string WithoutLayout(std::string_view text) {
  std::string result;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      result += c;
      if (c == '\\' && i + 1 < text.size()) result += text[++i];
      if (c == '"' || c == '\n') in_string = false;
      continue;
    }
    if (c == '#') {
      while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
    } else if (IsBlank(c)) {
      if (!result.empty() && result.back() != ' ') result += ' ';
    } else {
      in_string = c == '"';
      result += c;
    }
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string WithoutApprovals(const SourceFile& source, const ast::Guideline& guideline) {
  std::string text(source.text());
  for (const ast::Approval& approval : guideline.approvals) {
    // Only blanks and comments stand between the keyword and the text behind `by`.
    const std::size_t begin = text.rfind("approved", approval.by.span.begin);
    const std::size_t end = approval.hash.span.end;
    text.replace(begin, end - begin, end - begin, ' ');
  }
  return text;
}

}  // namespace

std::string ContentHash(const SourceFile& source, const ast::Guideline& guideline) {
  const std::string content = WithoutLayout(WithoutApprovals(source, guideline));
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, content.size(), reinterpret_cast<const std::uint8_t*>(content.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  std::string hexadecimal;
  for (const std::uint8_t byte : digest) hexadecimal += fmt::format("{:02x}", byte);
  return hexadecimal;
}

}  // namespace mgl
