#include "tools/doors/cli/number_memory.h"

#include <gmp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace mgl {
namespace {

constexpr std::size_t kBytesAClass = 16;
constexpr std::size_t kClasses = 4;
constexpr std::uint32_t kMostKept = 16384;  // blocks of one class, by one thread

OutOfMemory out_of_memory = nullptr;

struct Block {
  Block* next;
};

/// Those that a thread keeps when it ends are lost to the others: threads are few.
struct Blocks {
  Block* first;
  std::uint32_t count;
};
constinit thread_local std::array<Blocks, kClasses> kept{};

/// kClasses and more: not kept.
std::size_t ClassOf(std::size_t size) { return size == 0 ? 0 : (size - 1) / kBytesAClass; }

void* Checked(void* memory) {
  if (memory == nullptr) out_of_memory();
  return memory;
}

void* Allocate(std::size_t size) {
  const std::size_t of = ClassOf(size);
  if (of >= kClasses) return Checked(std::malloc(size));
  Blocks& blocks = kept[of];
  if (blocks.first == nullptr) return Checked(std::malloc((of + 1) * kBytesAClass));
  Block* const block = blocks.first;
  blocks.first = block->next;
  --blocks.count;
  return block;
}

void Free(void* memory, std::size_t size) {
  const std::size_t of = ClassOf(size);
  if (of >= kClasses || kept[of].count == kMostKept) return std::free(memory);
  Blocks& blocks = kept[of];
  auto* const block = static_cast<Block*>(memory);
  block->next = blocks.first;
  blocks.first = block;
  ++blocks.count;
}

void* Reallocate(void* memory, std::size_t old_size, std::size_t size) {
  const std::size_t from = ClassOf(old_size);
  const std::size_t to = ClassOf(size);
  if (from >= kClasses && to >= kClasses) return Checked(std::realloc(memory, size));
  if (from == to) return memory;
  void* const other = Allocate(size);
  std::memcpy(other, memory, std::min(old_size, size));
  Free(memory, old_size);
  return other;
}

}  // namespace

void UseNumberMemory(OutOfMemory then) {
  out_of_memory = then;
  mp_set_memory_functions(Allocate, Reallocate, Free);
}

}  // namespace mgl
