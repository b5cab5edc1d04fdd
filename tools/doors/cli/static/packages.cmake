# What find_package and its like find else, under the same names, for the preset `static`: archives of Debian, and two libraries
# compiled from Debian's sources (tools/static fetches them), which have no archives there. All compile as in the preset
# `release`: only what is linked differs.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
set(sources ${PROJECT_SOURCE_DIR}/build/static_sources)

add_library(static_fmt STATIC ${sources}/fmtlib/src/format.cc)
target_compile_definitions(static_fmt PUBLIC FMT_SHARED)
add_library(fmt::fmt ALIAS static_fmt)

add_library(static_simdjson STATIC ${sources}/simdjson/singleheader/simdjson.cpp)
target_compile_definitions(static_simdjson PUBLIC SIMDJSON_THREADS_ENABLED=1)
add_library(simdjson::simdjson ALIAS static_simdjson)

# mgl_archive(NAME TARGET): libNAME.a.
function(mgl_archive name target)
  find_library(archive_${name} ${name} REQUIRED)
  add_library(${target} STATIC IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${archive_${name}})
endfunction()
mgl_archive(gmp gmp)
mgl_archive(gmpxx gmpxx)
mgl_archive(mpfr mpfr)
mgl_archive(yaml-cpp yaml-cpp)
mgl_archive(pugixml pugixml::pugixml)

# find_package looks here first, for names in small letters.
foreach(package fmt pugixml simdjson yaml-cpp)
  file(WRITE ${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/${package}-config.cmake "# tools/doors/cli/static/packages.cmake\n")
endforeach()
