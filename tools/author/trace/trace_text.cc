// Place after place; what a statement says of itself stands below it.
#include <fmt/format.h>

#include "tools/author/trace/trace_output.h"
#include "tools/words/one_line.h"
#include "tools/words/text_page.h"

namespace mgl {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kStandingColumn = 13;

Ink InkOf(Standing standing) {
  switch (standing) {
    case Standing::kQuoted:
      return Ink::kGood;
    case Standing::kInterpreted:
    case Standing::kAssumed:
      return Ink::kOpen;
    case Standing::kAdded:
      return Ink::kBad;
    case Standing::kInput:
    case Standing::kSilent:
    case Standing::kLeftOut:
      return Ink::kFaint;
  }
  return Ink::kPlain;
}

class TextTrace {
 public:
  TextTrace(const Trace& trace, bool color) : trace_(trace), page_(kWidth, color) {}

  std::string Write() {
    AddHeader();
    for (std::size_t i = 0; i < trace_.parts.size(); ++i) AddPart(i);
    AddStatements("without a place in the source", trace_.without_place);
    AddInputs();
    if (!trace_.counts.unaccounted.empty()) {
      page_.Blank();
      page_.Add(0, "unaccounted for: ", Ink::kBad,
                "line " + LinesInWords(trace_.counts.unaccounted) + " of " + trace_.document);
    }
    page_.Blank();
    page_.Add(0, SummaryLine(trace_), Ink::kBold);
    return page_.Take();
  }

 private:
  void AddHeader() {
    page_.Add(0, OnOneLine(TraceTitle(trace_)), Ink::kBold);
    page_.Add(0, StatusLine(trace_.header.guideline), Ink::kOpen);
    for (const auto& [title, content] : HeaderInWords(trace_)) {
      page_.Add(0, title + ": ", Ink::kFaint, OnOneLine(content));
    }
  }

  void AddPart(std::size_t index) {
    const TracedPart& part = trace_.parts[index];
    if (part.state == PartState::kBlank && part.statements.empty()) return;
    page_.Blank();
    page_.Add(0, PartName(part) + (part.text.empty() ? "" : "  "), Ink::kBold,
              OnOneLine(part.text));
    if (part.state == PartState::kUnaccounted) page_.Add(2, "unaccounted for", Ink::kBad);
    for (const std::uint32_t id : part.statements) {
      const TracedStatement& statement = trace_.statements[id];
      if (statement.part == index) {
        AddInFull(statement);
      } else {
        AddStatement(statement,
                     fmt::format(" (as at {})", PartName(trace_.parts[*statement.part])));
      }
    }
  }

  void AddStatement(const TracedStatement& statement, const std::string& remark) {
    page_.Add(2, fmt::format("{:<{}}", StandingName(statement.standing), kStandingColumn),
              InkOf(statement.standing), OnOneLine(StatementInWords(statement)) + remark);
  }

  void AddInFull(const TracedStatement& statement) {
    AddStatement(statement, fmt::format(" ({})", DeclarationPlace(statement)));
    std::vector<std::string> details = DetailsOf(statement);
    for (const TracedCitation& citation : statement.citations) {
      details.push_back("cites " + CitationInWords(citation));
    }
    details.push_back(ExamplesInWords(statement));
    for (const std::string& detail : details) {
      if (!detail.empty()) page_.Add(2 + kStandingColumn, OnOneLine(detail), Ink::kFaint);
    }
  }

  void AddStatements(std::string_view title, const std::vector<std::uint32_t>& ids) {
    if (ids.empty()) return;
    page_.Blank();
    page_.Add(0, title, Ink::kBold);
    for (const std::uint32_t id : ids) AddInFull(trace_.statements[id]);
  }

  void AddInputs() {
    if (trace_.inputs.empty()) return;
    std::string names;
    for (const std::uint32_t id : trace_.inputs) {
      names += (names.empty() ? "" : ", ") + trace_.statements[id].name;
    }
    page_.Blank();
    page_.Add(0, "facts without a place: they are asked for and state nothing", Ink::kBold);
    page_.Add(2, names);
  }

  const Trace& trace_;
  TextPage page_;
};

}  // namespace

std::string TraceText(const Trace& trace, bool color) { return TextTrace(trace, color).Write(); }

}  // namespace mgl
