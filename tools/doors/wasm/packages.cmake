# What find_package and its like find natively, under the same names, for the preset `wasm`: compiled from the sources
# in build/wasm_tools, or linked as `setup` built it there.
enable_language(C)
set(sources ${MGL_WASM_TOOLS}/source)

# mgl_wasm_package(NAME [SOURCE…]): a library that sees the headers of all.
add_library(wasm_headers INTERFACE)
target_include_directories(wasm_headers SYSTEM INTERFACE ${MGL_WASM_TOOLS}/include)
function(mgl_wasm_package name)
  add_library(${name} STATIC ${ARGN})
  target_link_libraries(${name} PUBLIC wasm_headers)
  target_compile_options(${name} PRIVATE -w)
endfunction()

add_library(fmt::fmt INTERFACE IMPORTED)
target_link_libraries(fmt::fmt INTERFACE wasm_headers)
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY)

add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED)
target_link_libraries(nlohmann_json::nlohmann_json INTERFACE wasm_headers)

add_library(CLI11::CLI11 INTERFACE IMPORTED)
target_link_libraries(CLI11::CLI11 INTERFACE wasm_headers)
target_compile_definitions(CLI11::CLI11 INTERFACE CLI11_HAS_FILESYSTEM=0)

mgl_wasm_package(wasm_simdjson ${sources}/simdjson/singleheader/simdjson.cpp)
add_library(simdjson::simdjson ALIAS wasm_simdjson)

file(GLOB yaml_sources ${sources}/yaml-cpp/src/*.cpp)
mgl_wasm_package(yaml-cpp ${yaml_sources})
target_include_directories(yaml-cpp PRIVATE ${sources}/yaml-cpp/src)

mgl_wasm_package(wasm_pugixml ${sources}/pugixml/src/pugixml.cpp)
add_library(pugixml::pugixml ALIAS wasm_pugixml)

# SHA-256 is all that is used of nettle.
mgl_wasm_package(wasm_nettle ${sources}/nettle/sha256.c ${sources}/nettle/sha256-compress.c ${sources}/nettle/write-be32.c)
set(NETTLE wasm_nettle)

foreach(library gmp mpfr)
  add_library(${library} STATIC IMPORTED)
  set_target_properties(${library} PROPERTIES IMPORTED_LOCATION ${MGL_WASM_TOOLS}/lib/lib${library}.a)
endforeach()
# GMP raises a signal where one divides by zero.
target_link_libraries(gmp INTERFACE wasm_headers -lwasi-emulated-signal)
target_link_libraries(mpfr INTERFACE gmp)
add_library(gmpxx INTERFACE IMPORTED)  # its header is enough for all but streams
target_link_libraries(gmpxx INTERFACE gmp)

set(HWY_HEADERS ${MGL_WASM_TOOLS}/include)

# find_package looks here first, for names in small letters.
foreach(package fmt cli11 nlohmann_json pugixml simdjson yaml-cpp)
  file(WRITE ${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/${package}-config.cmake "# tools/doors/wasm/packages.cmake\n")
endforeach()

include(${CMAKE_CURRENT_LIST_DIR}/runtime.cmake)
