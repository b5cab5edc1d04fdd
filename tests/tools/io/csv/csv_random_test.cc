// CSV against an obvious reader on random texts, and against the writer across the buffer's end.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/tools/io/csv/read_csv.h"
#include "tools/io/csv/csv_reader.h"
#include "tools/io/csv/csv_writer.h"

namespace mgl {
namespace {

/// The obvious reader: the whole text in memory, byte by byte. Only what the limits on size and
/// columns do to reasons is left out.
class ObviousReader {
 public:
  ObviousReader(std::string text, std::size_t max_record_bytes)
      : text_(std::move(text)), max_bytes_(max_record_bytes) {}

  std::vector<Delivered> ReadAll() {
    while (position_ < text_.size()) {
      if (LineEnd() == position_ || At(position_) == kLineEnd) {
        NextLine();
      } else {
        items_.push_back(ReadRecord());
      }
    }
    return items_;
  }

 private:
  enum Kind { kOther, kDelimiter, kLineEnd, kEndOfText };

  Kind At(std::size_t i) const {
    if (i >= text_.size()) return kEndOfText;
    if (text_[i] == ',') return kDelimiter;
    if (text_[i] == '\n') return kLineEnd;
    const bool ends = text_[i] == '\r' && (i + 1 == text_.size() || text_[i + 1] == '\n');
    return ends ? kLineEnd : kOther;
  }
  std::size_t LineEnd() const { return std::min(text_.find('\n', position_), text_.size()); }
  void NextLine() {
    position_ = std::min(LineEnd() + 1, text_.size());
    ++line_;
  }

  /// Up to the end of the line of the quote at `quote`.
  Delivered RejectLine(std::size_t column, const std::string& reason, std::size_t quote) {
    std::string raw = text_.substr(position_, LineEnd() - position_);
    if (raw.ends_with('\r')) raw.pop_back();
    Delivered item = {line_, {}, reason, column, raw};
    do NextLine();
    while (position_ <= quote && position_ < text_.size());
    return item;
  }
  /// Where a quote closes that far behind, the record is over the limit: its first line is
  /// rejected.
  std::size_t RejectedTo(std::size_t quote, std::size_t closing) const {
    return closing - position_ >= max_bytes_ + 2 ? position_ : quote;
  }

  Delivered ReadRecord() {
    Delivered item = {line_, {}, "", 0, ""};
    std::size_t i = position_;
    const auto note = [&item](const std::string& reason) {
      if (!item.reason.empty()) return;
      item.reason = reason;
      item.column = item.fields.size() + 1;
    };
    while (true) {
      std::string field;
      if (At(i) != kEndOfText && text_[i] == '"') {
        const std::size_t quote = i;
        for (++i; i < text_.size() && !(text_[i] == '"' && text_.substr(i, 2) != "\"\""); ++i) {
          if (text_[i] == '"') ++i;
          field += text_[i];
        }
        const std::size_t to = RejectedTo(quote, std::min(i, text_.size()));
        if (i >= text_.size()) return RejectLine(item.fields.size() + 1, kUnclosed, to);
        if (At(++i) == kOther)
          return RejectLine(item.fields.size() + 1, "text follows a closing quote", to);
      } else if (std::min(text_.find('\n', i), text_.size()) - position_ >= max_bytes_ + 2) {
        return RejectLine(0, "over the limit", position_);
      }
      for (; At(i) == kOther; ++i) {
        if (text_[i] == '\r') note("a carriage return outside quotes ends no line");
        field += text_[i];
      }
      item.fields.push_back(field);
      if (At(i) != kDelimiter) break;
      ++i;
    }
    return Finish(item, i);
  }

  Delivered Finish(Delivered item, std::size_t end) {
    if (end - position_ > max_bytes_) return RejectLine(0, "over the limit", position_);
    for (std::size_t field = 0; item.reason.empty() && field < item.fields.size(); ++field) {
      const std::size_t bad = item.fields[field].find_first_of(std::string("\0\xFF", 2));
      if (bad == std::string::npos) continue;
      item.column = field + 1;
      item.reason = item.fields[field][bad] == '\0' ? "the text holds a NUL byte"
                                                    : "the text is not valid UTF-8";
    }
    if (!item.reason.empty()) {
      item.fields.clear();
      item.raw = text_.substr(position_, end - position_);
    }
    do NextLine();
    while (position_ <= end && position_ < text_.size());
    return item;
  }

  std::string text_;
  std::size_t max_bytes_;
  std::size_t position_ = 0;
  std::uint64_t line_ = 1;
  std::vector<Delivered> items_;
};

void CompareWithObvious(const std::string& text, std::size_t max_bytes, std::size_t step) {
  const bool limited = max_bytes < text.size();
  std::vector<Delivered> expected = ObviousReader(text, max_bytes).ReadAll();
  std::vector<Delivered> got = ReadAll(*MustOpen(text, {',', max_bytes, 10'000}, step));
  expected.erase(expected.begin());  // the header
  std::string expected_text;
  std::string got_text;
  for (auto* items : {&expected, &got}) {
    std::string& shown = items == &expected ? expected_text : got_text;
    for (Delivered& item : *items) {
      if (limited && !item.reason.empty()) item = {item.line, {}, "rejected", 0, ""};
      shown += Show(item) + "\n";
    }
  }
  if (expected_text == got_text) return;
  CAPTURE(text);
  CAPTURE(max_bytes);
  CHECK(got_text == expected_text);
}

TEST_SUITE_BEGIN("kernels");

TEST_CASE("random texts, in pieces of any size, read as the obvious reader reads them") {
  std::mt19937 random(20260301);
  const std::string alphabet("aab,,,\"\"\"\n\n\n\r\r\0\xFF\xC3\xBC", 19);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "h\n";
    const std::size_t length = random() % 40;
    // Umlauts only whole: any other byte outside ASCII is invalid by itself.
    while (text.size() < length) {
      const char c = alphabet[random() % (round % 2 == 0 ? 15 : alphabet.size())];
      if (static_cast<unsigned char>(c) >= 0x80 && c != '\xFF') {
        text += "\xC3\xBC";
      } else {
        text += c;
      }
    }
    CompareWithObvious(text, 1000, 1 + random() % 5);
    CompareWithObvious(text, 8, 1 + random() % 5);
  }
}

TEST_CASE("what the writer writes is read back, also across the buffer's end") {
  std::mt19937 random(1);
  const std::vector<std::string> fields = {
      "",  "1.1", " a", "a ", "a,b", "say \"a\"", "a\nb", "a\r\n", "\"\"", "gr\xC3\xBC\xC3\x9F",
      "x", "\t"};
  std::string text = "h\n";
  std::vector<std::vector<std::string>> records;
  while (text.size() < 3'000'000) {
    std::vector<std::string> record = {std::to_string(records.size())};
    AppendCsvField(text, record[0]);
    for (std::size_t i = random() % 8; i > 0; --i) {
      record.push_back(fields[random() % fields.size()]);
      text += ',';
      AppendCsvField(text, record.back());
    }
    text += '\n';
    records.push_back(std::move(record));
  }
  for (const std::size_t step : {std::size_t{997}, text.size()}) {
    const std::vector<Delivered> got = ReadAll(*MustOpen(text, {}, step));
    REQUIRE(got.size() == records.size());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < got.size(); ++i) wrong += got[i].fields != records[i];
    CHECK(wrong == 0);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace mgl
