# Run with -P at build time: writes OUTPUT, a header with every literal that the code under SOURCE gives to
# failpoints.hit, so that a test can die at each of them and notice one that never fires.
file(GLOB_RECURSE files ${SOURCE}/*.cpp)
set(names)
foreach(file IN LISTS files)
  file(READ ${file} text)
  string(REGEX MATCHALL "failpoints\\.hit\\(\"[^\"]*\"\\)" hits "${text}")
  foreach(hit IN LISTS hits)
    string(REGEX REPLACE ".*\"(.*)\".*" "\\1" name "${hit}")
    list(APPEND names ${name})
  endforeach()
endforeach()
list(SORT names)
list(REMOVE_DUPLICATES names)
list(JOIN names "\",\n    \"" lines)
set(header "// Generated from the code by cmake/FailpointList.cmake.
#pragma once

#include <string_view>

namespace infra::runtime {

inline constexpr std::string_view kFailpoints[] = {
    \"${lines}\",
};

}  // namespace infra::runtime
")
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "${header}" @ONLY)  # touches the file only when it changes
