// Words of prose in conditions. The longer first where one begins another.
#pragma once

#include <string_view>

namespace mgl {

struct Saying {
  std::string_view said;
  std::string_view written;
};

constexpr Saying kComparisons[] = {
    {"is greater than or equal to", ">="},
    {"greater than or equal to", ">="},
    {"more than or equal to", ">="},
    {"higher than or equal to", ">="},
    {"equal to or greater than", ">="},
    {"equal to or more than", ">="},
    {"equal to or above", ">="},
    {"equal or greater than", ">="},
    {"greater or equal to", ">="},
    {"greater or equal", ">="},
    {"no less than", ">="},
    {"not less than", ">="},
    {"not below", ">="},
    {"no lower than", ">="},
    {"at least", ">="},
    {"a minimum of", ">="},
    {"minimum of", ">="},
    {"minimum", ">="},
    {"min", ">="},
    {"less than or equal to", "<="},
    {"lower than or equal to", "<="},
    {"equal to or less than", "<="},
    {"equal to or below", "<="},
    {"equal or less than", "<="},
    {"less or equal to", "<="},
    {"less or equal", "<="},
    {"no more than", "<="},
    {"not more than", "<="},
    {"no greater than", "<="},
    {"no higher than", "<="},
    {"not above", "<="},
    {"not over", "<="},
    {"not exceeding", "<="},
    {"at most", "<="},
    {"up to", "<="},
    {"a maximum of", "<="},
    {"maximum of", "<="},
    {"maximum", "<="},
    {"max", "<="},
    {"greater than", ">"},
    {"more than", ">"},
    {"higher than", ">"},
    {"larger than", ">"},
    {"older than", ">"},
    {"longer than", ">"},
    {"exceeding", ">"},
    {"exceeds", ">"},
    {"above", ">"},
    {"over", ">"},
    {"less than", "<"},
    {"lower than", "<"},
    {"smaller than", "<"},
    {"fewer than", "<"},
    {"younger than", "<"},
    {"shorter than", "<"},
    {"below", "<"},
    {"under", "<"},
    {"is equal to", "="},
    {"equal to", "="},
    {"equals", "="},
    {"exactly", "="},
    {">=", ">="},
    {"=>", ">="},
    {"≥", ">="},
    {"<=", "<="},
    {"=<", "<="},
    {"≤", "<="},
    {"!=", "!="},
    {"<>", "!="},
    {"≠", "!="},
    {"==", "="},
    {">", ">"},
    {"<", "<"},
    {"=", "="},
};

/// Behind a number.
constexpr Saying kSides[] = {
    {"or more", ">="},   {"or above", ">="},   {"or over", ">="},     {"or older", ">="},
    {"or higher", ">="}, {"or greater", ">="}, {"and above", ">="},   {"and over", ">="},
    {"and older", ">="}, {"and more", ">="},   {"and up", ">="},      {"or longer", ">="},
    {"upwards", ">="},   {"+", ">="},          {"or less", "<="},     {"or below", "<="},
    {"or under", "<="},  {"or lower", "<="},   {"or younger", "<="},  {"or fewer", "<="},
    {"and below", "<="}, {"and under", "<="},  {"and younger", "<="},
};

constexpr Saying kJoints[] = {
    {"in the absence of", "and not"},
    {"in absence of", "and not"},
    {"in the presence of", "and"},
    {"and also", "and"},
    {"as well as", "and"},
    {"together with", "and"},
    {"along with", "and"},
    {"in addition to", "and"},
    {"plus", "and"},
    {"and with", "and"},
    {"and if", "and"},
    {"and when", "and"},
    {"and", "and"},
    {"&&", "and"},
    {"&", "and"},
    {"but not", "and not"},
    {"but", "and"},
    {"with", "and"},
    {"or else", "or"},
    {"or if", "or"},
    {"or when", "or"},
    {"or", "or"},
    {"||", "or"},
    {"|", "or"},
    {"without", "and not"},
    {"except", "and not"},
};

constexpr std::string_view kNegations[] = {"is not",  "are not",    "isn't", "not",    "no",
                                           "without", "absence of", "lacks", "denies", "non"};

/// Words that say nothing where a name, a number and a comparison say all.
constexpr std::string_view kEmptyWords[] = {
    "the",     "a",     "an",     "patient", "patients",  "has",         "have",
    "is",      "are",   "there",  "their",   "his",       "her",         "if",
    "when",    "that",  "who",    "also",    "currently", "presence of", "adult",
    "people",  "woman", "women",  "child",   "level",     "levels",      "value",
    "reading", "falls", "rises",  "drops",   "goes",      "remains",     "stays",
    "with",    "old",   "of age", "aged",    "person",    "result",      "result of"};

/// What a number is called without one: its author must say it.
constexpr std::string_view kLevels[] = {"high",      "low",      "raised",   "elevated",
                                        "normal",    "abnormal", "deranged", "increased",
                                        "decreased", "reduced"};

/// With them a phrase is no name of something: it negates, counts or compares.
constexpr std::string_view kNoNames[] = {
    "nor",     "xor",    "either",    "neither", "both",       "than",     "rather",    "instead",
    "unless",  "only",   "otherwise", "any",     "all",        "most",     "half",      "one",
    "two",     "three",  "times",     "fold",    "percent",    "increase", "decrease",  "rise",
    "fall",    "gain",   "drop",      "change",  "difference", "lack",     "free",      "longer",
    "whether", "non",    "no",        "never",   "had",        "was",      "were",      "or",
    "and",     "so",     "because",   "until",   "since",      "everyone", "everybody", "anyone",
    "nobody",  "someone"};

/// They go on behind a number that has no unit.
constexpr std::string_view kBehindNumbers[] = {"on",    "at",      "for",   "during",
                                               "since", "despite", "after", "before",
                                               "while", "times",   "then",  "when"};

constexpr std::string_view kYesWords[] = {"yes",      "present", "true",
                                          "positive", "found",   "detected"};
constexpr std::string_view kNoWords[] = {"no", "absent", "false", "negative", "excluded"};
constexpr std::string_view kMissingWords[] = {
    "unknown",      "missing",        "not known", "not available", "unavailable", "not measured",
    "not recorded", "not documented", "null",      "blank",         "empty",       "not done"};
constexpr std::string_view kKnownWords[] = {"known",      "available", "measured",   "recorded",
                                            "documented", "not null",  "not missing"};

constexpr Saying kNumbers[] = {{"one", "1"},  {"two", "2"},  {"three", "3"}, {"four", "4"},
                               {"five", "5"}, {"six", "6"},  {"seven", "7"}, {"eight", "8"},
                               {"nine", "9"}, {"ten", "10"}, {"any", "1"},   {"either", "1"}};

}  // namespace mgl
