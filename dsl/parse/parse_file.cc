// Parse: the limits of a text, then the grammar, then the tree.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/parse/content_hash.h"
#include "dsl/parse/line_ends.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse.h"
#include "dsl/parse/parse_build.h"
#include "dsl/parse/parse_choice_habits.h"
#include "dsl/parse/parse_fact_habits.h"
#include "dsl/parse/parse_kind_habits.h"
#include "dsl/parse/parse_tree.h"
#include "dsl/parse/repeated_signs.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

std::size_t FirstControlCharacter(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool lone_return = c == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
    const bool allowed = c == '\t' || c == '\n' || (c == '\r' && !lone_return);
    if ((c < 0x20 && !allowed) || c == 0x7F) return i;
  }
  return text.size();
}

std::string HexByte(char c) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'0', 'x', kDigits[byte / 16], kDigits[byte % 16]};
}

/// A file of another program, by its first bytes.
std::optional<Diagnostic> CheckFirstBytes(std::string_view text) {
  struct FileKind {
    std::string_view begin;
    std::string_view what;
    std::string_view help;
  };
  constexpr std::string_view kSave = "save it there as plain text, with the encoding UTF-8";
  const FileKind kinds[] = {
      {"{\\rtf", "a file of a word processor (.rtf)", kSave},
      {"PK\x03\x04", "a file of a word processor (.docx, .odt) or another archive", kSave},
      {"\xD0\xCF\x11\xE0", "a file of a word processor (.doc)", kSave},
      {"%PDF-", "a PDF file", "copy its text into a file of plain text"},
      {"<!DOCTYPE", "a web page", "copy its text into a file of plain text"},
      {"<html", "a web page", "copy its text into a file of plain text"},
  };
  for (const FileKind& kind : kinds) {
    if (!text.starts_with(kind.begin)) continue;
    return Diagnostic{DiagnosticKind::kNotPlainText,
                      {0, 1},
                      "this is " + std::string(kind.what) + ", not plain text",
                      std::string(kind.help),
                      {}};
  }
  return std::nullopt;
}

/// What makes a text unreadable as a whole.
std::optional<Diagnostic> CheckText(std::string_view text) {
  const auto at_byte = [](std::size_t at) {
    return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
  };
  if (text.size() > kMaxSourceBytes) {
    return Diagnostic{DiagnosticKind::kTooLarge,
                      {0, 0},
                      "this file is larger than 4 MiB",
                      "split it, or remove what is not part of it",
                      {}};
  }
  if (std::optional<Diagnostic> other = CheckFirstBytes(text)) return other;
  if (const std::size_t at = FindInvalidUtf8(text); at < text.size()) {
    return Diagnostic{DiagnosticKind::kNotUtf8,
                      at_byte(at),
                      "the byte " + HexByte(text[at]) + " is no UTF-8 text",
                      "save the file with the encoding UTF-8",
                      {}};
  }
  if (std::optional<Diagnostic> ends = SayOddLineEnds(text)) return ends;
  if (const std::size_t at = FirstControlCharacter(text); at < text.size()) {
    return Diagnostic{DiagnosticKind::kControlCharacter,
                      at_byte(at),
                      "the control character " + HexByte(text[at]) + " stands in the text",
                      "remove it; of the control characters only tabs and line ends are allowed",
                      {}};
  }
  return std::nullopt;
}

/// Cuts the tree behind the last declaration that is allowed.
std::optional<Diagnostic> CutToLimit(SyntaxTree& tree) {
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < tree.nodes.size(); i = tree.nodes[i].next) {
    if (++count <= kMaxDeclarations) continue;
    const Span keyword = tree.nodes[i + 1].span;
    tree.nodes.resize(i);
    return Diagnostic{
        DiagnosticKind::kTooManyDeclarations,
        keyword,
        "this file has more than " + std::to_string(kMaxDeclarations) + " declarations",
        "split it, or remove what is not part of it",
        {}};
  }
  return std::nullopt;
}

/// A word of the language taken for a name is one mistake, wherever the name is used.
void KeepFirstOfReservedNames(const SourceFile& source, Diagnostics& diagnostics) {
  std::set<std::string_view> words;
  std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
    const std::string_view word = source.Text(diagnostic.span);
    if (diagnostic.kind == DiagnosticKind::kUnexpectedText) return words.contains(word);
    return diagnostic.kind == DiagnosticKind::kReservedWord && !words.insert(word).second;
  });
}

/// A name that is none (`kidney failure`) is one mistake, wherever it is used.
void KeepFirstOfWideNames(const SourceFile& source, const SyntaxTree& tree, ast::File& file,
                          Diagnostics& diagnostics) {
  for (const BrokenLine& line : tree.broken_lines) {
    const std::string_view title =
        line.is_header ? TitleWithoutName(source.Text(line.span)) : std::string_view();
    if (!title.empty()) file.broken_names.insert(NameOfTitle(title));
    if (!line.is_header) continue;
    const std::string_view header = source.Text(line.span);
    const std::string_view written = WrittenName(header);
    std::vector<std::string> wide = WideChoicesIn(header);
    for (const std::string& choice : wide) file.broken_names.insert(NameOfTitle(choice));
    if (!AsName(written).empty()) {
      file.broken_names.insert(AsName(written));
      wide.emplace_back(written);
    }
    const std::string_view owner = WordAt(header, SkipBlanks(header, WordAt(header, 0).size()));
    std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
      const std::uint32_t at = diagnostic.span.begin;
      if (at >= line.span.begin && at < line.span.end) return false;
      // A digit is such a choice only behind the name: `stage is 2`.
      const std::size_t row = LineBegin(source.text(), at);
      const std::string_view before = source.text().substr(row, at - row);
      const bool is_digit = at < source.text().size() && IsDigit(source.text()[at]);
      if (is_digit && before.find(owner) == before.npos) return false;
      return std::ranges::any_of(wide, [&](const std::string& words) {
        const std::size_t from = at - std::min<std::size_t>(at, words.size());
        const std::size_t use = source.text().find(words, from);
        const std::size_t end = use + words.size();  // `1+` ends before the place
        return use != std::string_view::npos && use <= at &&
               (at < end || (at == end && !IsWordCharacter(words.back())));
      });
    });
  }
}

/// Declarations that were pasted twice.
void NoteDoubled(const SourceFile& source, ast::File& file) {
  std::map<std::string_view, std::string_view> wholes;  // by the first line
  for (const ast::Declaration& declaration : file.declarations) {
    const ast::DeclarationBase& base = ast::Base(declaration);
    if (base.name.text.empty()) continue;
    const std::string_view whole = source.Text(base.span);
    const std::string_view first = whole.substr(0, whole.find('\n'));
    const auto [known, is_new] = wholes.emplace(first, whole);
    if (is_new) continue;
    const auto line_of = [&](std::uint32_t at) {
      return std::count(source.text().begin(), source.text().begin() + at, '\n') + 1;
    };
    const auto begin = line_of(base.span.begin);
    const auto end = line_of(base.span.end);
    file.doubled[base.name.span.begin] =
        known->second == whole
            ? (begin == end
                   ? fmt::format("it stands there in the same words: remove line {}", begin)
                   : fmt::format("it stands there in the same words: remove lines {} to {}", begin,
                                 end))
            : std::string("it is declared twice: keep one of the two");
  }
}

void NoteBrokenKinds(const Diagnostics& diagnostics, ast::File& file) {
  for (const ast::Declaration& declaration : file.declarations) {
    const ast::DeclarationBase& base = ast::Base(declaration);
    const bool is_broken = std::ranges::any_of(diagnostics, [&](const Diagnostic& diagnostic) {
      return diagnostic.message.starts_with(kUnitBehindIn) &&
             diagnostic.span.begin >= base.span.begin && diagnostic.span.begin < base.span.end;
    });
    if (is_broken) file.broken_kinds.insert(base.name.span.begin);
  }
}

/// Lines without their declaration mean that names may be lost, which are then not reported as
/// unknown.
void NoteLostNames(const SourceFile& source, const Diagnostics& diagnostics, ast::File& file) {
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool is_about_line = diagnostic.kind == DiagnosticKind::kUnknownDeclaration ||
                               diagnostic.kind == DiagnosticKind::kUnknownClause ||
                               diagnostic.kind == DiagnosticKind::kRepeatedClause;
    if (!is_about_line || !IsReserved(WordAt(source.text(), diagnostic.span.begin))) continue;
    file.misplaced_lines = true;
    file.broken_guideline = true;
  }
}

}  // namespace

ParseResult Parse(const SourceFile& source) {
  const auto file = std::make_shared<ast::File>();
  ParseResult result{file, {}};
  if (std::optional<Diagnostic> unreadable = CheckText(source.text())) {
    result.diagnostics.push_back(std::move(*unreadable));
    file->broken_guideline = true;
    return result;
  }
  SyntaxTree tree = ReadSyntax(source, result.diagnostics);
  if (std::optional<Diagnostic> too_many = CutToLimit(tree)) {
    result.diagnostics.push_back(std::move(*too_many));
  }
  BuildFile(tree, source, *file, result.diagnostics);
  NoteLostNames(source, result.diagnostics, *file);
  NoteBrokenKinds(result.diagnostics, *file);
  NoteDoubled(source, *file);
  KeepFirstOfWideNames(source, tree, *file, result.diagnostics);
  SortDiagnostics(result.diagnostics);
  JoinRepeatedSigns(source, result.diagnostics);
  JoinRepeatedLines(source, result.diagnostics);
  JoinTextFacts(source, result.diagnostics);
  KeepFirstOfReservedNames(source, result.diagnostics);
  if (!HasErrors(result.diagnostics)) {
    file->content_hash = ContentHash(source, tree, *file);
  }
  return result;
}

}  // namespace mgl
