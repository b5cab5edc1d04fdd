// What the parts of the checker work on. Part of check.h's phase.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/check.h"

namespace mgl {

struct CheckContext {
  CheckContext(const ast::File& parsed_file, const Resolution& names);

  const ast::File& file;
  const Resolution& resolution;
  Checked checked;
  std::vector<ExprType> fact_types;    // kError: the fact's own declaration was reported
  std::vector<ExprType> define_types;  // kError also while it is not yet known
  std::set<std::string, std::less<>>
      broken_substances;                       // declared wrongly: conversions stay silent
  std::set<std::string, std::less<>> choices;  // of all facts
  Diagnostics diagnostics;

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

}  // namespace mgl
