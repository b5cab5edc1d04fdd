#include "engine/z3/z3_calls.h"

#include <type_traits>

#include "engine/z3/ask_z3.h"

namespace mgl {

Z3Calls z3_calls;

bool FindZ3Calls(const std::function<void*(const char*)>& find) {
  bool are_all_there = true;
  z3_calls.ForEach([&](const char* name, auto& function) {
    void* const found = find(name);
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(found);
    are_all_there = are_all_there && found != nullptr;
  });
  return are_all_there;
}

}  // namespace mgl
