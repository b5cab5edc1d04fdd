#include "dsl/parse/stated_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/listed_choices.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_kind_habits.h"
#include "dsl/parse/parse_number_messages.h"
#include "dsl/parse/written_date.h"
#include "dsl/parse/written_time.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

StatedValue DateOf(std::string_view said) {
  const auto date = WrittenDateAt(said, 0);
  if (!date || date->span.end != said.size() || date->readings.empty())
    return {std::string(said), ""};
  if (date->readings.size() == 1) return {date->readings.front(), ""};
  return {std::string(said),
          fmt::format("`{}` is {}: write which", said, fmt::join(date->readings, " or "))};
}

StatedValue NumberOf(const DeclaredName& fact, std::string_view said) {
  const std::string_view unit = UnitOf(fact);
  const std::size_t digit = std::min(said.find_first_of("0123456789"), said.size());
  const WrittenTime time = unit.empty() ? WrittenTime() : WrittenTimeAt(said, digit, unit);
  if (!time.text.empty() && digit + time.size == said.size()) {
    return {fmt::format("{}{}", said.substr(0, digit), time.text), ""};
  }
  const std::size_t end = std::min(said.find_first_not_of("0123456789.,", digit), said.size());
  const std::string_view digits = said.substr(digit, end - digit);
  std::string number(digits);
  StatedValue stated;
  if (digits.find(',') != digits.npos) {
    number = NumberMeant(digits);
    if (number.empty())
      return {std::string(said),
              fmt::format("`{}` may be thousands or a decimal: write which", digits)};
  }
  stated.text = fmt::format("{}{}{}", said.substr(0, digit), number, said.substr(end));
  const bool lacks_unit = end == said.size() && !number.empty() && !unit.empty();
  if (lacks_unit && unit != kWeeksAndDays) {
    stated.text += fmt::format(" {}", unit);
    stated.remark = fmt::format("`{}` is taken in {}, the unit of `{}`", number, unit, fact.name);
  }
  return stated;
}

}  // namespace

StatedValue StatedValueOf(std::string_view text, const DeclaredName& fact, std::string_view said) {
  const std::size_t on = said.find(" on ");
  if (on != std::string_view::npos) {
    StatedValue value = StatedValueOf(text, fact, Trimmed(said.substr(0, on)));
    const StatedValue date = DateOf(Trimmed(said.substr(on + 4)));
    value.text += fmt::format(" on {}", date.text);
    if (!date.remark.empty()) value.remark = date.remark;
    return value;
  }
  if (fact.kind.starts_with("is date")) return DateOf(said);
  if (fact.kind.starts_with("is yes/no")) {
    constexpr std::string_view kYes[] = {"present", "positive"};
    constexpr std::string_view kNo[] = {"absent", "negative"};
    const std::string_view answer = AnswerMeant(WithoutQuotes(said));
    return {std::string(IsOneOf(answer, kYes) ? "yes" : IsOneOf(answer, kNo) ? "no" : answer), ""};
  }
  if (fact.kind.starts_with("is one of")) {
    const std::string_view bare = WithoutQuotes(said);
    if (std::string called = ChoiceCalled(ChoicesOfName(text, fact), bare); !called.empty()) {
      return {std::move(called), ""};
    }
    const std::string choice = ConditionMeant(text, bare);
    const std::string is = fmt::format("{} is ", fact.name);
    return {choice.starts_with(is) ? choice.substr(is.size()) : std::string(bare), ""};
  }
  return NumberOf(fact, said);
}

}  // namespace mgl
