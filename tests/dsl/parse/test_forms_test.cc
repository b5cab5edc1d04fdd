#include "dsl/parse/test_forms.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "dsl/compile.h"
#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {
namespace {

constexpr std::string_view kNames[] = {
    "potassium",   "sodium",
    "chloride",    "bicarbonate",
    "calcium",     "magnesium",
    "phosphate",   "creatinine",
    "urea",        "bun",
    "urate",       "bilirubin",
    "glucose",     "hba1c",
    "ldl",         "hdl",
    "cholesterol", "triglycerides",
    "lactate",     "ammonia",
    "lithium",     "iron",
    "zinc",        "ferritin",
    "haemoglobin", "albumin",
    "hct",         "platelets",
    "wbc",         "neutrophils",
    "lymphocytes", "egfr",
    "crcl",        "tsh",
    "crp",         "esr",
    "alt",         "ast",
    "alp",         "ggt",
    "lipase",      "amylase",
    "ck",          "troponin",
    "bnp",         "nt_probnp",
    "psa",         "inr",
    "weight",      "height",
    "bmi",         "temperature",
    "systolic",    "diastolic",
    "bp",          "heart_rate",
    "pulse",       "respiratory_rate",
    "spo2",        "ecg",
    "x_ray",       "echo",
    "ultrasound",  "ct",
    "mri",         "lfts",
    "fbc",         "u_e",
    "urinalysis",  "spirometry",
};

TEST_CASE("usual forms of tests are facts of the language") {
  for (const std::string_view name : kNames) {
    const TestForm form = FormOfTest(name);
    CAPTURE(name);
    CHECK_FALSE(form.kinds.empty());
    for (const std::string& kind : form.kinds) {
      CAPTURE(kind);
      const std::string text = fmt::format(
          "guideline g \"G\"\n  language mgl 1\nfact a_fact \"{}\" {}\n", form.title, kind);
      CHECK_FALSE(HasErrors(Compile(SourceFile("form.mgl", text)).text->diagnostics));
    }
  }
}

TEST_CASE("a test is known by its name, with its sample, and by no part of another name") {
  CHECK_EQ(FormOfTest("serum_potassium").kinds.front(), "in mmol/L of potassium");
  CHECK_EQ(FormOfTest("K+").title, "Potassium");
  CHECK_EQ(FormOfTest("serum_creatinine").title, "Serum creatinine");
  CHECK(FormOfTest("on_oral_iron").kinds.empty());
  CHECK(FormOfTest("weight_loss").kinds.empty());
  CHECK(FormOfTest("ecg_changes").kinds.empty());
  CHECK_EQ(WithSubstance("potassium", "in mmol/L"), "in mmol/L of potassium");
  CHECK_EQ(WithSubstance("potassium", "in g"), "in g");
}

}  // namespace
}  // namespace mgl
