// Looks at the first line that holds something.
#include "tools/io/cases/case_format.h"

#include <array>
#include <utility>

#include "engine/text/plain_text.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {
namespace {

constexpr std::array kNames = {
    std::pair{std::string_view("csv"), CaseFormat::kCsv},
    std::pair{std::string_view("ndjson"), CaseFormat::kNdjson},
    std::pair{std::string_view("json"), CaseFormat::kJson},
    std::pair{std::string_view("yaml"), CaseFormat::kYaml},
};

constexpr std::array kEndings = {
    std::pair{std::string_view(".csv"), CaseFormat::kCsv},
    std::pair{std::string_view(".tsv"), CaseFormat::kCsv},
    std::pair{std::string_view(".ndjson"), CaseFormat::kNdjson},
    std::pair{std::string_view(".jsonl"), CaseFormat::kNdjson},
    std::pair{std::string_view(".json"), CaseFormat::kJson},
    std::pair{std::string_view(".yaml"), CaseFormat::kYaml},
    std::pair{std::string_view(".yml"), CaseFormat::kYaml},
};

/// Whether `text` ends with `ending` (in small letters), in any case; it is then cut off.
bool TakeEnding(std::string_view& text, std::string_view ending) {
  if (text.size() < ending.size()) return false;
  if (!EqualsIgnoringCase(text.substr(text.size() - ending.size()), ending)) return false;
  text.remove_suffix(ending.size());
  return true;
}

std::optional<CaseFormat> FormatOfName(std::string_view name) {
  if (!TakeEnding(name, ".gz")) TakeEnding(name, ".zst");
  for (const auto& [ending, format] : kEndings) {
    if (TakeEnding(name, ending)) return format;
  }
  return std::nullopt;
}

std::string_view WithoutMark(std::string_view text) {
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  return text.starts_with(kUtf8Mark) ? text.substr(kUtf8Mark.size()) : text;
}

/// The first line with something but a comment in it, without blanks around it.
std::string_view FirstLine(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = Trimmed(text.substr(0, end));
    if (!line.empty() && !line.starts_with('#')) return line;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return {};
}

bool IsMarker(std::string_view line, std::string_view marker) {
  return line == marker ||
         (line.starts_with(marker) && (line[marker.size()] == ' ' || line[marker.size()] == '\t'));
}

/// Whether the line is `name: …` with a name that a fact or a key may have.
bool StartsWithKey(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return false;
  constexpr std::string_view kBetweenColumns = ",;\t|";
  return line.substr(0, colon).find_first_of(kBetweenColumns) == std::string_view::npos;
}

bool LooksLikeYaml(std::string_view line) {
  if (IsMarker(line, "---") || IsMarker(line, "%YAML") || IsMarker(line, "-")) return true;
  if (line.starts_with('[')) {
    const std::string_view rest = Trimmed(line.substr(1));
    return rest.empty() || rest.starts_with('{') || rest.starts_with(']');
  }
  return line.starts_with('{') || StartsWithKey(line);
}

/// Whether `text` begins an array of JSON; YAML and CSV have other things behind such a bracket.
bool IsJsonArray(std::string_view text, std::optional<CaseFormat> named) {
  text = Trimmed(text);
  if (!text.starts_with('[')) return false;
  text = Trimmed(text.substr(1));
  if (text.starts_with('{')) {
    text = Trimmed(text.substr(1));
    return text.empty() || text.starts_with('"') || text.starts_with('}');
  }
  if (named == CaseFormat::kJson || text.empty()) return true;
  constexpr std::string_view kValues = "]\"[-0123456789";
  if (kValues.find(text[0]) != kValues.npos) return true;
  const std::string_view word = text.substr(0, text.find_first_not_of("aeflnrstu"));
  return word == "null" || word == "true" || word == "false";
}

}  // namespace

std::optional<CaseFormat> CaseFormatNamed(std::string_view word) {
  for (const auto& [name, format] : kNames) {
    if (word == name) return format;
  }
  return std::nullopt;
}

std::vector<std::string> CaseFormatNames() {
  std::vector<std::string> names;
  for (const auto& [name, format] : kNames) names.emplace_back(name);
  return names;
}

CaseFormat DetectCaseFormat(std::string_view start, std::string_view name) {
  const std::optional<CaseFormat> named = FormatOfName(name);
  start = WithoutMark(start);
  const bool may_be_array = named != CaseFormat::kYaml && named != CaseFormat::kNdjson;
  if (may_be_array && IsJsonArray(start, named)) return CaseFormat::kJson;
  const std::string_view line = FirstLine(start);
  if (line.starts_with('{') && named != CaseFormat::kYaml) {
    const std::string_view rest = Trimmed(line.substr(1));
    if (rest.starts_with('"') || rest.starts_with('}')) return CaseFormat::kNdjson;
  }
  if (named != CaseFormat::kNdjson && LooksLikeYaml(line)) return CaseFormat::kYaml;
  return named.value_or(CaseFormat::kCsv);
}

}  // namespace mgl
