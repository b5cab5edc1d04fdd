# wasm_runtime: the C++ runtime with exceptions, which zig's own for WASI lacks, from the sources that come with zig. A
# program links it, and so becomes a module without main() that its host calls.
set(zig ${MGL_WASM_TOOLS}/zig/lib)
set(abi abort_message cxa_aux_runtime cxa_default_handlers cxa_demangle cxa_exception cxa_exception_storage cxa_guard
  cxa_handlers cxa_personality cxa_vector cxa_virtual fallback_malloc private_typeinfo stdlib_exception
  stdlib_new_delete stdlib_stdexcept stdlib_typeinfo)
# Without what WASI cannot compile, filesystem/operations before all, and without what the core has no use for.
set(std algorithm any atomic bind call_once charconv chrono condition_variable condition_variable_destructor
  error_category exception expected fstream functional future hash ios ios.instantiations iostream locale memory
  memory_resource mutex mutex_destructor new_handler new_helpers optional ostream random random_shuffle stdexcept string
  system_error thread typeinfo valarray variant vector verbose_abort filesystem/directory_entry
  filesystem/filesystem_error filesystem/filesystem_clock filesystem/path filesystem/directory_iterator ryu/d2fixed
  ryu/d2s ryu/f2s)
list(TRANSFORM abi REPLACE "(.+)" "${zig}/libcxxabi/src/\\1.cpp")
list(TRANSFORM std REPLACE "(.+)" "${zig}/libcxx/src/\\1.cpp")

add_library(wasm_runtime STATIC ${abi} ${std} ${zig}/libunwind/src/Unwind-wasm.c ${CMAKE_CURRENT_LIST_DIR}/runtime.c)
set_target_properties(wasm_runtime PROPERTIES CXX_STANDARD 23)
target_compile_definitions(wasm_runtime PRIVATE _LIBCPP_BUILDING_LIBRARY _LIBCXXABI_BUILDING_LIBRARY
  LIBCXX_BUILDING_LIBCXXABI _LIBUNWIND_HIDE_SYMBOLS)
target_include_directories(wasm_runtime PRIVATE ${zig}/libcxx/src ${zig}/libcxx/libc ${zig}/libcxxabi/src
  ${zig}/libunwind/include ${zig}/libunwind/src)
target_compile_options(wasm_runtime PRIVATE -w $<$<COMPILE_LANGUAGE:C>:-fwasm-exceptions>)
# A stack of 1 MiB is enough: the language bounds what nests.
target_link_options(wasm_runtime INTERFACE -O2 -s -nostdlib++ -mexec-model=reactor -Wl,--gc-sections
  -Wl,-z,stack-size=1048576)
