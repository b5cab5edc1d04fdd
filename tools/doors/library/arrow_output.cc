#include "tools/doors/library/arrow_output.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>
#include <utility>

#include "engine/batch/plane_kernels.h"

namespace mgl {
namespace {

constexpr std::size_t kAlignment = 64;

std::size_t WholeBlocks(std::size_t rows) {
  return (rows + kBlockCases - 1) / kBlockCases * kBlockCases;
}

std::size_t WidthOf(std::string_view format) {
  if (format == "c") return 1;
  if (format == "s") return 2;
  return format == "g" ? 8 : 4;
}

/// What a column, its children and its dictionaries own together, so that a case of its own takes
/// few pieces of memory: freed when the last of them is released.
template <typename Struct>
struct Shared {
  std::atomic<std::size_t> owners = 0;
  std::vector<Struct> inner;      // children, then dictionaries; not the column itself
  std::vector<Struct*> children;  // the first of them

  explicit Shared(const OutputColumn& column) : inner(column.children.size()) {
    std::size_t dictionaries = column.dictionary != nullptr ? 1 : 0;
    for (const OutputColumn& child : column.children) dictionaries += child.dictionary ? 1 : 0;
    inner.resize(inner.size() + dictionaries);
    children.reserve(column.children.size());
    for (std::size_t i = 0; i < column.children.size(); ++i) children.push_back(&inner[i]);
  }
};

struct SharedSchema : Shared<ArrowSchema> {
  using Shared::Shared;
  std::string texts;  // names and formats, each with a NUL

  const char* Keep(std::string_view text) {
    const std::size_t begin = texts.size();
    texts += text;
    texts += '\0';
    return texts.data() + begin;
  }
};

struct SharedArray : Shared<ArrowArray> {
  explicit SharedArray(OutputColumn moved) : Shared(moved), column(std::move(moved)) {}
  OutputColumn column;
  std::vector<std::array<const void*, 3>> buffers;
};

/// Inner ones that nobody moved out are released too.
template <typename Struct, typename Owned>
void Release(Struct* released) {
  for (std::int64_t i = 0; i < released->n_children; ++i) {
    Struct* const child = released->children[i];
    if (child->release != nullptr) child->release(child);
  }
  Struct* const dictionary = released->dictionary;
  if (dictionary != nullptr && dictionary->release != nullptr) dictionary->release(dictionary);
  auto* const shared = static_cast<Owned*>(released->private_data);
  released->release = nullptr;
  if (shared->owners.fetch_sub(1) == 1) delete shared;
}

/// Of what SharedSchema keeps.
std::size_t TextSize(const OutputColumn& column) {
  const std::size_t own = column.format.size() + column.name.size() + 2;
  return column.dictionary == nullptr ? own : own + TextSize(*column.dictionary);
}

/// Bits behind the last row are clear.
void ClearRest(OutputColumn& column) {
  const std::size_t rest = column.rows % kWordBits;
  if (column.validity.data() == nullptr || rest == 0) return;
  column.validity.As<Word>()[column.rows / kWordBits] &= (Word{1} << rest) - 1;
}

}  // namespace

std::shared_ptr<void> BufferMemory::Take(std::size_t size) {
  constexpr std::size_t kLarge = std::size_t{32} << 10U;
  const bool is_large = size >= kLarge;
  Region& region = is_large ? large_ : small_;
  if (std::align(kAlignment, size, region.at, region.left) == nullptr) {
    region = is_large ? MakeLarge(size) : MakeSmall(size);
    std::align(kAlignment, size, region.at, region.left);
  }
  std::shared_ptr<void> taken(region.owner, region.at);
  region.at = static_cast<char*>(region.at) + size;
  region.left -= size;
  return taken;
}

BufferMemory::Region BufferMemory::MakeSmall(std::size_t size) {
  constexpr std::size_t kUsual = std::size_t{8} << 10U;
  const std::size_t whole = std::max(kUsual, size) + kAlignment;
  void* const begin = std::calloc(whole, 1);
  if (begin == nullptr) throw std::bad_alloc();
  return {std::shared_ptr<void>(begin, [](void* region) { std::free(region); }), begin, whole};
}

BufferMemory::Region BufferMemory::MakeLarge(std::size_t size) {
  constexpr std::size_t kHugePage = std::size_t{2} << 20U;
  constexpr std::size_t kUsual = std::size_t{64} << 20U;  // what is not touched takes no memory
  const std::size_t whole = std::max(kUsual, size) + kHugePage;
  void* const begin = mmap(nullptr, whole, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (begin == MAP_FAILED) throw std::bad_alloc();
  Region made{std::shared_ptr<void>(begin, [whole](void* region) { munmap(region, whole); }), begin,
              whole};
  std::align(kHugePage, whole - kHugePage, made.at, made.left);
  madvise(made.at, made.left, MADV_HUGEPAGE);  // only a wish
  return made;
}

bool OutputColumn::AppendText(std::string_view next, std::size_t row) {
  text += next;
  if (text.size() > std::numeric_limits<std::int32_t>::max()) return false;
  values.As<std::int32_t>()[row + 1] = static_cast<std::int32_t>(text.size());
  return true;
}

OutputColumn MakeOutputColumn(std::string name, std::string_view format, std::size_t rows,
                              bool is_nullable, BufferMemory& memory) {
  OutputColumn column;
  column.name = std::move(name);
  column.format = format;
  column.rows = rows;
  column.is_nullable = is_nullable;
  const std::size_t whole = WholeBlocks(rows);
  if (is_nullable) column.validity = ArrowBuffer(whole / 8, memory);
  if (column.format == "+s") return column;
  const bool is_text = column.format == "u";
  column.values = ArrowBuffer(column.format == "b" ? whole / 8
                              : is_text            ? (rows + 1) * sizeof(std::int32_t)
                                                   : whole * WidthOf(column.format),
                              memory);
  return column;
}

OutputColumn MakeDictionaryColumn(std::string name, const std::vector<std::string>& texts,
                                  std::size_t rows, bool is_nullable, BufferMemory& memory) {
  constexpr std::size_t kMostOfInt8 = 128;
  OutputColumn column = MakeOutputColumn(std::move(name), texts.size() > kMostOfInt8 ? "s" : "c",
                                         rows, is_nullable, memory);
  column.dictionary =
      std::make_unique<OutputColumn>(MakeOutputColumn("", "u", texts.size(), false, memory));
  for (std::size_t i = 0; i < texts.size(); ++i) column.dictionary->AppendText(texts[i], i);
  return column;
}

void ExportSchema(const OutputColumn& column, ArrowSchema& schema) {
  auto owned = std::make_unique<SharedSchema>(column);
  SharedSchema& shared = *owned;
  std::size_t size = TextSize(column);
  for (const OutputColumn& child : column.children) size += TextSize(child);
  shared.texts.reserve(size);
  std::size_t next = column.children.size();
  const auto set = [&](const OutputColumn& of, ArrowSchema& to) {
    to = {};
    to.format = shared.Keep(of.format);
    to.name = shared.Keep(of.name);
    to.flags = of.is_nullable ? ARROW_FLAG_NULLABLE : 0;
    to.release = Release<ArrowSchema, SharedSchema>;
    to.private_data = &shared;
    ++shared.owners;
  };
  const auto set_with_dictionary = [&](const OutputColumn& of, ArrowSchema& to) {
    set(of, to);
    if (of.dictionary == nullptr) return;
    to.dictionary = &shared.inner[next++];
    set(*of.dictionary, *to.dictionary);
  };
  for (std::size_t i = 0; i < column.children.size(); ++i) {
    set_with_dictionary(column.children[i], shared.inner[i]);
  }
  set_with_dictionary(column, schema);
  schema.n_children = static_cast<std::int64_t>(shared.children.size());
  schema.children = shared.children.empty() ? nullptr : shared.children.data();
  static_cast<void>(owned.release());  // its owners free it
}

void ExportArray(OutputColumn moved, ArrowArray& array) {
  auto owned = std::make_unique<SharedArray>(std::move(moved));
  SharedArray& shared = *owned;
  OutputColumn& column = shared.column;
  shared.buffers.reserve(shared.inner.size() + 1);
  std::size_t next = column.children.size();
  const auto set = [&](OutputColumn& of, ArrowArray& to) {
    ClearRest(of);
    to = {};
    to.length = static_cast<std::int64_t>(of.rows);
    // Who needs to know it counts: the bitmaps have left the caches.
    to.null_count = of.validity.data() == nullptr ? 0 : -1;
    to.n_buffers = of.format == "+s" ? 1 : of.format == "u" ? 3 : 2;
    shared.buffers.push_back({of.validity.data(), of.values.data(), of.text.data()});
    to.buffers = shared.buffers.back().data();
    to.release = Release<ArrowArray, SharedArray>;
    to.private_data = &shared;
    ++shared.owners;
  };
  const auto set_with_dictionary = [&](OutputColumn& of, ArrowArray& to) {
    set(of, to);
    if (of.dictionary == nullptr) return;
    to.dictionary = &shared.inner[next++];
    set(*of.dictionary, *to.dictionary);
  };
  for (std::size_t i = 0; i < column.children.size(); ++i) {
    set_with_dictionary(column.children[i], shared.inner[i]);
  }
  set_with_dictionary(column, array);
  array.n_children = static_cast<std::int64_t>(shared.children.size());
  array.children = shared.children.empty() ? nullptr : shared.children.data();
  static_cast<void>(owned.release());  // its owners free it
}

}  // namespace mgl
