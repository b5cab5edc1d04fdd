// What texts and Markdown say of a comparison, in words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tools/author/versions/version_diff.h"

namespace mgl {

inline constexpr std::pair<ContentChange::Weight, const char*> kWeights[] = {
    {ContentChange::Weight::kActedOn, "What people act on"},
    {ContentChange::Weight::kRead, "How data are read"},
    {ContentChange::Weight::kPromised, "What the guideline promises, and what it is silent on"},
    {ContentChange::Weight::kCondition, "Conditions and values, as written"},
    {ContentChange::Weight::kWording, "Wording, layout, names and sources"}};

/// "a, b and c".
std::string Joined(const std::vector<std::string>& parts);
/// `rule iv "Intravenous magnesium"`.
std::string HeadOf(const StatementDiff& statement);
/// "new", "more patients", "what is not known changes".
std::string Saying(const StatementDiff& statement);
/// From or to what is not known.
bool IsOpen(const OutcomeChange& change);
/// "age 70 years: 2 before, 3 now".
std::string ExampleInWords(const OutcomeChange& change);
/// What others are decided by: told in short, since it shows in what is decided.
bool IsCause(const StatementDiff& statement);
/// Of whom the patients show in the rules that are read by it.
bool IsOnlyRead(const StatementDiff& statement);
/// Changes between what is known, then the others; in the order in which they were found.
std::vector<const OutcomeChange*> Ordered(const StatementDiff& statement);
/// One a region, `most` at most, and whether there are others.
std::vector<std::string> RegionLines(const OutcomeChange& change, std::size_t most);
std::vector<std::string> SplitLines(const std::string& text);
/// What proves it, in a sentence.
std::string Certainty(const VersionDiff& diff);
/// An example for each change between what is known, and for the first of the others.
std::vector<std::string> ShownExamples(const VersionDiff& diff);

}  // namespace mgl
