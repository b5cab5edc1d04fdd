// The options of `mgl units`.
#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {
namespace {

constexpr std::string_view kUnitsFooter =
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

}  // namespace

void AddUnitsCommand(CLI::App& app, Program& program) {
  CLI::App* command = app.add_subcommand("units", "Check, explain and convert units of measure");
  const auto arguments = std::make_shared<UnitsArguments>();
  // Three arguments and no vector: CLI11 would take `[degF]` for a list.
  const auto operands = std::make_shared<std::array<std::string, 3>>();
  const std::array<CLI::Option*, 3> positions = {
      command->add_option("VALUE", (*operands)[0], "a number; may be left away"),
      command->add_option("FROM", (*operands)[1], "a unit: mg/dL, mcg, [degF], mL/min/1.73m2"),
      command->add_option("TO", (*operands)[2], "the unit to convert into")};
  command->add_flag("--ucum", arguments->strict, "UCUM codes only, no everyday spellings");
  command->add_option("--substance", arguments->substance,
                      "makes mass, amount and charge convert: NAME, or NAME,MOLAR_MASS,VALENCE");
  command->add_flag("--batch", arguments->batch,
                    "read lines `value,from,to`, write `value,from,to,result` and, where a line "
                    "fails, a fifth column with the reason");
  command->footer(std::string(kUnitsFooter));
  command->callback([arguments, operands, positions, &program] {
    arguments->operands.clear();
    for (std::size_t i = 0; i < positions.size(); ++i) {
      if (positions[i]->count() > 0) arguments->operands.push_back((*operands)[i]);
    }
    program.Run([&](Host& host) { return UnitsCommand(*arguments, host); });
  });
}

}  // namespace mgl
