// One record a place and statement, so that a spreadsheet can filter and sort them.
#include <array>

#include "tools/author/trace/trace_output.h"
#include "tools/io/csv/csv_writer.h"

namespace mgl {
namespace {

constexpr const char* kColumns =
    "place,source_text,standing,keyword,name,title,file,line,says,adopted,assumed,interpreted,"
    "because,citations,references,examples,changed\n";
constexpr std::size_t kStatementColumns = 14;  // from `keyword` on

void AppendRecord(std::string& out, std::initializer_list<std::string_view> fields) {
  bool is_first = true;
  for (const std::string_view field : fields) {
    if (!is_first) out += ',';
    AppendCsvField(out, field);
    is_first = false;
  }
}

template <typename Items, typename Text>
std::string List(const Items& items, const Text& text) {
  std::string list;
  for (const auto& item : items) {
    if (!list.empty()) list += " | ";
    list += text(item);
  }
  return list;
}

std::string AdoptedCell(const TracedStatement& statement) {
  if (statement.adopted) return *statement.adopted ? "yes" : "no";
  return statement.adopted_reading;
}

void AppendStatement(std::string& out, std::string_view place, std::string_view text,
                     const TracedStatement& statement) {
  const auto itself = [](std::string_view item) { return item; };
  AppendRecord(
      out, {place, text, StandingName(statement.standing), statement.keyword, statement.name,
            statement.title, statement.file, std::to_string(statement.line), statement.says,
            AdoptedCell(statement), statement.assumed, statement.interpreted, statement.because,
            List(statement.citations, [](const TracedCitation& citation) { return citation.key; }),
            List(statement.citations, CitationInWords), List(statement.examples, itself),
            List(statement.changed, itself)});
  out += '\n';
}

}  // namespace

std::string TraceCsv(const Trace& trace) {
  std::string out = kColumns;
  for (const TracedPart& part : trace.parts) {
    const std::string place = PartName(part);
    for (const std::uint32_t id : part.statements) {
      AppendStatement(out, place, part.text, trace.statements[id]);
    }
    if (part.statements.empty()) {
      AppendRecord(
          out, {place, part.text, part.state == PartState::kBlank ? "blank" : "unaccounted for"});
      out += std::string(kStatementColumns, ',') + '\n';
    }
  }
  for (const auto* ids : {&trace.without_place, &trace.inputs}) {
    for (const std::uint32_t id : *ids) AppendStatement(out, "", "", trace.statements[id]);
  }
  return out;
}

}  // namespace mgl
