#include "cli/companion.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"

namespace infra::cli {

int become(Context& context, const std::string& name, std::vector<std::string> arguments) {
  std::string program = context.places.libexec + "/" + name;
  std::vector<char*> values = {program.data()};
  for (std::string& argument : arguments) values.push_back(argument.data());
  values.push_back(nullptr);
  execv(program.c_str(), values.data());
  return report(context, diag::error(diag::PartMissing, program)
                             .note(std::strerror(errno))
                             .way_out("install Infra as a whole: the program finds its parts beside itself"));
}

}  // namespace infra::cli
