#include "dsl/reread/join_clauses.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `is not within RANGE`, `is not 3.5 to 5 mmol/L`: outside of it, which reaches no further.
bool IsOutside(std::string_view clause) {
  const std::size_t at = clause.find(" is not ");
  if (at == clause.npos) return false;
  const std::string_view behind = clause.substr(at + std::string_view(" is not ").size());
  return behind.starts_with("within ") || (!behind.empty() && IsDigit(behind[0]));
}

bool IsNegated(const Clauses& clauses, std::size_t i) {
  const std::string& text = clauses.texts[i];
  const bool is_other = text.find(" is not ") != std::string::npos && !IsOutside(text);
  return text.starts_with("not ") || is_other || clauses.joints[i] == "and not";
}

/// A negation has something behind it that it may be meant to reach.
bool MayReachFurther(const Clauses& clauses) {
  bool is_open = false;
  for (std::size_t i = 0; i < clauses.texts.size(); ++i) {
    const bool is_negated = IsNegated(clauses, i);
    const bool is_comparison = clauses.texts[i].find_first_of("<>=") != std::string::npos;
    if (is_open && !is_negated && (clauses.is_prose || !is_comparison)) return true;
    is_open = is_open || is_negated;
  }
  return false;
}

/// `men and women`: one thing cannot be both.
bool HasOneSubjectTwice(const std::vector<std::string>& texts) {
  std::vector<std::string> subjects;
  for (const std::string& text : texts) {
    const std::size_t is = text.find(" is ");
    if (is == std::string::npos || text.find(' ') != is) continue;
    const std::string subject = text.substr(0, is);
    if (std::ranges::find(subjects, subject) != subjects.end()) return true;
    subjects.push_back(subject);
  }
  return false;
}

std::string WrittenClauses(const Clauses& clauses, std::string_view for_comma) {
  std::string read;
  for (std::size_t i = 0; i < clauses.texts.size(); ++i) {
    const std::string& text = clauses.texts[i];
    const std::string by = clauses.joints[i] == "," ? std::string(for_comma) : clauses.joints[i];
    const bool is_single = text.find(' ') == std::string::npos || text[0] == '(';
    const bool is_grouped = by.ends_with(" not") && !is_single;
    read += (i == 0 ? "" : " " + by + " ") + (is_grouped ? fmt::format("({})", text) : text);
  }
  return read;
}

}  // namespace

JoinedClauses JoinClauses(const Clauses& clauses) {
  const auto joins = [&](std::string_view one) {
    return std::ranges::find(clauses.joints, one) != clauses.joints.end();
  };
  JoinedClauses joined;
  const std::size_t size = clauses.texts.size();
  const bool has_and = joins("and") || joins("and not");
  const bool has_or = joins("or");
  std::size_t negated = 0;
  for (std::size_t i = 0; i < size; ++i) negated += IsNegated(clauses, i) ? 1 : 0;
  joined.joint = has_and && has_or ? "" : has_or ? "or" : "and";
  const std::string& first = clauses.texts[0];
  if (has_and && has_or && (clauses.any_comma || clauses.is_prose || negated > 0)) return {};
  if (clauses.any_comma && negated > 0 && negated < size) return {};
  if (clauses.any_comma && has_or && first.find(' ') != std::string::npos) return {};
  if (size > 1 && clauses.is_lasting) return {};
  if (clauses.is_prose && size > 1 && IsNegated(clauses, 0)) return {};  // `no a with b`
  if (has_and && HasOneSubjectTwice(clauses.texts)) return {};
  const bool reaches = size > 1 && negated > 0 && MayReachFurther(clauses);
  // `no a or b` has two readings; they are said both.
  const bool is_neither = reaches && has_or && !has_and && first.starts_with("not ") &&
                          negated == 1 && !clauses.is_prose && !clauses.any_comma;
  if (reaches && !is_neither) return {};
  const bool is_list = joins(",") && !has_and && !has_or;
  joined.text = WrittenClauses(clauses, has_or ? "or" : "and");
  if (is_list) joined.other = fmt::format("{}", fmt::join(clauses.texts, " or "));
  if (!is_neither) return joined;
  joined.is_negation = true;
  joined.other = fmt::format("({}){}", first, joined.text.substr(first.size()));
  joined.text = fmt::format("not ({})", joined.text.substr(4));
  return joined;
}

}  // namespace mgl
