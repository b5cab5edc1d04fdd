#include "dsl/reread/vocabulary.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "dsl/ast/ast.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostWords = 8;  // of a title

bool IsWordByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  bool is_inside = false;
  for (const char c : text) {
    if (IsWordByte(c) && !is_inside) words.emplace_back();
    is_inside = IsWordByte(c);
    if (is_inside) words.back() += LowerCase(c);
  }
  return words;
}

void Add(std::vector<Called>& all, Called called, std::string_view text) {
  called.words = WordsOf(text);
  if (called.words.empty() || called.words.size() > kMostWords) return;
  all.push_back(std::move(called));
}

void AddBoth(std::vector<Called>& all, const Called& called, const ast::DeclarationBase& base) {
  Add(all, called, base.name.text);
  if (base.title) Add(all, called, base.title->text);
}

CalledKind KindOf(ast::FactType type) {
  switch (type) {
    case ast::FactType::kYesNo:
      return CalledKind::kTruth;
    case ast::FactType::kDate:
      return CalledKind::kDate;
    case ast::FactType::kChoice:
      return CalledKind::kChoices;
    case ast::FactType::kText:
    case ast::FactType::kNumber:
    case ast::FactType::kQuantity:
      return CalledKind::kNumber;
  }
  return CalledKind::kNumber;
}

/// What charts call it, by a word of its name or title.
struct Alias {
  std::string_view word;
  std::string_view said;
};
constexpr Alias kAliases[] = {{"potassium", "k"},
                              {"sodium", "na"},
                              {"calcium", "ca"},
                              {"haemoglobin", "hb"},
                              {"haemoglobin", "hgb"},
                              {"hemoglobin", "hb"},
                              {"hemoglobin", "hgb"},
                              {"creatinine", "cr"},
                              {"creatinine", "creat"},
                              {"systolic", "sbp"},
                              {"systolic", "systolic bp"},
                              {"systolic", "bp"},
                              {"systolic", "blood pressure"},
                              {"diastolic", "dbp"},
                              {"diastolic", "diastolic bp"},
                              {"temperature", "temp"},
                              {"weight", "wt"},
                              {"height", "ht"},
                              {"diabetes", "dm"},
                              {"diabetes", "diabetic"},
                              {"diabetes", "diabetics"},
                              {"hypertension", "htn"},
                              {"hypertension", "hypertensive"},
                              {"fibrillation", "af"},
                              {"pregnant", "pregnancy"},
                              {"smoking", "smoker"},
                              {"smoking", "smokers"},
                              {"female", "woman"},
                              {"female", "women"},
                              {"female", "f"},
                              {"female", "girl"},
                              {"female", "girls"},
                              {"male", "man"},
                              {"male", "men"},
                              {"male", "m"},
                              {"male", "boy"},
                              {"male", "boys"},
                              {"heart", "hr"},
                              {"respiratory", "rr"}};

/// Those that one name alone can mean, and that nothing is called by.
void AddAliases(std::vector<Called>& all) {
  std::map<std::string_view, std::vector<const Called*>> meant;
  for (const Alias& alias : kAliases) {
    for (const Called& called : all) {
      if (std::ranges::find(called.words, alias.word) == called.words.end()) continue;
      std::vector<const Called*>& those = meant[alias.said];
      const bool is_new =
          std::ranges::none_of(those, [&](const Called* one) { return one->name == called.name; });
      if (is_new) those.push_back(&called);
    }
  }
  std::vector<Called> more;
  for (auto& [said, those] : meant) {
    // A threshold of potassium is not called `K`.
    const auto is_number = [](const Called* one) { return one->kind == CalledKind::kNumber; };
    if (std::ranges::any_of(those, is_number)) std::erase_if(those, std::not_fn(is_number));
    const std::vector<std::string> words = WordsOf(said);
    const bool is_taken =
        std::ranges::any_of(all, [&](const Called& called) { return called.words == words; });
    if (those.size() != 1 || is_taken) continue;
    more.push_back(*those.front());
    more.back().words = words;
  }
  all.insert(all.end(), more.begin(), more.end());
}

/// `potassium` of `serum_potassium`: the words of numbers that one of them alone has.
void AddPartsOfNumbers(std::vector<Called>& all) {
  constexpr std::string_view kOfMany[] = {"serum", "plasma", "blood", "level", "value", "count",
                                          "body",  "total",  "urine", "rate",  "of",    "in",
                                          "the",   "and",    "last",  "first", "date",  "number"};
  constexpr std::size_t kShort = 3;
  std::vector<Called> more;
  for (const Called& called : all) {
    if (called.kind != CalledKind::kNumber || called.words.size() < 2) continue;
    for (const std::string& word : called.words) {
      if (word.size() < kShort || std::ranges::find(kOfMany, word) != std::end(kOfMany)) continue;
      const bool is_shared = std::ranges::any_of(all, [&](const Called& other) {
        const bool has_it = std::ranges::find(other.words, word) != other.words.end();
        return has_it && (other.words.size() == 1 ||
                          (other.kind == CalledKind::kNumber && other.name != called.name));
      });
      if (is_shared) continue;
      more.push_back(called);
      more.back().words = {word};
    }
  }
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

std::vector<Called> VocabularyOf(const SourceFile& source, const Resolution& names) {
  std::vector<Called> all;
  for (const ast::Fact* fact : names.facts) {
    Called called;
    called.kind = KindOf(fact->type);
    called.name = fact->name.text;
    if (fact->unit) called.unit = source.Text(fact->unit->span);
    AddBoth(all, called, *fact);
  }
  for (const ast::Threshold* threshold : names.thresholds) {
    AddBoth(all, {{}, CalledKind::kTruth, threshold->name.text, "", ""}, *threshold);
  }
  for (const ast::Ambiguity* ambiguity : names.ambiguities) {
    AddBoth(all, {{}, CalledKind::kTruth, ambiguity->name.text, "", ""}, *ambiguity);
  }
  for (const ast::Range* range : names.ranges) {
    if (range->of == nullptr || range->of->kind != ast::ExprKind::kName) continue;
    AddBoth(all, {{}, CalledKind::kRange, range->name.text, "", range->of->name.text}, *range);
  }
  for (const ast::Define* define : names.defines) {
    // Its type may not be known yet: what it is compared with says it.
    Called called{{}, CalledKind::kTruth, define->name.text, "", ""};
    if (define->type) called.kind = KindOf(define->type->type);
    if (define->type && define->type->unit) called.unit = source.Text(define->type->unit->span);
    AddBoth(all, called, *define);
  }
  for (const ast::Medication* medication : names.medications) {
    AddBoth(all, {{}, CalledKind::kMedication, medication->name.text, "", ""}, *medication);
  }
  for (const ast::Score* score : names.scores) {
    AddBoth(all, {{}, CalledKind::kNumber, score->name.text, "", ""}, *score);
  }
  std::map<std::vector<std::string>, std::size_t> owners;
  std::vector<Called> choices;
  for (const ast::ChoiceOwner* owner : ChoiceOwners(names)) {
    for (const ast::Choice& choice : owner->choices) {
      const Called called{{}, CalledKind::kChoice, choice.name.text, "", owner->name.text};
      Add(choices, called, choice.name.text);
      if (choice.label && WordsOf(choice.label->text) != WordsOf(choice.name.text)) {
        Add(choices, called, choice.label->text);
      }
    }
  }
  for (const Called& choice : choices) ++owners[choice.words];
  for (Called& choice : choices) {
    if (owners[choice.words] == 1) all.push_back(std::move(choice));
  }
  AddAliases(all);
  AddPartsOfNumbers(all);
  std::stable_sort(all.begin(), all.end(), [](const Called& a, const Called& b) {
    return a.words.size() > b.words.size();
  });
  return all;
}

}  // namespace mgl
