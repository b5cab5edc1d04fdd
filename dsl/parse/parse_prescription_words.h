// The words of prescriptions, and how they stand one after the other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mgl {

/// The words, numbers and signs of a line: `500mg-1g,` are `500`, `mg`, `-`, `1`, `g`, `,`.
class PrescriptionWords {
 public:
  explicit PrescriptionWords(std::string_view line);

  bool AtEnd() const { return at_ >= words_.size(); }
  /// The word so many words on, or empty; in small letters without points.
  std::string_view Word(std::size_t ahead = 0) const;
  std::string Letters(std::size_t ahead = 0) const;
  /// Where it stands in the line.
  std::size_t Begin() const;
  std::size_t End() const;  // of the word before
  void Skip(std::size_t words) { at_ += words; }
  /// The number so many words on, also `one`, `half`, `1/2`: its digits, and how many words it has.
  struct Number {
    std::string digits;
    std::size_t words = 0;
  };
  std::optional<Number> NumberAt(std::size_t ahead = 0) const;
  /// The next words are these, in small letters.
  bool Are(std::string_view phrase) const;
  /// The line from the next word on.
  std::string_view Rest() const;
  std::string_view line() const { return line_; }

 private:
  std::string_view line_;
  std::vector<std::string_view> words_;
  std::size_t at_ = 0;
};

bool IsNumberText(std::string_view word);

/// The unit of an amount as the language writes it: `tab` -> `tablet`; empty for another word.
std::string AmountUnit(std::string_view word);

/// How often, in the words of the language; moves behind it. `taken`: the time of day that it says.
std::string OftenAt(PrescriptionWords& words, std::string& taken);

}  // namespace mgl
