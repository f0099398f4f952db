#include <cerrno>
#include <cstring>
#include <memory>
#include <unistd.h>

#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"

namespace infra::cli {

/// The helper is a program of its own; this is its name for people and for units of the init system.
std::function<int()> host_verb(OptionTable& takes, Context& context) {
  auto arguments = std::make_shared<std::vector<std::string>>();
  takes.pass_on(*arguments);
  return [arguments, &context] {
    std::string program = context.places.libexec + "/infra-host";
    std::vector<char*> values = {program.data()};
    for (std::string& argument : *arguments) values.push_back(argument.data());
    values.push_back(nullptr);
    execv(program.c_str(), values.data());
    return report(context, diag::error(diag::PartMissing, program)
                               .note(std::strerror(errno))
                               .way_out("install Infra as a whole: the program finds its parts beside itself"));
  };
}

}  // namespace infra::cli
