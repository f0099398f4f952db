#include <cstdlib>
#include <string_view>
#include <vector>

#include "cli/app.h"
#include "cli/signals.h"
#include "infra/version.h"

int main(int count, char** values) {
  using namespace infra::cli;
  ignore_broken_pipes();
  Terminal terminal([](const char* name) -> const char* { return std::getenv(name); });
  Context context{{}, terminal, infra::kVersion};
  auto places = find_places();
  if (!places) return report(context, places.error());
  context.places = std::move(*places);
  return run(context, std::vector<std::string_view>(values + 1, values + (count > 0 ? count : 1)));
}
