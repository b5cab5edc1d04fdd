// What the parts of the checker work on. Part of check.h's phase.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/check/check.h"
#include "dsl/diagnostic/repeated_mistakes.h"

namespace mgl {

struct CheckContext {
  CheckContext(const ast::File& parsed_file, const Resolution& names);
  CheckContext(const CheckContext&) = delete;
  CheckContext& operator=(const CheckContext&) = delete;

  const ast::File& file;
  const Resolution& resolution;
  Checked checked;
  std::vector<ExprType> fact_types;  // kError: the fact's own declaration was reported
  std::set<std::string, std::less<>>
      broken_substances;                       // declared wrongly: conversions stay silent
  std::set<std::string, std::less<>> choices;  // of all lists
  Diagnostics diagnostics;
  RepeatedMistakes repeated{diagnostics};
  std::size_t comparisons = 0;  // of unknown choices with known ones, for suggestions

  /// Nothing where the same was reported at this place already.
  void Report(Diagnostic diagnostic);
  void Report(DiagnosticKind kind, Span span, std::string message, std::string help = "",
              std::vector<Label> labels = {});

 private:
  std::set<std::tuple<DiagnosticKind, std::uint32_t, std::uint32_t>> reported_;
};

/// `word` must be one of `allowed`: "`soon` is no urgency".
void CheckWord(CheckContext& context, const ast::Name& word, std::string_view what,
               const std::vector<std::string>& allowed);

/// `choice` is none of the owner's; `subject` is what should have it, in words. Once for all
/// places.
void ReportUnknownChoice(CheckContext& context, const ast::ChoiceOwner& owner,
                         const ast::Name& choice, const std::string& subject);

}  // namespace mgl
