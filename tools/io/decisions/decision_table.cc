#include "tools/io/decisions/decision_table.h"

#include <algorithm>

#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "tools/io/decisions/reordered_csv.h"
#include "tools/words/one_line.h"

namespace mgl {
namespace {

constexpr std::size_t kFirstRecords = 500;  // say how wide columns are
constexpr std::size_t kGap = 2;
constexpr std::size_t kLeastWidth = 8;  // of a name or a text that is cut
constexpr std::size_t kMostWidth = 60;  // of the last column too

/// A cell as it is written, without its quotes and what a terminal would obey.
std::string Shown(std::string_view cell) {
  if (!cell.starts_with('"')) return OnOneLine(cell);
  std::string shown;
  cell = cell.substr(1, cell.size() - 2);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    shown += cell[i];
    if (cell[i] == '"') ++i;
  }
  return OnOneLine(shown);
}

Ink InkOf(std::string_view cell) {
  if (cell == "yes" || cell == "y") return Ink::kGood;
  if (cell == "unknown" || cell == "?") return Ink::kOpen;
  if (cell == "blocked" || cell == "b" || cell == "overridden" || cell == "o") return Ink::kBad;
  return cell == "no" || cell == "n" ? Ink::kFaint : Ink::kPlain;
}

/// At most `width` characters, the last of them "…" where something is cut.
std::string Cut(std::string_view text, std::size_t width) {
  if (CharacterCount(text) <= width) return std::string(text);
  std::string cut;
  for (std::size_t i = 0; i + 1 < width; ++i) {
    const std::size_t length = std::max<std::size_t>(CharacterLength(text), 1);
    cut += text.substr(0, length);
    text.remove_prefix(length);
  }
  return cut + "…";
}

}  // namespace

/// As many columns as fit. Of one that does not fit the first part is shown where it is long.
/// `is_all`: blank columns stay blank. `cuts_names`: to about the length of their cells.
void DecisionTable::PlanColumns(bool is_all, bool cuts_names) {
  columns_.clear();
  left_out_ = 0;
  const std::size_t cells = first_.empty() ? 0 : first_.front().size();
  std::size_t used = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    std::size_t width = 0;
    for (std::size_t i = 1; i < first_.size(); ++i) {
      if (cell < first_[i].size()) width = std::max(width, CharacterCount(first_[i][cell]));
    }
    if (width == 0 && is_all && first_.size() > 1) continue;
    const std::size_t name = CharacterCount(first_.front()[cell]);
    const std::size_t short_name = std::min(name, std::max(width, kLeastWidth) + kGap);
    width = std::max(width, cuts_names ? short_name : name);
    // Of many columns the first leaves half the line to the others.
    const bool is_first_of_many = columns_.empty() && cells > 1;
    width = std::min(width, is_first_of_many
                                ? std::min(kMostWidth, std::max<std::size_t>(style_.width / 2, 1))
                                : kMostWidth);
    const std::size_t gap = columns_.empty() ? 0 : kGap;
    const std::size_t room = style_.width > used + gap ? style_.width - used - gap : 0;
    if (width > room && !columns_.empty() && (room < kLeastWidth || width < 2 * kLeastWidth)) {
      ++left_out_;
      continue;
    }
    const bool is_id = first_.front()[cell] == "id";  // a patient may be called `b`
    columns_.push_back({cell, std::min(width, std::max(room, std::size_t{1})), is_id});
    used += gap + columns_.back().width;
  }
}

void DecisionTable::AppendRecord(const Record& record, bool is_header) {
  std::size_t blanks = 0;
  for (const Column& column : columns_) {
    const std::string& cell = column.cell < record.size() ? record[column.cell] : std::string();
    const std::string shown = Cut(cell, column.width);
    if (!shown.empty()) {
      lines_.append(blanks, ' ');
      const Ink ink = is_header ? Ink::kBold : column.is_id ? Ink::kPlain : InkOf(cell);
      lines_ += style_.color ? Inked(shown, ink) : shown;
      blanks = 0;
    }
    blanks += column.width - CharacterCount(shown) + kGap;
  }
  lines_ += '\n';
}

std::optional<Error> DecisionTable::WriteFirst(bool is_all) {
  PlanColumns(is_all, false);
  if (left_out_ > 0) PlanColumns(is_all, true);
  is_planned_ = true;
  for (std::size_t i = 0; i < first_.size(); ++i) AppendRecord(first_[i], i == 0);
  first_.clear();
  return sink_.Write(std::exchange(lines_, {}));
}

std::optional<Error> DecisionTable::Write(std::string_view text) {
  std::vector<std::string_view> cells;
  while (!text.empty()) {
    text = TakeCsvRecord(text, cells);
    Record record;
    for (const std::string_view cell : cells) record.push_back(Shown(cell));
    if (is_planned_) {
      AppendRecord(record, false);
    } else {
      first_.push_back(std::move(record));
      if (first_.size() <= kFirstRecords) continue;
      if (auto error = WriteFirst(false)) return error;
    }
  }
  return is_planned_ ? sink_.Write(std::exchange(lines_, {})) : std::nullopt;
}

std::optional<Error> DecisionTable::Finish() {
  if (!is_planned_) {
    if (auto error = WriteFirst(true)) return error;
  }
  if (left_out_ == 0) return std::nullopt;
  return sink_.Write("(" + Counted(left_out_, "more column") +
                     ": --columns id,NAME,… chooses some, -o FILE writes all)\n");
}

}  // namespace mgl
