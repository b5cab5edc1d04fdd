// Diagnostics as JSON, for programs.
#include "dsl/diagnostic/diagnostic_json.h"

#include <nlohmann/json.hpp>

#include "dsl/diagnostic/fix.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

void AddPlace(Json& object, Span span, const SourceFile& source) {
  const Position begin = source.PositionOf(span.begin);
  const Position end = source.PositionOf(source.OriginOf(span).end);
  object["line"] = begin.line;
  object["column"] = begin.column;
  object["end_line"] = end.line;
  object["end_column"] = end.column;
}

/// Of all edits, which belong together.
Json FixOf(const Diagnostic& diagnostic, const SourceFile& source) {
  Json fix;
  fix["title"] = FixTitle(diagnostic);
  fix["safe"] = HasSafeFix(diagnostic, source);
  fix["edits"] = Json::array();
  for (const Edit& edit : diagnostic.edits) {
    Json place;
    AddPlace(place, edit.span, source);
    place["offset"] = edit.span.begin;
    place["end_offset"] = edit.span.end;
    place["text"] = edit.text;
    fix["edits"].push_back(std::move(place));
  }
  return fix;
}

Json ToJson(const Diagnostic& diagnostic, const SourceFile& source) {
  Json object;
  object["code"] = Info(diagnostic.kind).code;
  object["level"] = LevelName(LevelOf(diagnostic));
  object["file"] = source.PathAt(diagnostic.span.begin);
  AddPlace(object, diagnostic.span, source);
  object["message"] = diagnostic.message;
  object["help"] = diagnostic.help;
  if (!diagnostic.example.empty()) object["example"] = diagnostic.example;
  object["labels"] = Json::array();
  for (const Label& label : diagnostic.labels) {
    Json place;
    AddPlace(place, label.span, source);
    if (source.has_several_files()) place["file"] = source.PathAt(label.span.begin);
    place["text"] = label.text;
    object["labels"].push_back(std::move(place));
  }
  object["edits"] = Json::array();
  for (const Edit& edit : diagnostic.edits) {
    Json place;
    AddPlace(place, edit.span, source);
    place["text"] = edit.text;
    object["edits"].push_back(std::move(place));
  }
  object["fixes"] = Json::array();
  if (!diagnostic.edits.empty()) object["fixes"].push_back(FixOf(diagnostic, source));
  return object;
}

}  // namespace

std::string RenderJson(const std::vector<FileFindings>& files) {
  Json array = Json::array();
  for (const FileFindings& file : files) {
    for (std::size_t i = 0; i < file.diagnostics->size(); ++i) {
      Json object = ToJson((*file.diagnostics)[i], *file.source);
      if (i < file.cases.size() && !file.cases[i].empty()) {
        object["case"] = Json::parse(file.cases[i]);
      }
      if (i < file.fingerprints.size()) object["fingerprint"] = file.fingerprints[i];
      array.push_back(std::move(object));
    }
  }
  // Names of files may be any bytes: what is not UTF-8 in them is replaced.
  return array.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mgl
