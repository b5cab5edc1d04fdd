// The phrases that text and page share.
#include <fmt/format.h>

#include "tools/author/trace/trace_output.h"

namespace mgl {
namespace {

std::string QuotedList(const std::vector<std::string_view>& texts) {
  std::string list;
  for (const std::string_view text : texts) {
    list += fmt::format("{}\"{}\"", list.empty() ? "" : "; ", text);
  }
  return list;
}

/// Whether the place where the statement stands says all about where it is from.
bool HasOnePlace(const TracedStatement& statement) {
  return statement.places.empty() ||
         (statement.places.size() == 1 &&
          statement.places[0].first_line == statement.places[0].last_line);
}

std::string ReadingsInWords(const TracedStatement& ambiguity) {
  std::string words = fmt::format("readings: {}; ", fmt::join(ambiguity.readings, ", "));
  if (ambiguity.adopted_reading.empty()) {
    return words + "none is adopted: where they part, it is unknown";
  }
  words += fmt::format("adopted: {}", ambiguity.adopted_reading);
  return ambiguity.because.empty() ? words : words + ", because " + ambiguity.because;
}

}  // namespace

std::string StatementInWords(const TracedStatement& statement) {
  const bool is_left = statement.standing == Standing::kSilent ||
                       statement.standing == Standing::kLeftOut;  // the standing says the keyword
  std::string words = is_left ? "" : statement.keyword;
  if (!statement.name.empty()) words += " " + statement.name;
  if (!statement.title.empty()) {
    words += fmt::format("{}\"{}\"", words.empty() ? "" : " ", statement.title);
  }
  if (statement.adopted) words += *statement.adopted ? ", adopted" : ", not adopted";
  return words;
}

std::string CitationInWords(const TracedCitation& citation) {
  std::string words(citation.key);
  if (!citation.title.empty()) words += fmt::format(": {}", citation.title);
  if (!citation.year.empty()) words += ", " + citation.year;
  if (!citation.doi.empty()) words += fmt::format(", doi {}", citation.doi);
  if (!citation.address.empty()) words += fmt::format(", {}", citation.address);
  return words;
}

std::vector<std::string> DetailsOf(const TracedStatement& statement) {
  std::vector<std::string> details;
  if (!HasOnePlace(statement)) {
    std::string places;
    for (const TracedPlace& place : statement.places) {
      places += (places.empty() ? "from " : ", ") + PlaceName(place);
    }
    details.push_back(std::move(places));
  }
  if (!statement.says.empty()) details.push_back("says: " + statement.says);
  if (!statement.readings.empty()) {
    details.push_back(ReadingsInWords(statement));
  } else if (!statement.because.empty()) {
    details.push_back("because " + statement.because);
  }
  if (!statement.assumed.empty()) details.push_back("assumed because " + statement.assumed);
  if (!statement.interpreted.empty()) {
    details.push_back("interpreted because " + statement.interpreted);
  }
  for (const std::string& change : statement.changed) details.push_back("changed by " + change);
  return details;
}

std::string ExamplesInWords(const TracedStatement& statement) {
  const bool is_reading = statement.adopted.has_value();
  if (statement.examples.empty()) return statement.is_outcome ? "no example expects it" : "";
  return fmt::format("{} by {}: {}", is_reading ? "chosen" : "expected",
                     statement.examples.size() == 1
                         ? "1 example"
                         : fmt::format("{} examples", statement.examples.size()),
                     QuotedList(statement.examples));
}

std::string DeclarationPlace(const TracedStatement& statement) {
  const std::string& path = statement.file;
  return fmt::format("{}:{}", path.substr(path.rfind('/') + 1), statement.line);
}

std::vector<std::pair<std::string, std::string>> HeaderInWords(const Trace& trace) {
  const TraceHeader& header = trace.header;
  std::vector<std::pair<std::string, std::string>> lines;
  if (!header.guideline.intended_use.empty()) {
    lines.emplace_back("intended use", header.guideline.intended_use);
  }
  if (!header.guideline.not_for.empty()) lines.emplace_back("not for", header.guideline.not_for);
  for (const auto& [title, content] : header.source) {
    lines.emplace_back(title == "title" ? "source" : "source's " + title, content);
  }
  if (!trace.document.empty()) lines.emplace_back("text of the source", trace.document);
  for (const std::string_view role : {"author", "encoder", "reviewer"}) {
    bool is_stated = false;
    for (const auto& [title, person] : header.people) {
      if (title != role) continue;
      lines.emplace_back(title, person);
      is_stated = true;
    }
    if (!is_stated) lines.emplace_back(role, "not stated");
  }
  for (const TracedApproval& approval : header.approvals) {
    lines.emplace_back("approved by",
                       fmt::format("{} on {}{}", approval.by, approval.on,
                                   approval.is_current ? "" : ", of another content than this"));
  }
  if (header.approvals.empty()) lines.emplace_back("approved by", "nobody");
  lines.emplace_back("content", "sha256:" + header.guideline.content_hash);
  return lines;
}

std::string TraceTitle(const Trace& trace) {
  const GuidelineHeader& header = trace.header.guideline;
  const std::string name =
      header.version.empty() ? header.name : fmt::format("{} {}", header.name, header.version);
  return header.title.empty() ? name : fmt::format("{} ({})", header.title, name);
}

}  // namespace mgl
