// `mgl units [VALUE] FROM [TO]`: checks a code, shows a factor, converts a value or lines of
// values.
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <array>
#include <charconv>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/unit/unit.h"
#include "tools/commands/commands.h"

namespace mgl {
namespace {

constexpr std::size_t kMaxBatchLine = 4096;  // bytes

int Report(Host& host, const Error& error, int exit_code) {
  fmt::print(host.err, "error: {}\n", error.message);
  if (!error.help.empty()) fmt::print(host.err, "help: {}\n", error.help);
  return exit_code;
}

std::vector<std::string> SplitAtCommas(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

// `magnesium`, or `NAME,MOLAR_MASS,VALENCE` for any other.
Result<Substance> ReadSubstance(std::string_view text) {
  const std::vector<std::string> parts = SplitAtCommas(text);
  if (parts.size() == 1) {
    if (const Substance* builtin = FindBuiltinSubstance(parts[0])) return *builtin;
    return Error{fmt::format("no substance `{}` ships with mgl", parts[0]),
                 "write --substance NAME,MOLAR_MASS,VALENCE, as in magnesium,24.305,2"};
  }
  const std::string_view help = "write NAME,MOLAR_MASS,VALENCE, as in magnesium,24.305,2";
  if (parts.size() != 3) {
    return Error{fmt::format("--substance `{}` has {} parts", text, parts.size()),
                 std::string(help)};
  }
  const std::optional<Rational> molar_mass = ParseDecimal(parts[1]);
  if (!molar_mass || *molar_mass < 0) {
    return Error{fmt::format("`{}` is no molar mass in g/mol", parts[1]), std::string(help)};
  }
  int valence = 0;
  const char* end = parts[2].data() + parts[2].size();
  const auto [rest, status] = std::from_chars(parts[2].data(), end, valence);
  if (status != std::errc() || rest != end || valence < 0 || valence > 100) {
    return Error{fmt::format("`{}` is no valence", parts[2]), std::string(help)};
  }
  return Substance{parts[0], *molar_mass, valence};
}

struct UnitPair {
  Unit from;
  Unit to;
  Conversion conversion;
  bool uses_substance = false;
};

/// Reads and converts units as the options say.
class UnitsConverter {
 public:
  UnitsConverter(bool strict, std::optional<Substance> substance)
      : strict_(strict), substance_(std::move(substance)) {}

  // Strict UCUM takes a mole for a number. Where a substance is given, a code that is valid UCUM is
  // read with moles as a dimension.
  Result<Unit> Read(std::string_view code) const {
    if (!strict_) return ParseUnit(code);
    Result<Unit> unit = ParseUnit(code, UnitDialect::kUcum);
    if (!unit || !substance_) return unit;
    Result<Unit> everyday = ParseUnit(code, UnitDialect::kEveryday);
    return everyday && everyday->ucum == unit->ucum ? everyday : unit;
  }

  Result<UnitPair> ReadPair(std::string_view from_code, std::string_view to_code) const {
    const Result<Unit> from = Read(from_code);
    if (!from) return from.error();
    const Result<Unit> to = Read(to_code);
    if (!to) return to.error();
    const auto conversion = FindConversion(*from, *to, substance_ ? &*substance_ : nullptr);
    if (!conversion) return NoConversion(*from, *to);
    return UnitPair{*from, *to, *conversion, !FindConversion(*from, *to)};
  }

  Result<Rational> Convert(std::string_view value, std::string_view from,
                           std::string_view to) const {
    const std::optional<Rational> number = ParseDecimal(value);
    if (!number) {
      return Error{fmt::format("`{}` is not a decimal number", value),
                   "write it like 0.5, -2 or 1e-7"};
    }
    const Result<UnitPair> pair = ReadPair(from, to);
    if (!pair) return pair.error();
    return pair->conversion.Apply(*number);
  }

  const std::optional<Substance>& substance() const { return substance_; }

 private:
  Error NoConversion(const Unit& from, const Unit& to) const {
    const std::string message =
        fmt::format("`{}` ({}) does not convert into `{}` ({})", from.code,
                    DimensionReading(from.dimension), to.code, DimensionReading(to.dimension));
    return Error{message, NoConversionHelp(from, to)};
  }

  std::string NoConversionHelp(const Unit& from, const Unit& to) const {
    if (from.logarithmic || to.logarithmic) return "this scale converts only into its own code";
    if (std::string why = WhyNoConversion(from, to); !why.empty())
      return why + HelpForScale(from, to);
    const Substance any{"any", 1, 1};
    const Substance any_without_charge{"any", 1, 0};
    if (!FindConversion(from, to, &any)) return "both units must measure the same kind of quantity";
    if (!substance_) return "name the substance: --substance NAME or NAME,MOLAR_MASS,VALENCE";
    const bool needs_valence = !FindConversion(from, to, &any_without_charge);
    if (needs_valence && substance_->valence == 0) {
      return fmt::format("`{}` has no valence: --substance NAME,MOLAR_MASS,VALENCE",
                         substance_->name);
    }
    return fmt::format("`{}` has no molar mass: --substance NAME,MOLAR_MASS,VALENCE",
                       substance_->name);
  }

  /// The substance that ships with mgl whose scales these are.
  static std::string HelpForScale(const Unit& from, const Unit& to) {
    const Substance* hba1c = FindBuiltinSubstance("hba1c");
    return hba1c != nullptr && FindConversion(from, to, hba1c) ? "; of HbA1c: --substance hba1c"
                                                               : "";
  }

  bool strict_;
  std::optional<Substance> substance_;
};

void PrintCheck(const Unit& unit, Host& host) {
  fmt::print(host.out, "code       {}\n", unit.code);
  if (unit.ucum != unit.code) fmt::print(host.out, "UCUM       {}\n", unit.ucum);
  fmt::print(host.out, "reading    {}\n", UnitReading(unit));
  fmt::print(host.out, "dimension  {}\n", DimensionReading(unit.dimension));
}

int Check(const UnitsConverter& converter, std::string_view code, Host& host) {
  const Result<Unit> unit = converter.Read(code);
  if (!unit) return Report(host, unit.error(), kExitFindings);
  PrintCheck(*unit, host);
  return kExitDone;
}

bool IsPrintedExactly(const Rational& value) { return ParseDecimal(FormatDecimal(value)) == value; }

int ShowFactor(const UnitsConverter& converter, std::string_view from, std::string_view to,
               Host& host) {
  const Result<UnitPair> pair = converter.ReadPair(from, to);
  if (!pair) return Report(host, pair.error(), kExitFindings);
  const auto& [factor, offset] = pair->conversion;
  const std::string factor_text = FormatDecimal(factor);
  if (offset == 0) {
    fmt::print(host.out, "1 {} = {} {}", from, factor_text, to);
  } else {
    fmt::print(host.out, "value in {} = value in {} * {} {} {}", to, from, factor_text,
               offset < 0 ? "-" : "+", FormatDecimal(abs(offset)));
  }
  if (pair->uses_substance) fmt::print(host.out, " of {}", converter.substance()->name);
  if (!IsPrintedExactly(factor) || !IsPrintedExactly(offset)) {
    fmt::print(host.out, " (rounded to 24 digits)");
  }
  fmt::print(host.out, "\n");
  return kExitDone;
}

int ConvertOne(const UnitsConverter& converter, const std::vector<std::string>& operands,
               Host& host) {
  if (!ParseDecimal(operands[0])) {
    return Report(host,
                  {fmt::format("`{}` is not a decimal number", operands[0]), "write VALUE FROM TO"},
                  kExitUnusable);
  }
  const Result<Rational> value = converter.Convert(operands[0], operands[1], operands[2]);
  if (!value) return Report(host, value.error(), kExitFindings);
  fmt::print(host.out, "{} {}\n", FormatDecimal(*value), operands[2]);
  return kExitDone;
}

// The fields of one CSV line, quotes undone; empty when the quotes do not match.
std::optional<std::vector<std::string>> SplitCsvLine(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  bool was_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted) {
      const bool is_escaped_quote = c == '"' && i + 1 < line.size() && line[i + 1] == '"';
      if (is_escaped_quote) ++i;
      if (c == '"' && !is_escaped_quote) {
        quoted = false;
      } else {
        fields.back() += c;
      }
    } else if (c == ',') {
      fields.emplace_back();
      was_quoted = false;
    } else if (c == '"' && fields.back().empty() && !was_quoted) {
      quoted = was_quoted = true;
    } else {
      if (was_quoted) return std::nullopt;
      fields.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  return fields;
}

std::string CsvField(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

std::string ErrorText(const Error& error) {
  return error.help.empty() ? error.message : fmt::format("{}; {}", error.message, error.help);
}

// One result line for one input line. False where it fails.
bool ConvertLine(const UnitsConverter& converter, std::string_view line, std::string& result) {
  std::optional<std::vector<std::string>> fields;
  if (line.size() <= kMaxBatchLine) fields = SplitCsvLine(line);
  if (!fields || fields->size() != 3) {
    // Four columns stay four: what cannot be split stands in the first.
    result = fmt::format("{},,,,{}", CsvField(line.substr(0, kMaxBatchLine)),
                         "expected three columns: value and from and to");
    return false;
  }
  const Result<Rational> value = converter.Convert((*fields)[0], (*fields)[1], (*fields)[2]);
  result = fmt::format("{},{},{},{}", CsvField((*fields)[0]), CsvField((*fields)[1]),
                       CsvField((*fields)[2]), value ? FormatDecimal(*value) : "");
  if (!value) result += fmt::format(",{}", CsvField(ErrorText(value.error())));
  return static_cast<bool>(value);
}

int ConvertBatch(const UnitsConverter& converter, Host& host) {
  int exit_code = kExitDone;
  bool is_first = true;
  std::string result;
  for (std::string line; std::getline(host.in, line); is_first = false) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (is_first && line == "value,from,to") {
      fmt::print(host.out, "value,from,to,result,error\n");
      continue;
    }
    if (!ConvertLine(converter, line, result)) exit_code = kExitFindings;
    fmt::print(host.out, "{}\n", result);
  }
  return exit_code;
}

}  // namespace

int UnitsCommand(const UnitsArguments& arguments, Host& host) {
  std::optional<Substance> substance;
  if (!arguments.substance.empty()) {
    const Result<Substance> read = ReadSubstance(arguments.substance);
    if (!read) return Report(host, read.error(), kExitUnusable);
    substance = *read;
  }
  const UnitsConverter converter(arguments.strict, std::move(substance));
  const std::vector<std::string>& operands = arguments.operands;
  if (arguments.batch) {
    if (!operands.empty()) {
      return Report(host,
                    {"--batch reads its lines from standard input",
                     "leave VALUE, FROM and TO away, or --batch"},
                    kExitUnusable);
    }
    return ConvertBatch(converter, host);
  }
  switch (operands.size()) {
    case 1:
      return Check(converter, operands[0], host);
    case 2:
      if (ParseDecimal(operands[0])) return Check(converter, operands[1], host);
      return ShowFactor(converter, operands[0], operands[1], host);
    case 3:
      return ConvertOne(converter, operands, host);
    default:
      return Report(host, {"no unit is given", "write `mgl units mg/dL`, see `mgl units --help`"},
                    kExitUnusable);
  }
}

}  // namespace mgl
