#include "tools/author/lint/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "tools/author/lint/levels.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kVersionKey = "mgl_baseline";
constexpr int kBaselineVersion = 1;
constexpr const char* kHelp = "write it anew: mgl lint --baseline FILE --write-baseline …";

Error Broken(const std::string& path, std::string_view why) {
  return {fmt::format("{} is no baseline: {}", path, why), kHelp};
}

std::optional<std::string> TextAt(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

/// Where the parser stopped; `byte` counts from 1.
std::string PlaceOf(const std::string& text, std::size_t byte) {
  const std::string before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return fmt::format("{}:{}", std::ranges::count(before, '\n') + 1, before.size() - line_begin + 1);
}

}  // namespace

Result<Baseline> Baseline::Read(const std::string& text, const std::string& path) {
  if (text.size() > kMostBaselineBytes) return Broken(path, "it is larger than 64 MiB");
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& failure) {
    return Broken(fmt::format("{}:{}", path, PlaceOf(text, failure.byte)),
                  "from there on it cannot be read as JSON");
  }
  const auto version = json.is_object() ? json.find(kVersionKey) : json.end();
  if (!json.is_object() || version == json.end() || !version->is_number_integer()) {
    return Broken(path, fmt::format("it has no `{}`", kVersionKey));
  }
  if (*version != kBaselineVersion) return Broken(path, "another version of mgl wrote it");
  const auto findings = json.find("findings");
  if (findings == json.end() || !findings->is_array()) return Broken(path, "it has no `findings`");
  Baseline baseline;
  for (std::size_t i = 0; i < findings->size(); ++i) {
    const Json& entry = (*findings)[i];
    const auto part = [&](const char* key) {
      return entry.is_object() ? TextAt(entry, key) : std::nullopt;
    };
    const auto file = part("file");
    const auto code = part("code");
    const auto fingerprint = part("fingerprint");
    if (!file || !code || !fingerprint) {
      return Broken(path,
                    fmt::format("finding {} in it lacks its file, code or fingerprint", i + 1));
    }
    baseline.Add({*file, *code, *fingerprint, part("message").value_or("")});
  }
  return baseline;
}

void Baseline::Add(BaselineEntry entry) {
  Key key(entry.file, entry.fingerprint);
  known_.insert_or_assign(std::move(key), Known{std::move(entry)});
}

std::size_t Baseline::KeepBack(const std::string& file, Diagnostics& findings,
                               std::vector<std::string>& fingerprints) {
  const bool is_readable = std::ranges::none_of(
      findings, [](const Diagnostic& finding) { return IsLanguageError(Info(finding.kind)); });
  if (is_readable) {
    for (auto known = known_.lower_bound({file, ""});
         known != known_.end() && known->first.first == file; ++known) {
      known->second.state = State::kGone;
    }
  }
  Diagnostics left;
  std::vector<std::string> left_fingerprints;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto known = known_.find({file, fingerprints[i]});
    if (known != known_.end() && !IsLanguageError(Info(findings[i].kind))) {
      known->second.state = State::kFound;
      continue;
    }
    left.push_back(std::move(findings[i]));
    left_fingerprints.push_back(std::move(fingerprints[i]));
  }
  const std::size_t kept_back = findings.size() - left.size();
  findings = std::move(left);
  fingerprints = std::move(left_fingerprints);
  return kept_back;
}

std::vector<BaselineEntry> Baseline::Gone() const {
  std::vector<BaselineEntry> gone;
  for (const auto& [key, known] : known_) {
    if (known.state == State::kGone) gone.push_back(known.entry);
  }
  return gone;
}

std::string Baseline::Text() const {
  std::vector<const BaselineEntry*> entries;
  for (const auto& [key, known] : known_) entries.push_back(&known.entry);
  std::ranges::sort(entries, {}, [](const BaselineEntry* entry) {
    return std::tie(entry->file, entry->code, entry->message, entry->fingerprint);
  });
  std::string text =
      fmt::format("{{\n  \"{}\": {},\n  \"findings\": [", kVersionKey, kBaselineVersion);
  for (const BaselineEntry* entry : entries) {
    const auto quoted = [](const std::string& part) {
      return Json(part).dump(-1, ' ', false, Json::error_handler_t::replace);
    };
    text += entry == entries.front() ? "\n    " : ",\n    ";
    text += fmt::format(R"({{"file": {}, "code": {}, "fingerprint": {}, "message": {}}})",
                        quoted(entry->file), quoted(entry->code), quoted(entry->fingerprint),
                        quoted(entry->message));
  }
  return text + (entries.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace mgl
