// What stands next in a text of prose: words, names of the guideline, numbers, units.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/reread/prose_words.h"
#include "dsl/reread/vocabulary.h"

namespace mgl {

/// What begins with `Take` moves on where it fits, and else stays.
class ProseScanner {
 public:
  ProseScanner(std::string_view prose, const std::vector<Called>& vocabulary)
      : prose_(prose), vocabulary_(vocabulary) {}

 protected:
  void Skip();
  /// The words stand here, in any case, with any blanks between them.
  bool Take(std::string_view words);
  template <std::size_t kSize>
  std::string_view TakeOne(const Saying (&sayings)[kSize]) {
    for (const Saying& saying : sayings) {
      if (Take(saying.said)) return saying.written;
    }
    return {};
  }
  template <std::size_t kSize>
  bool TakeAny(const std::string_view (&words)[kSize]) {
    return std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view word) { return Take(word); });
  }
  /// Up to where a name stands.
  void TakeEmptyWords();
  /// A name of the guideline, by its name or title; `_`, `-`, `/` and blanks part words. Null:
  /// none.
  const Called* TakeCalled();
  std::string TakeDigits();
  /// The unit behind a number: what stands up to the next blank, where it is no word of prose.
  std::string TakeUnit();

  std::string_view prose_;
  const std::vector<Called>& vocabulary_;
  std::size_t at_ = 0;
};

}  // namespace mgl
