#include "dsl/reread/read_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The words of a text in small letters, with a blank around each.
std::string Padded(std::string_view text) {
  std::string padded = " ";
  for (const char c : text) {
    const bool is_word = IsDigit(c) || (LowerCase(c) >= 'a' && LowerCase(c) <= 'z') || (c & 0x80);
    if (is_word || padded.back() != ' ') padded += is_word ? LowerCase(c) : ' ';
  }
  return padded.back() == ' ' ? padded : padded + ' ';
}

/// `a or b`; choices of one subject as `sex is one of (a, b)`.
std::string Either(const std::vector<std::pair<std::string, std::string>>& parts) {
  const std::string& subject = parts.front().first;
  std::string names;
  std::string conditions;
  bool is_one = !subject.empty();
  for (const auto& [owner, name] : parts) {
    is_one = is_one && owner == subject;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
    conditions += conditions.empty() ? "" : " or ";
    conditions += owner.empty() ? name : fmt::format("{} is {}", owner, name);
  }
  return is_one ? fmt::format("{} is one of ({})", subject, names)
                : fmt::format("({})", conditions);
}

}  // namespace

/// `II-IV`: the choices up to the one that stands here.
bool ListReader::AddUpTo(const Called& subject, std::vector<std::string>& names) {
  const Called* last = TakeCalled();
  if (last == nullptr || last->subject != subject.name) return false;
  bool is_between = false;
  for (const Called& called : vocabulary_) {
    const bool is_choice = called.kind == CalledKind::kChoice && called.subject == subject.name &&
                           std::ranges::find(names, called.name) == names.end();
    if (called.name == names.back() && called.subject == subject.name) is_between = true;
    if (!is_between || !is_choice) continue;
    names.push_back(called.name);
    if (called.name == last->name) return true;
  }
  return false;
}

std::string ListReader::Choices(const Called& subject) {
  std::vector<std::string> names;
  const bool is_open = Take("(") || Take("[");
  while (true) {
    const std::size_t begin = at_;
    TakeEmptyWords();
    const Called* choice = TakeCalled();
    if (choice == nullptr || choice->kind != CalledKind::kChoice ||
        choice->subject != subject.name) {
      at_ = begin;
      break;
    }
    names.push_back(choice->name);
    const std::size_t behind = at_;
    if ((Take("-") || Take("–") || Take("to")) && AddUpTo(subject, names)) continue;
    at_ = behind;
    const bool is_comma = Take(",") || Take("/");
    const bool is_or = Take("or") || (is_open && Take("and"));
    if (is_comma || is_or) continue;
    at_ = behind;
    break;
  }
  if (names.empty() || (is_open && !Take(")") && !Take("]"))) return "";
  // What joins the last one to another condition is not of the list.
  return names.size() == 1 ? names[0] : fmt::format("one of ({})", fmt::join(names, ", "));
}

std::string ListReader::Slashed() {
  if (prose_.find('/') == std::string_view::npos) return "";
  const std::size_t begin = at_;
  const std::size_t declared = declarations_.size();
  const auto fail = [&] {
    at_ = begin;
    declarations_.resize(declared);
    return std::string();
  };
  std::vector<std::pair<std::string, std::string>> parts;  // the owner of a choice, and its name
  bool is_known = false;
  do {
    const Called* called = TakeCalled();
    if (called == nullptr) {
      const std::string phrase = TakePhrase();
      const std::string name = NameOf(phrase);
      if (name.empty()) return fail();
      Declare(name, phrase, "is yes/no");
      parts.emplace_back("", name);
      continue;
    }
    if (called->kind != CalledKind::kTruth && called->kind != CalledKind::kChoice) return fail();
    is_known = true;
    parts.emplace_back(called->kind == CalledKind::kChoice ? called->subject : "", called->name);
  } while (Take("/"));
  const std::size_t end = at_;
  const bool is_compared = !TakeOne(kComparisons).empty() || !TakeDigits().empty();
  if (parts.size() < 2 || !is_known || is_compared) return fail();
  at_ = end;
  return Either(parts);
}

const Called* ListReader::NumberAlone() const {
  const std::string title = item_ ? Padded(item_->substr(0, item_->find_first_of("(["))) : " age ";
  // The name stands in the title or, where none does, all of the title in the name.
  for (const bool is_inside : {false, true}) {
    const Called* found = nullptr;
    for (const Called& called : vocabulary_) {
      const bool may_be = called.kind == CalledKind::kNumber && (item_ || called.name == "age");
      const std::string words = fmt::format(" {} ", fmt::join(called.words, " "));
      const bool fits = is_inside ? title.size() > 4 && words.find(title) != words.npos
                                  : title.find(words) != title.npos;
      if (!may_be || !fits) continue;
      if (found != nullptr && found->name != called.name) return nullptr;
      found = &called;
    }
    if (found != nullptr) return found;
  }
  return nullptr;
}

bool ListReader::SayAge(std::string_view words) {
  words = Trimmed(words);
  const std::string said = Padded(words);
  constexpr std::string_view kAges[] = {
      " year",    " yr",     " older ", " old ",   " younger ", " aged ", " age ",  " patient",
      " people ", " person", " woman ", " women ", " men ",     " man ",  " adult", " child"};
  const bool is_said = std::any_of(std::begin(kAges), std::end(kAges), [&](std::string_view age) {
    return said.find(age) != std::string::npos;
  });
  // `over 65`, but not `over 5.5` or `over 140`.
  const std::size_t digit = std::min(words.find_first_of("0123456789"), words.size());
  const std::string_view number =
      words.substr(digit, words.find_first_not_of("0123456789", digit) - digit);
  const bool is_bare =
      digit + number.size() == words.size() || words.substr(digit + number.size()) == "s";
  const bool may_be_age = is_bare && number.size() == 2;
  return is_said || (may_be_age && (said.find(" over ") != std::string::npos ||
                                    said.find(" under ") != std::string::npos));
}

}  // namespace mgl
