# WebAssembly (WASI, 32 bits) with what `tools/doors/wasm/setup` put into build/wasm_tools.
set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})

cmake_path(SET MGL_WASM_TOOLS NORMALIZE ${CMAKE_CURRENT_LIST_DIR}/../../../build/wasm_tools)
if(NOT EXISTS ${MGL_WASM_TOOLS}/bin/wasi-c++)
  message(FATAL_ERROR "${MGL_WASM_TOOLS} is missing: run tools/doors/wasm/setup")
endif()
set(CMAKE_C_COMPILER ${MGL_WASM_TOOLS}/bin/wasi-cc)
set(CMAKE_CXX_COMPILER ${MGL_WASM_TOOLS}/bin/wasi-c++)
set(CMAKE_AR ${MGL_WASM_TOOLS}/bin/wasi-ar CACHE FILEPATH "")
set(CMAKE_RANLIB ${MGL_WASM_TOOLS}/bin/wasi-ranlib CACHE FILEPATH "")

# Nothing of this machine is found by chance; and no try links, for which the C++ runtime would have to be there.
set(CMAKE_FIND_ROOT_PATH ${MGL_WASM_TOOLS})
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

# Zig switches the threads and files of libc++ off for WASI. Their headers are wanted and work, and nothing of the core
# starts a thread or opens a file. Library and runtime must be told the same.
set(CMAKE_CXX_FLAGS_INIT "-fwasm-exceptions -U_LIBCPP_HAS_THREADS -D_LIBCPP_HAS_THREADS=1 \
-U_LIBCPP_HAS_FILESYSTEM -D_LIBCPP_HAS_FILESYSTEM=1")
# Bytes are downloaded: -O3 would add to them, and -g would double them.
set(CMAKE_C_FLAGS_RELEASE "-O2 -g0 -DNDEBUG" CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g0 -DNDEBUG" CACHE STRING "")
