// Numbers stay the text that was written; no value becomes a binary float. Everything on a line is
// checked, ignored values too.
#include "tools/io/json/ndjson_line.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/batch/simd_level.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "tools/io/bytes/line_reader.h"
#include "tools/io/cases/cohort.h"

namespace mgl {
namespace {

namespace ondemand = simdjson::ondemand;
static_assert(LineReader::kPaddingBytes >= simdjson::SIMDJSON_PADDING);

constexpr int kDeepest = 16;  // objects and arrays in each other

struct Problem {
  const char* place;  // in the line; null: the whole line
  std::string reason;
};

/// `unit`: what was read.
std::string ReasonOf(simdjson::error_code error, std::string_view unit) {
  switch (error) {
    case simdjson::INCORRECT_TYPE:
    case simdjson::SCALAR_DOCUMENT_AS_VALUE:
      return fmt::format("the {} is no JSON object", unit);
    case simdjson::UNCLOSED_STRING:
      return "a text in quotes is not closed";
    case simdjson::UNESCAPED_CHARS:
      return "a text in quotes holds a control character";
    case simdjson::STRING_ERROR:
      return "a text in quotes has an invalid escape";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return fmt::format("the {} does not end with the `}}` of its object", unit);
    default:
      return fmt::format("the {} is not valid JSON", unit);
  }
}

std::size_t DigitsLength(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// Whether `text` is a number as JSON writes it.
bool IsNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t whole = DigitsLength(text);
  if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
  text.remove_prefix(whole);
  if (text.starts_with('.')) {
    const std::size_t decimals = DigitsLength(text.substr(1));
    if (decimals == 0) return false;
    text.remove_prefix(1 + decimals);
  }
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && DigitsLength(text) == text.size();
}

}  // namespace

namespace {

/// The parser's own kernels are at the level of all others. Else it would ask the environment.
void ChooseParserLevel() {
  static const bool chosen = [] {
    const std::string_view level =
        ChosenFunction<const char*>({"icelake", nullptr, "haswell", "westmere", "fallback"});
    const auto* implementation = simdjson::get_available_implementations()[level];
    const bool runs = implementation != nullptr && implementation->supported_by_runtime_system();
    if (!runs) implementation = simdjson::get_available_implementations()["fallback"];
    if (implementation != nullptr) simdjson::get_active_implementation() = implementation;
    return true;
  }();
  static_cast<void>(chosen);
}

}  // namespace

/// Reads the object of one line into a case. Its texts are views into the line and into the
/// parser's memory, valid until the next line.
class NdjsonLine::Parser {
 public:
  Parser(KeyedCase& keyed, Kind kind)
      : keyed_(keyed), unit_(kind == Kind::kLine ? "line" : "element") {
    ChooseParserLevel();
  }

  std::optional<Problem> Read(std::string_view line) {
    const simdjson::padded_string_view padded(line.data(), line.size(),
                                              line.size() + simdjson::SIMDJSON_PADDING);
    if (const auto error = parser_.iterate(padded).get(document_)) return ErrorIn(line, error);
    ondemand::object object;
    if (const auto error = document_.get_object().get(object)) return AtLocation(error);
    if (auto problem = ReadCase(object)) return problem;
    const bool at_end = document_.current_location().error() == simdjson::OUT_OF_BOUNDS;
    if (at_end) return std::nullopt;
    return AtLocation(simdjson::INCOMPLETE_ARRAY_OR_OBJECT);
  }

 private:
  Problem ErrorIn(std::string_view line, simdjson::error_code error) const {
    const std::size_t invalid = FindInvalidUtf8(line);
    if (invalid < line.size()) return {line.data() + invalid, "the text is not valid UTF-8"};
    return {nullptr, ReasonOf(error, unit_)};
  }

  Problem AtLocation(simdjson::error_code error) {
    const char* place = nullptr;
    if (document_.current_location().get(place) != simdjson::SUCCESS) place = nullptr;
    return {place, ReasonOf(error, unit_)};
  }

  std::optional<Problem> ReadCase(ondemand::object& object) {
    for (auto entry : object) {
      ondemand::field field;
      if (const auto error = std::move(entry).get(field)) return AtLocation(error);
      const char* const place = field.key().raw() - 1;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return AtLocation(error);
      if (HoldsNul(key)) return Problem{place, std::string(kHoldsNul)};
      KeyedValue value;
      if (auto problem = ReadValue(field.value(), value)) return problem;
      if (!keyed_.Add(key, value)) {
        return Problem{place,
                       fmt::format("the key `{}` stands twice in the object", ShownName(key))};
      }
    }
    return std::nullopt;
  }

  std::optional<Problem> ReadValue(ondemand::value source, KeyedValue& value) {
    ondemand::json_type type;
    if (const auto error = source.type().get(type)) return AtLocation(error);
    if (type == ondemand::json_type::object) return ReadValueObject(source, value);
    value.is_number = type == ondemand::json_type::number;
    if (type != ondemand::json_type::array) return ReadScalar(source, type, value.text);
    value.problem = kIsList;
    return CheckNested(source, 2);
  }

  /// See ValueObject; its keys in any order.
  std::optional<Problem> ReadValueObject(ondemand::value source, KeyedValue& value) {
    value.is_object = true;
    ondemand::object object;
    if (const auto error = source.get_object().get(object)) return AtLocation(error);
    value.has_value = false;
    std::vector<std::string_view> keys;
    for (auto entry : object) {
      ondemand::field field;
      if (const auto error = std::move(entry).get(field)) return AtLocation(error);
      const char* const place = field.key().raw() - 1;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return AtLocation(error);
      ondemand::value inner = field.value();
      ondemand::json_type type;
      if (const auto error = inner.type().get(type)) return AtLocation(error);
      std::string_view* const part = PartOf(key, value.text, value.object);
      std::string_view text;
      const bool nested = type == ondemand::json_type::object || type == ondemand::json_type::array;
      auto problem = nested ? CheckNested(inner, 3) : ReadScalar(inner, type, text);
      if (problem) return problem;
      if (part == nullptr || nested) {
        value.problem = kIsObject;
        continue;
      }
      if (std::find(keys.begin(), keys.end(), key) != keys.end()) {
        return Problem{place,
                       fmt::format("the key `{}` stands twice in an object", ShownName(key))};
      }
      keys.push_back(key);
      *part = text;
      if (part == &value.text) value.is_number = type == ondemand::json_type::number;
      value.has_value = value.has_value || part == &value.text;
    }
    return std::nullopt;
  }

  /// Texts without their quotes, numbers and `true` as written; `null` is empty, as missing is.
  std::optional<Problem> ReadScalar(ondemand::value source, ondemand::json_type type,
                                    std::string_view& text) {
    if (type == ondemand::json_type::string) {
      const char* const place = source.raw_json_token().data();
      if (const auto error = source.get_string().get(text)) return AtLocation(error);
      return HoldsNul(text) ? std::optional(Problem{place, std::string(kHoldsNul)}) : std::nullopt;
    }
    text = Trimmed(source.raw_json_token());
    if (text == "null") {
      text = {};
      return std::nullopt;
    }
    if (text == "true" || text == "false" || IsNumber(text)) return std::nullopt;
    return Problem{text.data(),
                   "a value is neither a text in quotes, a number, true, false nor null"};
  }

  /// That an array or an object that is not read is valid all the same.
  std::optional<Problem> CheckNested(ondemand::value source, int depth) {
    ondemand::json_type type;
    if (const auto error = source.type().get(type)) return AtLocation(error);
    std::string_view text;
    if (type == ondemand::json_type::array) {
      if (depth > kDeepest) return TooDeep();
      ondemand::array array;
      if (const auto error = source.get_array().get(array)) return AtLocation(error);
      for (auto element : array) {
        ondemand::value inner;
        if (const auto error = element.get(inner)) return AtLocation(error);
        if (auto problem = CheckNested(inner, depth + 1)) return problem;
      }
      return std::nullopt;
    }
    if (type != ondemand::json_type::object) return ReadScalar(source, type, text);
    if (depth > kDeepest) return TooDeep();
    ondemand::object object;
    if (const auto error = source.get_object().get(object)) return AtLocation(error);
    for (auto entry : object) {
      ondemand::field field;
      if (const auto error = std::move(entry).get(field)) return AtLocation(error);
      if (const auto error = field.unescaped_key().get(text)) return AtLocation(error);
      if (auto problem = CheckNested(field.value(), depth + 1)) return problem;
    }
    return std::nullopt;
  }

  Problem TooDeep() {
    Problem problem = AtLocation(simdjson::SUCCESS);
    problem.reason = fmt::format("objects and lists are nested deeper than {}", kDeepest);
    return problem;
  }

  static bool HoldsNul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

  KeyedCase& keyed_;
  std::string_view unit_;  // what is read
  ondemand::parser parser_;
  ondemand::document document_;
};

NdjsonLine::NdjsonLine(KeyedCase& keyed, Kind kind)
    : keyed_(keyed), kind_(kind), parser_(std::make_unique<Parser>(keyed, kind)) {}
NdjsonLine::~NdjsonLine() = default;

void NdjsonLine::Read(std::string_view line, std::uint64_t row_number, InputRow& row) {
  keyed_.Start(row_number);
  const std::optional<Problem> problem = parser_->Read(line);
  if (!problem && !keyed_.says_something()) return Cohort::SkipRow(row);
  if (!problem) return keyed_.Finish(row);
  if (problem->place != nullptr) {
    const auto size = static_cast<std::ptrdiff_t>(line.size());
    const auto offset =
        static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(problem->place - line.data(), 0, size));
    const bool is_on_first_line =
        kind_ == Kind::kLine || line.substr(0, offset).find_first_of("\r\n") == line.npos;
    const std::uint64_t before = kind_ == Kind::kLine ? 0 : row.place.column - 1;
    if (is_on_first_line) row.place.column = before + CharacterColumn(line, offset);
  }
  Cohort::RejectRow(row, std::string(keyed_.id()), problem->reason);
}

}  // namespace mgl
