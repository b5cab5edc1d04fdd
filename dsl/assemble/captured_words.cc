#include "dsl/assemble/captured_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

PlaceInFile PlaceOfWord(const SourceFile& source, Span word) {
  const Position position = source.PositionOf(word.begin);
  return {source.PathAt(word.begin), position.line, position.column};
}

/// The values of a define or table without a type, where all are bare words; else none.
std::vector<const ast::Expr*> BareValues(const ast::Declaration& declaration) {
  std::vector<const ast::Expr*> values;
  bool are_bare = true;
  const auto add = [&](const ast::ExprPtr& value) {
    if (!value || value->kind == ast::ExprKind::kMissingValue) return;
    are_bare = are_bare && value->kind == ast::ExprKind::kName;
    values.push_back(value.get());
  };
  if (const auto* define = std::get_if<ast::Define>(&declaration)) {
    if (define->type) return {};
    for (const ast::ValueLine& line : define->lines) add(line.value);
  } else if (const auto* table = std::get_if<ast::Table>(&declaration)) {
    if (table->type) return {};
    for (const ast::TableRow& row : table->rows) {
      for (const ast::ExprPtr& value : row.values) add(value);
    }
  }
  return are_bare ? values : std::vector<const ast::Expr*>();
}

std::string ChoicesOfWords(const std::vector<const ast::Expr*>& values) {
  std::vector<std::string> words;
  for (const ast::Expr* value : values) {
    if (std::ranges::find(words, value->name.text) == words.end()) {
      words.push_back(value->name.text);
    }
  }
  return fmt::format("is one of ({})", fmt::join(words, ", "));
}

class CapturedWords {
 public:
  CapturedWords(const SourceFile& source, const Resolution& names, const Assembly& assembly,
                const TakenNames& taken)
      : source_(source), names_(names), assembly_(assembly), taken_(taken) {}

  void Look(const ast::Declaration& declaration) {
    const std::vector<const ast::Expr*> values = BareValues(declaration);
    for (const ast::Expr* value : values) {
      LookAt(*value, names_.Find(value->name.text), declaration, values);
    }
    ForEachExpression(declaration, [&](const ast::Expr& expr) {
      ForEachPart(expr, [&](const ast::Expr& part) {
        if (part.kind != ast::ExprKind::kName) return;
        LookAt(part, names_.expression_symbols.at(part.id), declaration, {});
      });
    });
  }

  Diagnostics Take() { return std::move(found_); }

 private:
  const AssembledFile& FileAt(Span place) const {
    const auto file =
        std::ranges::find(assembly_.files, source_.PathAt(place.begin), &AssembledFile::path);
    return file == assembly_.files.end() ? assembly_.files.front() : *file;
  }
  bool IsOwn(const AssembledFile& file) const { return &file == &assembly_.files.front(); }

  /// `values`: where the word is one of them.
  void LookAt(const ast::Expr& word, Symbol symbol, const ast::Declaration& declaration,
              const std::vector<const ast::Expr*>& values) {
    const ast::DeclarationBase* const by = DeclarationOf(names_, symbol);
    if (by == nullptr) return;
    const AssembledFile& from = FileAt(word.span);
    const AssembledFile& declares = FileAt(by->name.span);
    if (taken_.choices.contains(PlaceOfWord(source_, word.span))) {
      // Of the same file too: `use a as WORD`.
      return Captured(word, symbol, *by, ast::Base(declaration));
    }
    const bool is_used = declares.how == AssembledFile::How::kUsed && declares.level == 0;
    const bool is_own = IsOwn(from) && IsOwn(FileAt(ast::Base(declaration).keyword));
    if (values.empty() || !is_own || !is_used || taken_.asked_for.contains(word.name.text)) return;
    if (!told_.insert(by).second) return;
    found_.push_back(
        {DiagnosticKind::kCapturedWord,
         word.span,
         fmt::format("`{}` is {} of `{}` here, and no choice", word.name.text,
                     KindWithArticle(names_, symbol), declares.path),
         fmt::format("if that is meant, write `use {} from {}`; if a choice, say so in the first "
                     "line: `{}`",
                     word.name.text, source_.Text(declares.named), ChoicesOfWords(values)),
         {{by->name.span, "it is declared here"}}});
  }

  void Captured(const ast::Expr& word, Symbol symbol, const ast::DeclarationBase& by,
                const ast::DeclarationBase& of) {
    if (!told_.insert(&by).second) return;
    const AssembledFile& from = FileAt(word.span);
    const AssembledFile& declares = FileAt(by.name.span);
    const std::string& name = word.name.text;
    const bool is_used = declares.how == AssembledFile::How::kUsed && declares.level == 0;
    Span place = declares.named;
    std::string help =
        fmt::format("let `{}` say the choices of `{}` in its first line: `is one of (…)`",
                    from.path, of.name.text);
    if (IsOwn(declares)) {
      place = by.name.span;
      help = "give it another name here";
    } else if (is_used) {
      help = fmt::format("write `use {} as OTHER_NAME from {}`",
                         source_.Text(source_.OriginOf(by.name.span)), source_.Text(place));
    } else {
      place = from.named;
    }
    Diagnostic found{DiagnosticKind::kCapturedWord, place, "", std::move(help), {}};
    found.message = fmt::format(
        "`{}` is a choice in `{}` of `{}`; {} of this name would make something else "
        "of it",
        name, of.name.text, from.path, KindWithArticle(names_, symbol));
    found.labels.push_back({word.span, "a choice here"});
    if (place != by.name.span) found.labels.push_back({by.name.span, "a name here"});
    found_.push_back(std::move(found));
  }

  const SourceFile& source_;
  const Resolution& names_;
  const Assembly& assembly_;
  const TakenNames& taken_;
  std::set<const ast::DeclarationBase*> told_;
  Diagnostics found_;
};

}  // namespace

void AddChoiceWords(const OtherText& other, std::set<PlaceInFile>& choices) {
  for (const ast::Declaration& declaration : other.file->declarations) {
    ForEachExpression(declaration, [&](const ast::Expr& expr) {
      ForEachPart(expr, [&](const ast::Expr& part) {
        const bool is_choice =
            part.kind == ast::ExprKind::kName &&
            other.names->expression_symbols.at(part.id).kind == SymbolKind::kNone;
        if (is_choice) choices.insert(PlaceOfWord(*other.source, part.span));
      });
    });
  }
}

Diagnostics FindCapturedWords(const SourceFile& source, const ast::File& file,
                              const Resolution& names, const Assembly& assembly,
                              const TakenNames& taken) {
  CapturedWords words(source, names, assembly, taken);
  for (const ast::Declaration& declaration : file.declarations) words.Look(declaration);
  return words.Take();
}

}  // namespace mgl
