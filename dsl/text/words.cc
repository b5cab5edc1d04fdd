// Tables of words: roles, the lines of each declaration, words of everyday speech.
#include "dsl/text/words.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

namespace mgl {
namespace {

using WordTable = std::unordered_map<std::string_view, WordRole>;

const WordTable& Words() {
  static const WordTable words = {
#define MGL_WORD(word, role) {#word, WordRole::role},
#include "dsl/text/words.def"
  };
  return words;
}

using ClauseTable = std::vector<std::pair<std::string_view, std::vector<std::string>>>;

const ClauseTable& Clauses() {
  static const ClauseTable clauses = {
      {"guideline",
       {"language", "version", "status", "intended", "not", "population", "applies", "review",
        "valid", "author", "encoder", "reviewer", "approved", "interests", "funding", "licence",
        "replaces", "grading", "adapts"}},
      {"source", {"kind", "author", "edition", "address", "retrieved", "content", "hash"}},
      {"reference", {"year", "address", "doi"}},
      {"substance", {"molar", "valence", "scale"}},
      {"fact", {"means", "plausible", "code", "written", "ask", "unless", "in", "suspect"}},
      {"range", {"line"}},
      {"threshold", {"line"}},
      {"define", {"as", "value"}},
      {"result", {"as", "value"}},
      {"table", {"first", "columns", "row"}},
      {"score", {"item", "at"}},
      {"ambiguity", {"reading", "adopt"}},
      {"medication",
       {"choose", "option", "part", "dose", "limit", "contains", "basis", "route", "for", "until"}},
      {"contraindication", {"when", "because"}},
      {"caution", {"when", "because"}},
      {"exclusive", {"because"}},
      {"apart", {"because"}},
      {"diet", {"food"}},
      {"rule",
       {"when", "unless", "then", "urgency", "strength", "certainty", "because", "overrides"}},
      {"recheck", {"when", "in", "every", "within", "for"}},
      {"must", {}},
      {"silent", {"because"}},
      {"left", {"because"}},
      {"accept", {}},
      {"example", {"like", "as", "given", "reading", "expect", "confirmed"}},
      {"use", {}},
      {"change", {"also", "without"}},
      {"withdraw", {}},
  };
  return clauses;
}

constexpr std::array kEverydayWords = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"if", "when"},
    {"else", "otherwise"},
    {"elseif", "when"},
    {"elif", "when"},
    {"where", "when"},
    {"given_that", "when"},
    {"over", "above"},
    {"under", "below"},
    {"greater", "above"},
    {"more", "above"},
    {"exceeds", "above"},
    {"higher", "above"},
    {"less", "below"},
    {"lower", "below"},
    {"equals", "="},
    {"equal", "="},
    {"eq", "="},
    {"ne", "!="},
    {"lt", "<"},
    {"le", "<="},
    {"gt", ">"},
    {"ge", ">="},
    {"exists", "is known"},
    {"null", "missing"},
    {"none", "missing"},
    {"true", "yes"},
    {"false", "no"},
    {"prescribe", "give"},
    {"administer", "give"},
    {"start", "give"},
    {"discontinue", "stop"},
    {"withhold", "avoid"},
    {"measure", "order"},
    {"test", "order"},
    {"check", "order"},
    {"recommend", "give"},
    {"suggest", "consider"},
    {"counsel", "advise"},
    {"tell", "advise"},
    {"inform", "note"},
    {"remind", "note"},
    {"document", "note"},
    {"call", "refer"},
    {"contact", "refer"},
    {"consult", "refer"},
    {"rationale", "because"},
    {"reason", "because"},
    {"let", "define"},
    {"var", "fact"},
    {"variable", "fact"},
    {"input", "fact"},
    {"drug", "medication"},
    {"drugs", "medication"},
    {"medicine", "medication"},
    {"med", "medication"},
    {"contra_indication", "contraindication"},
    {"contraindications", "contraindication"},
    {"offer", "give"},
    {"use", "give"},
    {"treatment", "medication"},
    {"condition", "when"},
    {"action", "then"},
    {"do", "then"},
    {"describes", "means"},
    {"description", "means"},
    {"definition", "means"},
    {"license", "licence"},
    {"bibliography", "reference"},
    {"citation", "cite"},
    {"cites", "cite"},
    {"cutoff", "threshold"},
    {"contraindicated", "contraindication"},
    {"warning", "caution"},
    {"precaution", "caution"},
    {"outcome", "result"},
    {"separate", "apart"},
    {"assert", "must"},
    {"monitor", "recheck"},
    {"food_group", "food"},
    {"lines", "line"},
    {"until_now", "until"},
    {"boolean", "yes/no"},
    {"bool", "yes/no"},
    {"string", "one of"},
    {"enum", "one of"},
    {"integer", "number"},
    {"float", "number"},
    {"int", "number"},
});

// German, French, Spanish, Italian, Dutch, without accents.
constexpr std::array kForeignWords = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"regel", "rule"},
    {"regle", "rule"},
    {"regla", "rule"},
    {"regola", "rule"},
    {"wenn", "when"},
    {"falls", "when"},
    {"si", "when"},
    {"quand", "when"},
    {"cuando", "when"},
    {"quando", "when"},
    {"dann", "then"},
    {"alors", "then"},
    {"entonces", "then"},
    {"allora", "then"},
    {"dan", "then"},
    {"als", "when"},
    {"und", "and"},
    {"et", "and"},
    {"y", "and"},
    {"e", "and"},
    {"en", "and"},
    {"oder", "or"},
    {"ou", "or"},
    {"o", "or"},
    {"of", "or"},
    {"nicht", "not"},
    {"pas", "not"},
    {"non", "not"},
    {"niet", "not"},
    {"fakt", "fact"},
    {"tatsache", "fact"},
    {"fait", "fact"},
    {"hecho", "fact"},
    {"fatto", "fact"},
    {"feit", "fact"},
    {"schwelle", "threshold"},
    {"seuil", "threshold"},
    {"umbral", "threshold"},
    {"soglia", "threshold"},
    {"sonst", "otherwise"},
    {"sinon", "otherwise"},
    {"weil", "because"},
    {"parce", "because"},
    {"porque", "because"},
    {"beispiel", "example"},
    {"exemple", "example"},
    {"ejemplo", "example"},
    {"quelle", "source"},
    {"fuente", "source"},
    {"dosis", "dose"},
    {"unter", "below"},
    {"ueber", "above"},
    {"ist", "is"},
    {"est", "is"},
    {"es", "is"},
    {"ja", "yes"},
    {"oui", "yes"},
    {"nein", "no"},
    {"medikament", "medication"},
    {"medicament", "medication"},
    {"medicamento", "medication"},
});

constexpr std::array kNumberWords = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"one", "1"},
    {"two", "2"},
    {"three", "3"},
    {"four", "4"},
    {"five", "5"},
    {"six", "6"},
    {"seven", "7"},
    {"eight", "8"},
    {"nine", "9"},
    {"ten", "10"},
    {"eleven", "11"},
    {"twelve", "12"},
});

template <typename Table>
std::string_view Find(const Table& table, std::string_view word) {
  for (const auto& [key, value] : table) {
    if (key == word) return value;
  }
  return {};
}

}  // namespace

const WordRole* FindWord(std::string_view word) {
  const auto found = Words().find(word);
  return found == Words().end() ? nullptr : &found->second;
}

bool IsReserved(std::string_view word) {
  const WordRole* role = FindWord(word);
  return role != nullptr && *role != WordRole::kContext;
}

bool IsDeclarationWord(std::string_view word) {
  const WordRole* role = FindWord(word);
  return role != nullptr &&
         (*role == WordRole::kDeclaration || *role == WordRole::kLaterDeclaration);
}

bool IsForbiddenChoice(std::string_view word) {
  const WordRole* role = FindWord(word);
  if (role == nullptr) return false;
  if (*role == WordRole::kOperator) return true;
  constexpr std::array kForbidden = {"known",  "missing", "suspect", "below", "above",
                                     "within", "in",      "of",      "to",    "at"};
  return std::find(kForbidden.begin(), kForbidden.end(), word) != kForbidden.end();
}

std::vector<std::string> WordsOf(WordRole role) {
  std::vector<std::string> words;
#define MGL_WORD(word, word_role) \
  if (WordRole::word_role == role) words.emplace_back(#word);
#include "dsl/text/words.def"
  return words;
}

bool JoinsConditions(std::string_view word) {
  const WordRole* role = FindWord(word);
  const bool is_prefix = word == "not" || word == "surely";
  return role != nullptr && *role == WordRole::kOperator && !is_prefix && word != "is";
}

const std::vector<std::string>& ClausesOf(std::string_view keyword) {
  static const std::vector<std::string> none;
  for (const auto& [declaration, clauses] : Clauses()) {
    if (declaration == keyword) return clauses;
  }
  return none;
}

bool HasClause(std::string_view keyword, std::string_view clause) {
  const std::vector<std::string>& clauses = ClausesOf(keyword);
  return std::find(clauses.begin(), clauses.end(), clause) != clauses.end();
}

std::vector<std::string> DeclarationsWith(std::string_view clause) {
  std::vector<std::string> declarations;
  for (const auto& [declaration, clauses] : Clauses()) {
    if (HasClause(declaration, clause)) declarations.emplace_back(declaration);
  }
  return declarations;
}

std::string_view EverydayWord(std::string_view word) { return Find(kEverydayWords, word); }

std::string_view EnglishWord(std::string_view word) { return Find(kForeignWords, word); }

std::string_view NumberWord(std::string_view word) { return Find(kNumberWords, word); }

}  // namespace mgl
