// What people write in conditions, and what it says in the language. Where a word is not
// understood, nothing is proposed.
#include "dsl/reread/read_prose.h"

#include <doctest/doctest.h>

#include "dsl/reread/read_values.h"

namespace mgl {
namespace {

const std::vector<Called>& Vocabulary() {
  static const std::vector<Called> all = [] {
    std::vector<Called> called = {
        {{"serum", "potassium"}, CalledKind::kNumber, "potassium", "mmol/L", ""},
        {{"atrial", "fibrillation"}, CalledKind::kTruth, "af", "", ""},
        {{"last", "dose"}, CalledKind::kDate, "last_dose", "", ""},
        {{"potassium"}, CalledKind::kNumber, "potassium", "mmol/L", ""},
        {{"age"}, CalledKind::kNumber, "age", "years", ""},
        {{"pregnant"}, CalledKind::kTruth, "pregnant", "", ""},
        {{"fever"}, CalledKind::kTruth, "fever", "", ""},
        {{"pain"}, CalledKind::kTruth, "pain", "", ""},
        {{"sex"}, CalledKind::kChoices, "sex", "", ""},
        {{"female"}, CalledKind::kChoice, "female", "", "sex"},
        {{"male"}, CalledKind::kChoice, "male", "", "sex"},
        {{"women"}, CalledKind::kChoice, "female", "", "sex"},
        {{"f"}, CalledKind::kChoice, "female", "", "sex"},
        {{"k"}, CalledKind::kNumber, "potassium", "mmol/L", ""},
        {{"metformin"}, CalledKind::kMedication, "metformin", "", ""},
        {{"target"}, CalledKind::kRange, "target", "", "potassium"},
    };
    return called;
  }();
  return all;
}

struct Row {
  std::string_view prose;
  std::string_view read;
  std::string_view other = "";
};

}  // namespace

TEST_CASE("prose of conditions is read into the form of the language") {
  constexpr Row kRows[] = {
      {"the patient is pregnant", "pregnant"},
      {"Pregnant AND fever", "pregnant and fever"},
      {"no fever and not pregnant", "not fever and not pregnant"},
      {"fever but not pregnant", "fever and not pregnant"},
      {"pregnant without fever", "pregnant and not fever"},
      {"has atrial fibrillation", "af"},
      {"atrial-fibrillation present", "af"},
      {"fever absent", "not fever"},
      {"fever = yes", "fever"},
      {"fever is not present", "not fever"},
      {"fever == FALSE", "not fever"},
      {"fever unknown", "fever is missing"},
      {"fever is not known", "fever is missing"},
      {"potassium not measured", "potassium is missing"},
      {"serum potassium greater than 5.5", "potassium > 5.5 mmol/L"},
      {"potassium is more than or equal to 5.5 mmol/L", "potassium >= 5.5 mmol/L"},
      {"potassium > 5,5", ""},
      {"potassium > 5,5 and fever", ""},
      {"fever, potassium > 5 mmol/L", "fever and potassium > 5 mmol/L",
       "fever or potassium > 5 mmol/L"},
      {"potassium 5.5 or above", "potassium >= 5.5 mmol/L"},
      {"potassium 5.5-6.4 mmol/L", "potassium is 5.5 to 6.4 mmol/L"},
      {"potassium between 5.5 and 6.4", "potassium is 5.5 to 6.4 mmol/L"},
      {"potassium above target", "potassium is above target"},
      {"potassium > target", "potassium is above target"},
      {"age 65 years or older", "age >= 65 years"},
      {"aged 65 years", ""},
      {"patients over 65 with fever", "age > 65 years and fever"},
      {"age >= 50 and <= 80 years", "age >= 50 years and age <= 80 years"},
      {"age over 65 years old", "age > 65 years"},
      {"patients with age < 18", "age < 18 years"},
      {"female", "sex is female"},
      {"not female", "sex is not female"},
      {"sex = \"Female\"", "sex is female"},
      {"sex in (female, male)", "sex is one of (female, male)"},
      {"sex not in (female, male)", "sex is not one of (female, male)"},
      {"sex is female or male and fever", "sex is one of (female, male) and fever"},
      {"women or pregnant", "sex is female or pregnant"},
      {"fever then give paracetamol", ""},
      {"fevr and pain of some kind that lasts", ""},
      {"last dose more than 3 months ago", "time since last_dose > 3 months"},
      {"last_dose within the last 2 weeks", "time since last_dose <= 2 weeks"},
      {"today - last_dose >= 10 years", "time since last_dose >= 10 years"},
      {"fever, pain or pregnant", "fever or pain or pregnant"},
      {"fever, pain, pregnant", "fever and pain and pregnant", "fever or pain or pregnant"},
      {"fever, pain and pregnant or female", ""},
      {"2 or more of (fever, pain, pregnant)", "at least 2 of (fever, pain, pregnant)"},
      {"any two of the following: fever, pain, age > 65",
       "at least 2 of (fever, pain, age > 65 years)"},
      {"all of the following:\n - fever\n - pain", "(fever and pain)"},
      {"(fever or pain) and age > 65", "(fever or pain) and age > 65 years"},
      {"not (fever or pain)", "not (fever or pain)"},
      {"potassium", ""},
      {"no fever or pain", "not (fever or pain)", "(not fever) or pain"},
      {"no fever and no pain", "not fever and not pain"},
      {"female patients over 65", "sex is female and age > 65 years"},
      {"women with fever", "sex is female and fever"},
      {"sex = F", "sex is female"},
      {"age between 18 & 64", "age is 18 to 64 years"},
      {"potassium of 5.5 or more", "potassium >= 5.5 mmol/L"},
      {"potassium falls below 3", "potassium < 3 mmol/L"},
      {"K > 5.5", "potassium > 5.5 mmol/L"},
      {"potassium high", ""},
      {"fever = \"yes\"", "fever"},
      {"fever = unknown", "fever is missing"},
      {"known fever", "fever"},
      {"fever is missing or unknown", ""},
      {"metformin", ""},
      {"over 65s", "age > 65 years"},
      {"none of (fever, pain)", "not (fever or pain)"},
      {"all three of fever, pain, pregnant", "(fever and pain and pregnant)"},
      {"fever in the absence of pain", "fever and not pain"},
      {"potassium not between 3.5 and 5.5", "potassium is not 3.5 to 5.5 mmol/L"},
      {"potassium outside 3.5-5.5 mmol/L", "potassium is not 3.5 to 5.5 mmol/L"},
      {"if potassium is unknown then", "potassium is missing"},
      {"pregnant patients aged 40 or over", "pregnant and age >= 40 years"},
      {"days since last_dose > 30", "time since last_dose > 30 days"},
      {"last_dose in the past week", "time since last_dose <= 1 week"},
      {"> 1 of (fever, pain)", "at least 2 of (fever, pain)"},
      {"fever with pain or pregnant", ""},
      {"fever without pain and pregnant", ""},
      {"no fever with pain", ""},
      {"not women or fever", ""},
      {"fever absent for 2 days", ""},
      {"everyone with fever", ""},
      {"fever without pain", "fever and not pain"},
      {"fever without pain or pregnant", ""},
      {"fever or pain, and pregnant", ""},
      {"fever, no pain or pregnant", ""},
      {"no fever without pain", ""},
      {"over 65 with pain and no fever", "age > 65 years and pain and not fever"},
      {"no fever and pain", ""},
      {"not both fever and pain", ""},
      {"either fever or pain", "fever or pain"},
      {"either fever or pain and pregnant", ""},
      {"not women over 60", ""},
      {"female and male over 60", ""},
      {"potassium > 2 mmol/L above target", ""},
      {"increase > 1 mmol/L", ""},
      {"potassium >= 5 mmol/L and increase > 1 mmol/L", ""},
      {"latest potassium > 5 mmol/L", "potassium > 5 mmol/L"},
      {"potassium > 5 mmol/L within the last 7 days",
       "potassium > 5 mmol/L and time since date of potassium <= 7 days"},
      {"no potassium in the last 3 months",
       "(potassium is missing or time since date of potassium > 3 months)"},
      {"potassium > 5 times normal", ""},
      {"age over 65 or 55 with fever", ""},
      {"fever documented", ""},
      {"no fever documented", ""},
      {"no known fever", ""},
      {"no fever for 3 days", ""},
      {"fever or pain for 3 days", ""},
      {"patient had fever", ""},
      {"never fever", ""},
      {"one of fever, pain", ""},
      {"neither fever nor pain or pregnant", ""},
      {"fever nor pain", ""},
      {"potassium outside target", "potassium is not within target"},
      {"potassium not in target", "potassium is not within target"},
      {"potassium > 5.5 'mmol/L'", "potassium > 5.5 mmol/L"},
      {"sex in ('female', 'male')", "sex is one of (female, male)"},
      {"potassium is not null and fever", "potassium is known and fever"},
      {"month of today is October to March", "month of today is one of (10, 11, 12, 1, 2, 3)"},
      {"month of last_dose between May and June", "month of last_dose is one of (5, 6)"},
      {"at least 2 of the following:\n  - fever\n  - potassium >= 5 mmol/L\n  - pain",
       "at least 2 of (fever, potassium >= 5 mmol/L, pain)"},
      {"potassium 5.5 mg", ""},
      {"fever/pain", "fever or pain"},
      {"fever / pain / pregnant", "fever or pain or pregnant"},
      {"pregnant with fever/pain", "pregnant and (fever or pain)"},
      {"no fever/pain", "not (fever or pain)"},
      {"female/male and fever", "sex is one of (female, male) and fever"},
      {"not female/male", "not (sex is one of (female, male))"},
      {"women/pregnant", "sex is female or pregnant"},
      {"no fever with pain/pregnant", ""},
      {"fever/potassium", ""},
      {"fever/pain > 3", ""},
      {"potassium/age > 3", ""},
      {"last_dose more than 3/12 ago", "time since last_dose > 3 months"},
      {"age >= 6/12", "age >= 6 months"},
      {"potassium >= 6/12", ""},
      {"> 65", ""},
      {"< 5.5 mmol/L", ""},
      {"over 5.5", ""},
      {"over 140", ""},
      {"patients > 65", "age > 65 years"},
      {"> 65 years", "age > 65 years"},
      {"", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.prose);
    const ProseRead read = ReadCondition(row.prose, Vocabulary());
    CHECK(read.text == row.read);
    CHECK(read.other == row.other);
    CHECK(read.declarations.empty());
  }
  CHECK(ReadCondition(std::string(700, ' ') + "fever", Vocabulary()).text.empty());
  const std::string deep = std::string(200, '(') + "fever" + std::string(200, ')');
  CHECK(ReadCondition(deep, Vocabulary()).text.empty());
}

TEST_CASE("what must be declared for a condition is said with it") {
  ProseRead read = ReadCondition("potassium > 3 x ULN", Vocabulary());
  CHECK(read.text == "potassium > 3 * potassium_uln");
  CHECK(read.declarations ==
        std::vector<std::string>{
            "fact potassium_uln \"Upper limit of normal of potassium\" in mmol/L"});
  read = ReadCondition("fever for more than 3 days", Vocabulary());
  CHECK(read.text == "fever and fever_days > 3 days");
  CHECK(read.declarations ==
        std::vector<std::string>{"fact fever_days \"How long: fever\" in days"});
  read = ReadCondition("fever and chest pain", Vocabulary());
  CHECK(read.text == "fever and chest_pain");
  CHECK(read.declarations == std::vector<std::string>{"fact chest_pain \"Chest pain\" is yes/no"});
  read = ReadCondition("no weight loss and body weight >= 40 kg", Vocabulary());
  CHECK(read.text == "not weight_loss and body_weight >= 40 kg");
  CHECK(read.declarations == std::vector<std::string>{"fact weight_loss \"Weight loss\" is yes/no",
                                                      "fact body_weight \"Body weight\" in kg"});
  read = ReadCondition("potassium >= 1.5 * previous potassium", Vocabulary());
  CHECK(read.text == "potassium >= 1.5 * previous_potassium");
  CHECK(read.declarations ==
        std::vector<std::string>{"fact previous_potassium \"Previous potassium\" in mmol/L"});
  read = ReadCondition("potassium > 5.5 on 2 occasions 3 months apart", Vocabulary());
  CHECK(read.text == "potassium > 5.5 mmol/L and potassium_on_2_occasions");
  CHECK(read.declarations.size() == 1);
  read = ReadCondition("already on metformin and fever", Vocabulary());
  CHECK(read.text == "takes_metformin and fever");
  CHECK(read.declarations ==
        std::vector<std::string>{"fact takes_metformin \"Takes metformin\" is yes/no"});
  read = ReadCondition("last_dose within 36 hours", Vocabulary());
  CHECK(read.text == "hours_since_last_dose <= 36 hours");
  CHECK(read.declarations.size() == 1);
}

TEST_CASE("what a list with slashes does not declare is declared with it") {
  const ProseRead read = ReadCondition("fever/chest pain", Vocabulary());
  CHECK(read.text == "fever or chest_pain");
  CHECK(read.declarations == std::vector<std::string>{"fact chest_pain \"Chest pain\" is yes/no"});
  CHECK(ReadCondition("chest pain/cough", Vocabulary()).text.empty());
  CHECK(ReadCondition("fever/fevre", Vocabulary()).text.empty());
}

TEST_CASE("under an item a number alone is of what its title names") {
  const auto under = [](std::string_view item, std::string_view prose) {
    return ReadCondition(prose, Vocabulary(), item).text;
  };
  CHECK(under("Potassium", "< 3") == "potassium < 3 mmol/L");
  CHECK(under("Serum potassium (mmol/L)", "3-5") == "potassium is 3 to 5 mmol/L");
  CHECK(under("Age in years", ">= 65") == "age >= 65 years");
  CHECK(under("Age and potassium", ">= 65").empty());
  CHECK(under("Circumference", "> 94").empty());
  CHECK(under("Circumference", "> 94 years").empty());
  CHECK(under("Fever", "fever") == "fever");
}

TEST_CASE("two numbers of a blood pressure are two facts") {
  std::vector<Called> pressures = {{{"systolic"}, CalledKind::kNumber, "systolic", "mmHg", ""}};
  ProseRead read = ReadCondition("systolic >= 140/90", pressures);
  CHECK(read.text == "(systolic >= 140 mmHg or diastolic >= 90 mmHg)");
  CHECK(read.other.empty());
  CHECK(read.declarations.size() == 1);
  pressures.push_back({{"diastolic"}, CalledKind::kNumber, "diastolic", "mmHg", ""});
  read = ReadCondition("systolic below 90/60 mmHg", pressures);
  CHECK(read.text == "(systolic < 90 mmHg and diastolic < 60 mmHg)");
  CHECK(read.other == "(systolic < 90 mmHg or diastolic < 60 mmHg)");
  CHECK(read.declarations.empty());
  pressures = {{{"weeks"}, CalledKind::kNumber, "weeks", "weeks", ""}};
  CHECK(ReadCondition("weeks below 37/40", pressures).text == "weeks < 37 weeks");
  CHECK(ReadCondition("weeks below 37/60", pressures).text.empty());
}

TEST_CASE("values by condition are read into lines") {
  using Lines = std::vector<std::string>;
  const auto lines = [](std::string_view prose) { return ReadValues(prose, Vocabulary()); };
  CHECK(lines("IF(age > 75, 1.25 mg, 2.5 mg)") ==
        Lines{"value 1.25 mg when age > 75 years", "value 2.5 mg otherwise"});
  CHECK(lines("if(fever, 1, IF(pain; 2; 3))").empty());
  CHECK(lines("IF(fever, 1, IF(pain, 2, 3))") ==
        Lines{"value 1 when fever", "value 2 when pain", "value 3 otherwise"});
  CHECK(lines("if fever then 1 else if pain then 2 else 3") ==
        Lines{"value 1 when fever", "value 2 when pain", "value 3 otherwise"});
  CHECK(lines("CASE WHEN fever THEN 1 WHEN pain THEN 2 ELSE 3 END") ==
        Lines{"value 1 when fever", "value 2 when pain", "value 3 otherwise"});
  CHECK(lines("fever ? 1 : 3") == Lines{"value 1 when fever", "value 3 otherwise"});
  CHECK(lines("if fever then 1") == Lines{"value 1 when fever"});
  CHECK(lines("fever and pain").empty());
  CHECK(lines("if fever else 1").empty());
}

}  // namespace mgl
