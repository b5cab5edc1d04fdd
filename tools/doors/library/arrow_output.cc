#include "tools/doors/library/arrow_output.h"

#include <sys/mman.h>

#include <algorithm>
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

/// What a schema or an array owns. Children that nobody moved out are released with it.
template <typename Struct>
struct Parts {
  std::vector<Struct> children;
  std::vector<Struct*> pointers;
  Struct dictionary{};

  Parts() = default;
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts() {
    for (Struct& child : children) {
      if (child.release != nullptr) child.release(&child);
    }
    if (dictionary.release != nullptr) dictionary.release(&dictionary);
  }
  void MakeChildren(std::size_t count) {
    children.resize(count);
    for (Struct& child : children) pointers.push_back(&child);
  }
};

struct SchemaParts : Parts<ArrowSchema> {
  std::string format;
  std::string name;
};

struct ArrayParts : Parts<ArrowArray> {
  OutputColumn column;
  const void* buffers[3] = {};
};

template <typename Struct, typename Owned>
void Release(Struct* released) {
  delete static_cast<Owned*>(released->private_data);
  released->release = nullptr;
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

OutputColumn MakeOutputColumn(std::string name, std::string format, std::size_t rows,
                              bool is_nullable, BufferMemory& memory) {
  OutputColumn column;
  column.name = std::move(name);
  column.format = std::move(format);
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
  auto parts = std::make_unique<SchemaParts>();
  parts->format = column.format;
  parts->name = column.name;
  parts->MakeChildren(column.children.size());
  for (std::size_t i = 0; i < column.children.size(); ++i) {
    ExportSchema(column.children[i], parts->children[i]);
  }
  if (column.dictionary != nullptr) ExportSchema(*column.dictionary, parts->dictionary);
  schema = {};
  schema.format = parts->format.c_str();
  schema.name = parts->name.c_str();
  schema.flags = column.is_nullable ? ARROW_FLAG_NULLABLE : 0;
  schema.n_children = static_cast<std::int64_t>(parts->children.size());
  schema.children = parts->pointers.empty() ? nullptr : parts->pointers.data();
  schema.dictionary = column.dictionary != nullptr ? &parts->dictionary : nullptr;
  schema.release = Release<ArrowSchema, SchemaParts>;
  schema.private_data = parts.release();
}

void ExportArray(OutputColumn moved, ArrowArray& array) {
  auto parts = std::make_unique<ArrayParts>();
  parts->column = std::move(moved);
  OutputColumn& column = parts->column;
  parts->MakeChildren(column.children.size());
  for (std::size_t i = 0; i < column.children.size(); ++i) {
    ExportArray(std::move(column.children[i]), parts->children[i]);
  }
  const bool has_dictionary = column.dictionary != nullptr;
  if (has_dictionary) ExportArray(std::move(*column.dictionary), parts->dictionary);
  array = {};
  array.length = static_cast<std::int64_t>(column.rows);
  ClearRest(column);
  // Who needs to know it counts: the bitmaps have left the caches.
  array.null_count = column.validity.data() == nullptr ? 0 : -1;
  array.n_buffers = column.format == "+s" ? 1 : column.format == "u" ? 3 : 2;
  parts->buffers[0] = column.validity.data();
  parts->buffers[1] = column.values.data();
  parts->buffers[2] = column.text.data();
  array.buffers = parts->buffers;
  array.n_children = static_cast<std::int64_t>(parts->children.size());
  array.children = parts->pointers.empty() ? nullptr : parts->pointers.data();
  array.dictionary = has_dictionary ? &parts->dictionary : nullptr;
  array.release = Release<ArrowArray, ArrayParts>;
  array.private_data = parts.release();
}

}  // namespace mgl
