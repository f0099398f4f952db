# Everything that Infra takes from the system, in one place. `./dev setup` installs the packages.
find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED CONFIG)
find_package(CLI11 2.1 REQUIRED CONFIG)
find_package(nlohmann_json 3.11 REQUIRED CONFIG)
find_package(tl-expected REQUIRED CONFIG)
find_package(LLVM 19.1 REQUIRED CONFIG)
find_package(SQLite3 3.40 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(EDIT REQUIRED IMPORTED_TARGET libedit)
pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(LIBGIT2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(LIBCURL REQUIRED IMPORTED_TARGET libcurl)
# Used as headers: its library is shared only, and `infra` links few of those.
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)

# `infra` starts in about a millisecond because it loads few shared libraries: where Debian ships a static library
# that stands alone, that one is linked. test/lit/cli holds the number of those that stay.
function(infra_link_statically target library)
  find_library(INFRA_STATIC_${library} lib${library}.a)
  if(INFRA_STATIC_${library})
    set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES ${INFRA_STATIC_${library}})
  endif()
endfunction()
infra_link_statically(PkgConfig::SODIUM sodium)
infra_link_statically(PkgConfig::RE2 re2)
infra_link_statically(PkgConfig::UTF8PROC utf8proc)
find_library(INFRA_STATIC_sqlite3 libsqlite3.a)
if(INFRA_STATIC_sqlite3)
  set_target_properties(SQLite::SQLite3 PROPERTIES IMPORTED_LOCATION ${INFRA_STATIC_sqlite3}
                        INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS};Threads::Threads;m")
endif()

# See fmt.cpp. FMT_HEADER_ONLY would do the same in every file that formats, at seconds of compile time each.
add_library(infra_fmt STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt.cpp)
get_target_property(_fmt_include fmt::fmt INTERFACE_INCLUDE_DIRECTORIES)
target_include_directories(infra_fmt SYSTEM PUBLIC ${_fmt_include})

# LLVM's ADT, linked statically: the shared library costs 15 ms at every start.
add_library(infra_llvm INTERFACE)
target_include_directories(infra_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_definitions(infra_llvm INTERFACE ${LLVM_DEFINITIONS_LIST})
target_link_libraries(infra_llvm INTERFACE LLVMSupport)

# The ANTLR tool writes what its runtime must read: 4.7 to 4.9 share the ATN format (version 3), 4.10 changed it.
find_program(ANTLR_TOOL antlr4 REQUIRED)
find_path(ANTLR_INCLUDE_DIR antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
find_library(ANTLR_LIBRARY antlr4-runtime REQUIRED)
file(STRINGS ${ANTLR_INCLUDE_DIR}/RuntimeMetaData.h _antlr_meta REGEX "VERSION")
get_filename_component(_antlr_real ${ANTLR_LIBRARY} REALPATH)
if(_antlr_real MATCHES "so\\.([0-9]+)\\.([0-9]+)")
  set(_antlr_minor ${CMAKE_MATCH_2})
  if(CMAKE_MATCH_1 EQUAL 4 AND _antlr_minor GREATER 9)
    message(FATAL_ERROR "the ANTLR runtime is 4.${_antlr_minor}, but the tool's grammars are written for 4.7 to 4.9 (ATN version 3)")
  endif()
endif()
