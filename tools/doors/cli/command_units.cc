// `mgl units [VALUE] FROM [TO]`: checks a code, shows a factor, converts a value or lines of
// values.
#include "tools/doors/cli/command_units.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <array>
#include <charconv>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/unit/substance.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

constexpr int kSuccess = 0;
constexpr int kFailure = 1;
constexpr int kWrongUsage = 2;
constexpr std::size_t kMaxBatchLine = 4096;  // bytes

constexpr std::string_view kFooter =
    R"(Without VALUE and TO the code is checked and read out; with FROM and TO the factor is shown.
Values are exact, printed with at most 24 significant digits.

Examples:
  mgl units mg/dL
  mgl units 1 g/L mg/dL                              prints: 100 mg/dL
  mgl units 1.2 mg/dL mmol/L --substance magnesium
  mgl units 5 mg/L umol/L --substance digoxin,780.9,0
  mgl units 48 mmol/mol % --substance hba1c          prints: 6.54304 %
  printf '98.6,°F,°C\n' | mgl units --batch          prints: 98.6,°F,°C,37
)";

struct UnitsOptions {
  std::vector<std::string> operands;
  bool strict = false;
  bool batch = false;
  std::string substance;
};

int Report(const Error& error, int exit_code) {
  fmt::print(stderr, "error: {}\n", error.message);
  if (!error.help.empty()) fmt::print(stderr, "help: {}\n", error.help);
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

void PrintCheck(const Unit& unit) {
  fmt::print(std::cout, "code       {}\n", unit.code);
  if (unit.ucum != unit.code) fmt::print(std::cout, "UCUM       {}\n", unit.ucum);
  fmt::print(std::cout, "reading    {}\n", UnitReading(unit));
  fmt::print(std::cout, "dimension  {}\n", DimensionReading(unit.dimension));
}

int Check(const UnitsConverter& converter, std::string_view code) {
  const Result<Unit> unit = converter.Read(code);
  if (!unit) return Report(unit.error(), kFailure);
  PrintCheck(*unit);
  return kSuccess;
}

bool IsPrintedExactly(const Rational& value) { return ParseDecimal(FormatDecimal(value)) == value; }

int ShowFactor(const UnitsConverter& converter, std::string_view from, std::string_view to) {
  const Result<UnitPair> pair = converter.ReadPair(from, to);
  if (!pair) return Report(pair.error(), kFailure);
  const auto& [factor, offset] = pair->conversion;
  const std::string factor_text = FormatDecimal(factor);
  if (offset == 0) {
    fmt::print(std::cout, "1 {} = {} {}", from, factor_text, to);
  } else {
    fmt::print(std::cout, "value in {} = value in {} * {} {} {}", to, from, factor_text,
               offset < 0 ? "-" : "+", FormatDecimal(abs(offset)));
  }
  if (pair->uses_substance) fmt::print(std::cout, " of {}", converter.substance()->name);
  if (!IsPrintedExactly(factor) || !IsPrintedExactly(offset)) {
    fmt::print(std::cout, " (rounded to 24 digits)");
  }
  fmt::print(std::cout, "\n");
  return kSuccess;
}

int ConvertOne(const UnitsConverter& converter, const std::vector<std::string>& operands) {
  if (!ParseDecimal(operands[0])) {
    return Report({fmt::format("`{}` is not a decimal number", operands[0]), "write VALUE FROM TO"},
                  kWrongUsage);
  }
  const Result<Rational> value = converter.Convert(operands[0], operands[1], operands[2]);
  if (!value) return Report(value.error(), kFailure);
  fmt::print(std::cout, "{} {}\n", FormatDecimal(*value), operands[2]);
  return kSuccess;
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

int ConvertBatch(const UnitsConverter& converter) {
  int exit_code = kSuccess;
  bool is_first = true;
  std::string result;
  for (std::string line; std::getline(std::cin, line); is_first = false) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (is_first && line == "value,from,to") {
      fmt::print(std::cout, "value,from,to,result,error\n");
      continue;
    }
    if (!ConvertLine(converter, line, result)) exit_code = kFailure;
    fmt::print(std::cout, "{}\n", result);
  }
  return exit_code;
}

int RunUnits(const UnitsOptions& options) {
  std::optional<Substance> substance;
  if (!options.substance.empty()) {
    const Result<Substance> read = ReadSubstance(options.substance);
    if (!read) return Report(read.error(), kWrongUsage);
    substance = *read;
  }
  const UnitsConverter converter(options.strict, std::move(substance));
  const std::vector<std::string>& operands = options.operands;
  if (options.batch) {
    if (!operands.empty()) {
      return Report({"--batch reads its lines from standard input",
                     "leave VALUE, FROM and TO away, or --batch"},
                    kWrongUsage);
    }
    return ConvertBatch(converter);
  }
  switch (operands.size()) {
    case 1:
      return Check(converter, operands[0]);
    case 2:
      if (ParseDecimal(operands[0])) return Check(converter, operands[1]);
      return ShowFactor(converter, operands[0], operands[1]);
    case 3:
      return ConvertOne(converter, operands);
    default:
      return Report({"no unit is given", "write `mgl units mg/dL`, see `mgl units --help`"},
                    kWrongUsage);
  }
}

}  // namespace

void AddUnitsCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("units", "Check, explain and convert units of measure");
  const auto options = std::make_shared<UnitsOptions>();
  // Three options and no vector: CLI11 would take `[degF]` for a list.
  const auto operands = std::make_shared<std::array<std::string, 3>>();
  const std::array<CLI::Option*, 3> positions = {
      command->add_option("VALUE", (*operands)[0], "a number; may be left away"),
      command->add_option("FROM", (*operands)[1], "a unit: mg/dL, mcg, [degF], mL/min/1.73m2"),
      command->add_option("TO", (*operands)[2], "the unit to convert into")};
  command->add_flag("--ucum", options->strict, "UCUM codes only, no everyday spellings");
  command->add_option("--substance", options->substance,
                      "makes mass, amount and charge convert: NAME, or NAME,MOLAR_MASS,VALENCE");
  command->add_flag("--batch", options->batch,
                    "read lines `value,from,to`, write `value,from,to,result` and, where a line "
                    "fails, a fifth column with the reason");
  command->footer(std::string(kFooter));
  command->callback([options, operands, positions, &exit_code] {
    options->operands.clear();
    for (std::size_t i = 0; i < positions.size(); ++i) {
      if (positions[i]->count() > 0) options->operands.push_back((*operands)[i]);
    }
    exit_code = RunUnits(*options);
  });
}

}  // namespace mgl
