// Three patients in columns, and what a guideline says of them. Its argument is the guideline's
// file: share/mgl/guidelines/magnesium_cramps/magnesium_cramps.mgl.
#include <mgl/mgl.hpp>

#include <cstdint>
#include <cstdio>

int main(int argc, char** argv) try {
  if (argc != 2) return std::fputs("usage: example GUIDELINE\n", stderr), 2;
  const auto guideline = mgl::api::Guideline::FromFile(argv[1]);
  std::printf("%s\n", mgl_guideline_status(guideline.handle()));

  // The second patient was not measured; bits say which values there are.
  const double magnesium[] = {1.1, 0, 1.2};
  const std::uint8_t measured = 0b101;
  const std::uint8_t cramps = 0b111;
  mgl::api::Columns patients(3);
  patients.Numbers("serum_magnesium", magnesium, &measured).Truths("unexplained_cramps", &cramps);

  mgl::api::Options options(20513);  // 2026-03-01, in days since 1970-01-01
  options.outcomes = MGL_OUTCOMES_AS_TEXTS;
  options.columns = MGL_COLUMN_RULES | MGL_COLUMN_ASK;
  const mgl::api::Table decisions = guideline.Decide(options, patients);
  for (std::int64_t column = 0; column < decisions.columns(); ++column) {
    std::printf("%s:", std::string(decisions.name(column)).c_str());
    for (std::int64_t row = 0; row < decisions.rows(); ++row) {
      std::printf(" [%s]", decisions.Text(column, row).c_str());
    }
    std::printf("\n");
  }
} catch (const mgl::api::Failure& failure) {
  std::fprintf(stderr, "%s\n", failure.what());
  return 1;
}
