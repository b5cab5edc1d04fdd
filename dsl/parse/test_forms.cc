// The units are those in which laboratories of most countries report; which one is meant is the
// author's to say, so that messages show both.
#include "dsl/parse/test_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

struct FormRow {
  std::string_view names;  // in small letters, parted by blanks
  std::string_view title;
  std::string_view kind;
  std::string_view other;  // empty: there is one
};

constexpr std::string_view kFinding = "is one of (normal \"Normal\", abnormal \"Abnormal\")";

constexpr std::array kRows = std::to_array<FormRow>({
    {"potassium k", "Potassium", "in mmol/L of potassium", "in mEq/L of potassium"},
    {"sodium na", "Sodium", "in mmol/L of sodium", "in mEq/L of sodium"},
    {"chloride cl", "Chloride", "in mmol/L of chloride", "in mEq/L of chloride"},
    {"bicarbonate hco3", "Bicarbonate", "in mmol/L of bicarbonate", "in mEq/L of bicarbonate"},
    {"calcium ca", "Calcium", "in mmol/L of calcium", "in mg/dL of calcium"},
    {"magnesium mg", "Magnesium", "in mmol/L of magnesium", "in mg/dL of magnesium"},
    {"phosphate phosphorus", "Phosphate", "in mmol/L of phosphate", "in mg/dL of phosphate"},
    {"creatinine creat", "Creatinine", "in umol/L of creatinine", "in mg/dL of creatinine"},
    {"urea", "Urea", "in mmol/L of urea", "in mg/dL of urea"},
    {"bun", "BUN", "in mg/dL of urea_nitrogen", "in mmol/L of urea_nitrogen"},
    {"urate uric_acid", "Uric acid", "in umol/L of uric_acid", "in mg/dL of uric_acid"},
    {"bilirubin", "Bilirubin", "in umol/L of bilirubin", "in mg/dL of bilirubin"},
    {"glucose sugar", "Glucose", "in mmol/L of glucose", "in mg/dL of glucose"},
    {"hba1c a1c", "HbA1c", "in mmol/mol of hba1c", "in % of hba1c"},
    {"ldl", "LDL cholesterol", "in mmol/L of cholesterol", "in mg/dL of cholesterol"},
    {"hdl", "HDL cholesterol", "in mmol/L of cholesterol", "in mg/dL of cholesterol"},
    {"cholesterol", "Cholesterol", "in mmol/L of cholesterol", "in mg/dL of cholesterol"},
    {"triglycerides", "Triglycerides", "in mmol/L of triglycerides", "in mg/dL of triglycerides"},
    {"lactate", "Lactate", "in mmol/L of lactate", "in mg/dL of lactate"},
    {"ammonia", "Ammonia", "in umol/L of ammonia", "in ug/dL of ammonia"},
    {"lithium", "Lithium", "in mmol/L of lithium", "in mEq/L of lithium"},
    {"iron", "Iron", "in umol/L of iron", "in ug/dL of iron"},
    {"zinc", "Zinc", "in umol/L of zinc", "in ug/dL of zinc"},
    {"ferritin", "Ferritin", "in ug/L", "in ng/mL"},
    {"haemoglobin hemoglobin hb hgb", "Haemoglobin", "in g/L", "in g/dL"},
    {"albumin", "Albumin", "in g/L", "in g/dL"},
    {"haematocrit hematocrit hct", "Haematocrit", "in %", "in L/L"},
    {"platelets plt", "Platelets", "in 10*9/L", "in 10*3/uL"},
    {"wbc leucocytes leukocytes", "White cells", "in 10*9/L", "in 10*3/uL"},
    {"neutrophils anc", "Neutrophils", "in 10*9/L", "in 10*3/uL"},
    {"lymphocytes", "Lymphocytes", "in 10*9/L", "in 10*3/uL"},
    {"egfr gfr", "eGFR", "in mL/min/1.73m2", "in mL/min"},
    {"crcl", "Creatinine clearance", "in mL/min", "in mL/min/1.73m2"},
    {"tsh", "TSH", "in mIU/L", ""},
    {"crp", "CRP", "in mg/L", "in mg/dL"},
    {"esr", "ESR", "in mm/h", ""},
    {"alt", "ALT", "in U/L", ""},
    {"ast", "AST", "in U/L", ""},
    {"alp", "ALP", "in U/L", ""},
    {"ggt", "GGT", "in U/L", ""},
    {"lipase", "Lipase", "in U/L", ""},
    {"amylase", "Amylase", "in U/L", ""},
    {"ck", "CK", "in U/L", ""},
    {"troponin", "Troponin", "in ng/L", "in ng/mL"},
    {"bnp", "BNP", "in ng/L", "in pg/mL"},
    {"nt_probnp probnp", "NT-proBNP", "in ng/L", "in pg/mL"},
    {"psa", "PSA", "in ug/L", "in ng/mL"},
    {"inr", "INR", "is number", ""},
    {"weight", "Body weight", "in kg", ""},
    {"height", "Height", "in cm", ""},
    {"bmi", "BMI", "in kg/m2", ""},
    {"temperature temp", "Temperature", "in Cel", "in [degF]"},
    {"systolic sbp", "Systolic blood pressure", "in mmHg", ""},
    {"diastolic dbp", "Diastolic blood pressure", "in mmHg", ""},
    {"bp blood_pressure", "Systolic blood pressure", "in mmHg", ""},
    {"heart_rate pulse", "Heart rate", "in per minute", ""},
    {"respiratory_rate", "Respiratory rate", "in per minute", ""},
    {"spo2 saturation", "Oxygen saturation", "in %", ""},
    {"ecg", "ECG", kFinding, ""},
    {"ekg", "EKG", kFinding, ""},
    {"x_ray xray cxr", "X-ray", kFinding, ""},
    {"echo echocardiogram echocardiography", "Echocardiogram", kFinding, ""},
    {"ultrasound", "Ultrasound", kFinding, ""},
    {"ct", "CT", kFinding, ""},
    {"mri", "MRI", kFinding, ""},
    {"lfts lft", "Liver function tests", kFinding, ""},
    {"fbc cbc", "Full blood count", kFinding, ""},
    {"u_e u_es ues", "Urea and electrolytes", kFinding, ""},
    {"urinalysis dipstick", "Urinalysis", kFinding, ""},
    {"spirometry", "Spirometry", kFinding, ""},
});

/// `potassium` of `serum_potassium_level`.
std::string_view WithoutSample(std::string_view name) {
  constexpr std::string_view kLeads[] = {
      "serum_",     "plasma_",  "blood_",    "s_",         "p_",      "fasting_", "random_",
      "total_",     "venous_",  "arterial_", "capillary_", "latest_", "current_", "baseline_",
      "corrected_", "12_lead_", "chest_",    "body_",      "oxygen_"};
  constexpr std::string_view kTails[] = {"_level",  "_concentration", "_value",
                                         "_result", "_count",         "_serum"};
  for (const std::string_view lead : kLeads) {
    if (name.starts_with(lead)) name.remove_prefix(lead.size());
  }
  for (const std::string_view tail : kTails) {
    if (name.ends_with(tail)) name.remove_suffix(tail.size());
  }
  return name;
}

bool IsNameOf(const FormRow& row, std::string_view name) {
  for (std::string_view left = row.names; !left.empty();) {
    const std::size_t end = std::min(left.find(' '), left.size());
    if (left.substr(0, end) == name) return true;
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return false;
}

/// In small letters, with `_` for all signs.
std::string AsTestWords(std::string_view name) {
  std::string words = LowerCase(name);
  for (char& c : words) {
    const bool is_letter = (c >= 'a' && c <= 'z') || IsDigit(c);
    if (!is_letter) c = '_';
  }
  while (words.ends_with('_')) words.pop_back();
  return words;
}

const FormRow* RowOf(std::string_view name) {
  const std::string words = AsTestWords(name);
  for (const std::string_view meant : {std::string_view(words), WithoutSample(words)}) {
    for (const FormRow& row : kRows) {
      if (IsNameOf(row, meant)) return &row;
    }
  }
  return nullptr;
}

std::string TestTitle(std::string_view name) {
  std::string title(name);
  std::ranges::replace(title, '_', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') {
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  }
  return title;
}

}  // namespace

bool IsTest(std::string_view said) {
  constexpr std::string_view kLast[] = {"culture", "cultures", "sample",     "samples", "test",
                                        "tests",   "level",    "levels",     "scan",    "panel",
                                        "profile", "screen",   "count",      "film",    "swab",
                                        "swabs",   "gas",      "radiograph", "bloods",  "gases"};
  const std::string lower = LowerCase(Trimmed(said));
  return RowOf(said) != nullptr ||
         std::ranges::find(kLast, std::string_view(lower).substr(lower.rfind(' ') + 1)) !=
             std::end(kLast);
}

bool IsSameTest(std::string_view name, std::string_view other) {
  const std::string one = AsTestWords(name);
  const std::string two = AsTestWords(other);
  return !one.empty() && WithoutSample(one) == WithoutSample(two);
}

bool AreOtherTests(std::string_view name, std::string_view other) {
  const FormRow* const one = RowOf(name);
  const FormRow* const two = RowOf(other);
  return one != nullptr && two != nullptr && one != two;
}

TestForm FormOfTest(std::string_view name) {
  const std::string words = AsTestWords(name);
  for (const std::string_view name_meant : {std::string_view(words), WithoutSample(words)}) {
    for (const FormRow& row : kRows) {
      if (!IsNameOf(row, name_meant)) continue;
      const bool is_whole = name_meant == words;
      TestForm form{is_whole ? std::string(row.title) : TestTitle(name), {std::string(row.kind)}};
      if (!row.other.empty()) form.kinds.emplace_back(row.other);
      return form;
    }
  }
  return {TestTitle(name), {}};
}

std::string DeclarationOfTest(std::string_view name, std::string_view title) {
  const TestForm form = FormOfTest(name);
  const std::string_view shown = title.empty() ? std::string_view(form.title) : title;
  const std::string head = fmt::format("fact {} \"{}\"", name, shown);
  if (form.kinds.empty()) {
    return fmt::format("`{} in UNIT`, with the unit of its number, or `{} {}`", head, head,
                       kFinding);
  }
  const std::string declared = fmt::format("`{} {}`", head, form.kinds[0]);
  return form.kinds.size() == 1
             ? declared
             : fmt::format("{} or `{}`, in the unit that is meant", declared, form.kinds[1]);
}

std::string WithSubstance(std::string_view name, std::string_view kind) {
  const std::string of = fmt::format("{} of ", kind);
  for (const std::string& usual : FormOfTest(name).kinds) {
    if (usual.starts_with(of)) return usual;
  }
  return std::string(kind);
}

}  // namespace mgl
