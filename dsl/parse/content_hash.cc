// SHA-256 comes from nettle.
#include "dsl/parse/content_hash.h"

#include <fmt/format.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/parse/format_tokens.h"

namespace mgl {
namespace {

/// Where each `approved by` and `confirmed by` line begins and ends.
std::vector<Span> SignaturesOf(const SourceFile& source, const ast::File& file) {
  std::vector<Span> spans;
  // Only blanks and comments stand between the keyword and the text behind `by`.
  const auto add = [&](std::string_view keyword, Span by, Span last) {
    const std::size_t begin = source.text().rfind(keyword, by.begin);
    spans.push_back({static_cast<std::uint32_t>(begin), last.end});
  };
  for (const ast::Declaration& declaration : file.declarations) {
    if (const auto* guideline = std::get_if<ast::Guideline>(&declaration)) {
      for (const ast::Approval& item : guideline->approvals) {
        add("approved", item.by.span, item.hash.span);
      }
    } else if (const auto* example = std::get_if<ast::Example>(&declaration)) {
      for (const ast::Confirmation& item : example->confirmations) {
        add("confirmed", item.by.span, item.on.span);
      }
    }
  }
  return spans;
}

/// The tokens in order, each behind what it begins and before a zero byte, which no text holds.
std::string Content(const SourceFile& source, const SyntaxTree& tree, const ast::File& file) {
  const std::vector<Span> signatures = SignaturesOf(source, file);
  LineStarts starts;
  std::string content;
  for (const SyntaxNode& node : tree.nodes) {
    starts.Begin(node);
    if (!IsLeaf(node.kind)) continue;
    const bool left_out = std::ranges::any_of(signatures, [&](Span span) {
      return span.begin <= node.span.begin && node.span.begin < span.end;
    });
    const auto index = static_cast<std::uint32_t>(&node - tree.nodes.data());
    for (const WrittenLeaf& leaf : WrittenForm(source, tree, index)) {
      const LineStart start = starts.TakeLeaf(leaf.text);
      if (left_out) continue;
      content += static_cast<char>('0' + static_cast<int>(start));
      content += leaf.text;
      content += '\0';
    }
  }
  return content;
}

}  // namespace

std::string Sha256(std::string_view content) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, content.size(), reinterpret_cast<const std::uint8_t*>(content.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  std::string hexadecimal;
  for (const std::uint8_t byte : digest) hexadecimal += fmt::format("{:02x}", byte);
  return hexadecimal;
}

std::string ContentHash(const SourceFile& source, const SyntaxTree& tree, const ast::File& file) {
  return Sha256(Content(source, tree, file));
}

}  // namespace mgl
