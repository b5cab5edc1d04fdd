#include "dsl/check/text_values.h"

#include <algorithm>

#include "dsl/ast/ast.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool IsLetter(char c) {
  const char lower = LowerCase(c);
  return (lower >= 'a' && lower <= 'z') || c == '_';
}

bool IsText(const ast::ExprPtr& value) { return value && value->kind == ast::ExprKind::kText; }

}  // namespace

TextValues ReadTextValues(std::string_view text) {
  TextValues read;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    read.words.back() += text.substr(0, open);
    text.remove_prefix(open);
    std::size_t end = 1;
    while (end < text.size() && (IsLetter(text[end]) || (end > 1 && IsDigit(text[end])))) ++end;
    const bool is_name = end > 1 && end < text.size() && text[end] == '}';
    if (is_name) {
      read.names.emplace_back(text.substr(1, end - 1));
      read.words.emplace_back();
      text.remove_prefix(end + 1);
    } else if (!text.empty()) {
      read.words.back() += text.front();
      text.remove_prefix(1);
    }
  }
  return read;
}

bool CanBeShownAs(std::string_view text, std::string_view shown) {
  const TextValues values = ReadTextValues(text);
  if (values.names.empty()) return text == shown;
  const std::string& first = values.words.front();
  if (!shown.starts_with(first)) return false;
  shown.remove_prefix(first.size());
  for (std::size_t i = 1; i < values.words.size(); ++i) {
    const bool is_last = i + 1 == values.words.size();
    const std::string& words = values.words[i];
    const std::size_t at = is_last && shown.ends_with(words) ? shown.size() - words.size()
                           : is_last                         ? std::string_view::npos
                                                             : shown.find(words, 1);
    if (at == std::string_view::npos || at == 0) return false;
    shown.remove_prefix(at + words.size());
  }
  return true;
}

bool CanStandInText(const Resolution& resolution, const Symbol& symbol) {
  if (symbol.kind == SymbolKind::kScore) return true;
  if (symbol.kind == SymbolKind::kTable) {
    const ast::Table& table = *resolution.tables[symbol.index];
    return std::ranges::none_of(table.rows, [](const ast::TableRow& row) {
      return std::ranges::any_of(row.values, IsText);
    });
  }
  if (symbol.kind != SymbolKind::kDefine) return false;
  const ast::Define& define = *resolution.defines[symbol.index];
  return define.is_result && std::ranges::none_of(define.lines, [](const ast::ValueLine& line) {
           return IsText(line.value);
         });
}

}  // namespace mgl
