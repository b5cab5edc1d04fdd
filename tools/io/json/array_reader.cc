// Brackets and strings are followed byte by byte; plain elements go by masks, many at once.
#include "tools/io/json/array_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

#include "engine/text/utf8.h"
#include "tools/io/json/element_end.h"

namespace mgl {
namespace {

constexpr std::string_view kNoElement = "no element of the array stands before this comma";
constexpr std::string_view kCommaAtEnd = "a comma stands before the `]` of the array";
constexpr std::string_view kNoComma = "no comma stands before this element of the array";
constexpr std::string_view kTooLong = "the element is longer than the largest record";
constexpr std::string_view kNotClosed = "the element is not closed: the file may be cut";
constexpr std::string_view kNoEnd = "no `]` ends the array: the file may be cut";
constexpr std::string_view kTextBehind = "text follows the `]` of the array";
constexpr std::size_t kWordBits = 64;

std::size_t CountBraces(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '{'));
}

/// The place behind `text`, which begins at `place`.
RowStart Behind(RowStart place, std::string_view text) {
  const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  if (lines > 0) {
    place = {place.line + lines, 1};
    text.remove_prefix(text.rfind('\n') + 1);
  }
  place.column += CharacterCount(text);
  return place;
}

char OnOneLine(char blank) { return blank == '\n' ? '\r' : ' '; }

/// Makes an element what ArrayReader::element() is.
void PutOnOneLine(std::string& element) {
  bool in_string = false;
  for (std::size_t i = 0; i < element.size(); ++i) {
    if (in_string && element[i] == '\\') {
      ++i;
    } else if (element[i] == '"') {
      in_string = !in_string;
    } else if (!in_string && IsJsonBlank(element[i])) {
      element[i] = OnOneLine(element[i]);
    }
  }
}

/// Where the object that opens at `begin` closes; npos where that is not in the text.
std::size_t CloseOf(const std::vector<JsonMasks>& masks, std::size_t begin) {
  std::uint64_t inside = ~std::uint64_t{0} << begin % kWordBits;
  std::size_t depth = 0;
  for (std::size_t word = begin / kWordBits; word < masks.size(); ++word) {
    const std::uint64_t opens = masks[word].opens & inside;
    for (std::uint64_t at = opens | (masks[word].closes & inside); at != 0; at &= at - 1) {
      const std::uint64_t first = at & -at;
      depth += (opens & first) != 0 ? 1 : std::size_t(-1);
      if (depth == 0) return word * kWordBits + static_cast<std::size_t>(std::countr_zero(first));
    }
    inside = ~std::uint64_t{0};
  }
  return std::string_view::npos;
}

/// Calls `see` with each word of `of` in [begin, end), and where its first bit stands.
template <typename See>
void ForWords(const std::vector<JsonMasks>& masks, std::uint64_t JsonMasks::*of, std::size_t begin,
              std::size_t end, See see) {
  for (std::size_t word = begin / kWordBits; word * kWordBits < end; ++word) {
    std::uint64_t bits = masks[word].*of;
    if (word == begin / kWordBits) bits &= ~std::uint64_t{0} << begin % kWordBits;
    const std::size_t left = end - word * kWordBits;
    if (left < kWordBits) bits &= (std::uint64_t{1} << left) - 1;
    see(bits, word * kWordBits);
  }
}

/// Writes text[begin, end), a plain object, to `line` as ArrayReader::element() is; whether it is
/// the same.
bool CopyOnOneLine(const std::vector<JsonMasks>& masks, std::string_view text, std::size_t begin,
                   std::size_t end, char* line) {
  std::memcpy(line, text.data() + begin, end - begin);
  bool is_same = true;
  ForWords(masks, &JsonMasks::blanks, begin, end, [&](std::uint64_t bits, std::size_t first) {
    for (; bits != 0; bits &= bits - 1) {
      char& blank = line[first + static_cast<std::size_t>(std::countr_zero(bits)) - begin];
      blank = OnOneLine(blank);
      is_same = false;
    }
  });
  return is_same;
}

}  // namespace

Result<std::unique_ptr<ArrayReader>> ArrayReader::Open(std::unique_ptr<ByteSource> source,
                                                       std::size_t max_element_bytes) {
  Result<TextWindow> window = TextWindow::Open(std::move(source), max_element_bytes);
  if (!window) return window.error();
  return std::unique_ptr<ArrayReader>(new ArrayReader(std::move(*window), max_element_bytes));
}

void ArrayReader::Drop(std::size_t bytes) {
  place_ = Behind(place_, window_.text().substr(0, bytes));
  window_.Drop(bytes);
}

/// False at the end of the input.
bool ArrayReader::SkipBlanks() {
  while (true) {
    const std::string_view text = window_.text();
    const auto* const first = std::ranges::find_if_not(text, IsJsonBlank);
    Drop(static_cast<std::size_t>(first - text.begin()));
    if (!window_.text().empty()) return true;
    if (!window_.Fill()) return false;
  }
}

/// Of the byte that comes next.
ArrayReader::Item ArrayReader::ReadFault(Fault fault) {
  start_ = place_;
  fault_ = fault;
  return Item::kFault;
}

Error ArrayReader::NoArray() const {
  return {fmt::format("cannot read `{}`: it does not begin with the `[` of a JSON array", name()),
          "`--input` says another format; without it, the format is found by the content"};
}

Error ArrayReader::Unknown(std::string_view what) const {
  return {
      fmt::format("cannot read `{}`: {}, on line {}, character {}, and how many cases it holds is "
                  "not known",
                  name(), what, start_.line, start_.column),
      "mend the array, or write the cases as NDJSON, of which a broken line spoils no other"};
}

Result<ArrayReader::Item> ArrayReader::Next() {
  while (SkipBlanks()) {
    if (first_.line != place_.line) first_ = place_;
    const char next = window_.text().front();
    if (state_ == State::kEnd) return ReadTextBehind();
    if (state_ == State::kNothing) {
      if (next != '[') return NoArray();
      state_ = State::kOpening;
    } else if (next == ',') {
      const Item item = ReadFault(kNoElement);
      Drop(1);
      if (std::exchange(state_, State::kComma) != State::kElement) return item;
      continue;
    } else if (next == ']') {
      const Item item = ReadFault(kCommaAtEnd);
      Drop(1);
      if (std::exchange(state_, State::kEnd) == State::kComma) return item;
      continue;
    } else {
      return ReadElement();
    }
    Drop(1);
  }
  return EndInput();
}

Result<ArrayReader::Item> ArrayReader::EndInput() {
  if (window_.error()) return *window_.error();
  if (state_ == State::kNothing) return NoArray();
  if (state_ == State::kEnd) return Item::kEnd;
  state_ = State::kEnd;
  return ReadFault(kNoEnd);
}

Result<ArrayReader::Item> ArrayReader::ReadElement() {
  const bool lacks_comma = std::exchange(state_, State::kElement) == State::kElement;
  start_ = place_;
  ElementEnd end(first_.column > 0 ? static_cast<std::size_t>(first_.column - 1)
                                   : ElementEnd::kNoLine);
  std::size_t found = 0;    // bytes of the window where the end was looked for
  std::size_t dropped = 0;  // bytes of the element before the window
  std::size_t braces = 0;   // in these
  while (!end.Find(window_.text().substr(found))) {
    found = window_.text().size();
    if (found > max_element_bytes_ + ElementEnd::kMostBlanks) {
      dropped += found;
      braces += DropAll();
      found = 0;
    }
    if (!window_.Fill()) break;
  }
  if (window_.error()) return *window_.error();
  if (!end.is_closed()) return ReadUnclosed(braces);
  if (end.may_hide_others()) return Unknown("quotes of an element do not match");
  const bool is_too_long = end.size() > max_element_bytes_;
  if (!is_too_long && !lacks_comma) {
    element_.assign(window_.text().substr(0, end.size()));
    PutOnOneLine(element_);
    element_.append(TextWindow::kPaddingBytes, '\0');
  }
  Drop(end.size() - std::min(dropped, end.size()));
  first_ = {place_.line, 0};
  if (!is_too_long && !lacks_comma) return Item::kElement;
  fault_ = is_too_long ? kTooLong : kNoComma;
  return Item::kFault;
}

/// `braces`: opening ones of the element before the window.
Result<ArrayReader::Item> ArrayReader::ReadUnclosed(std::size_t braces) {
  state_ = State::kEnd;
  if (braces + DropAll() > 1) return Unknown("an element is not closed");
  fault_ = kNotClosed;
  return Item::kFault;
}

Result<ArrayReader::Item> ArrayReader::ReadTextBehind() {
  start_ = place_;
  std::size_t braces = 0;
  do {
    braces += DropAll();
  } while (window_.Fill());
  if (window_.error()) return *window_.error();
  if (braces > 0) return Unknown(kTextBehind);
  fault_ = kTextBehind;
  return Item::kFault;
}

/// The number of opening braces that were dropped.
std::size_t ArrayReader::DropAll() {
  const std::size_t braces = CountBraces(window_.text());
  Drop(window_.text().size());
  return braces;
}

/// Behind what must stand between it and what was read last, which ends at `at`; npos where
/// something else comes.
std::size_t ArrayReader::BeginOfNextObject(std::string_view text, std::size_t at, State state) {
  bool needs_comma = state == State::kElement;
  for (; at < text.size(); ++at) {
    if (text[at] == ',' && std::exchange(needs_comma, false)) continue;
    if (!IsJsonBlank(text[at])) break;
  }
  const bool is_object = at < text.size() && text[at] == '{' && !needs_comma;
  return is_object ? at : std::string_view::npos;
}

/// The plain object that opens at `begin`; empty where it is not plain or not whole in `text`.
std::string_view ArrayReader::PlainObject(std::string_view text, std::size_t begin) const {
  const std::size_t close = CloseOf(scan_.masks, begin);
  if (close == std::string_view::npos) return {};
  bool is_spoiled = false;
  ForWords(scan_.masks, &JsonMasks::spoils, begin, close,
           [&](std::uint64_t bits, std::size_t) { is_spoiled |= bits != 0; });
  std::size_t next = close + 1;
  while (next < text.size() && IsJsonBlank(text[next])) ++next;
  // Else ElementEnd may say that it ends with its first line.
  const std::string_view object = text.substr(begin, close + 1 - begin);
  const std::size_t second_line = object.find('\n');
  if (second_line != std::string_view::npos) {
    const std::size_t first = object.find_first_not_of(" \t\r\n", second_line);
    is_spoiled |= object[first] == '{';
  }
  const bool is_followed = next < text.size() && (text[next] == ',' || text[next] == ']');
  return is_followed && !is_spoiled ? object : std::string_view();
}

bool ArrayReader::TakePlainElements(std::size_t min_bytes, std::size_t max_bytes,
                                    TextLines& lines) {
  max_bytes = std::min(max_bytes, max_element_bytes_);
  while (window_.text().size() < max_bytes && window_.Fill()) {
  }
  if (state_ == State::kNothing && SkipBlanks() && window_.text().front() == '[') {
    first_ = place_;
    Drop(1);
    state_ = State::kOpening;
  }
  if (window_.error() || state_ == State::kNothing || state_ == State::kEnd) return false;
  const std::string_view text = window_.text().substr(0, max_bytes);
  ScanJson(text, scan_);
  const std::size_t valid = scan_.is_ascii ? text.size() : FindInvalidUtf8(text);
  lines.padded.resize(text.size() + TextLines::kPadding);
  lines.starts.clear();
  char* const begin_of_lines = lines.padded.data();
  char* line = begin_of_lines;
  State state = state_;
  RowStart place = place_;
  std::size_t at = 0;
  while (true) {
    const std::size_t begin = BeginOfNextObject(text, at, state);
    if (begin == std::string_view::npos) break;
    const std::string_view object = PlainObject(text, begin);
    if (object.empty() || begin + object.size() > valid) break;
    place = Behind(place, text.substr(at, begin - at));
    lines.starts.push_back(place);
    at = begin + object.size();
    const bool is_one_line = CopyOnOneLine(scan_.masks, text, begin, at, line);
    if (is_one_line && scan_.is_ascii) {
      place.column += object.size();
    } else {
      place = Behind(place, object);
    }
    line += object.size();
    *line++ = '\n';  // a comma or the `]` of the array stands behind it
    state = State::kElement;
  }
  const auto size = static_cast<std::size_t>(line - begin_of_lines);
  const std::size_t next = std::min(text.find_first_not_of(" \t\r\n", at), text.size() - 1);
  if (size == 0 || (size < min_bytes && text[next] != ']')) return false;
  lines.padded.resize(size + TextLines::kPadding);
  window_.Drop(at);
  place_ = place;
  first_ = {place.line, 0};
  state_ = state;
  return true;
}

}  // namespace mgl
