#include <memory>

#include "cli/markdown.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"
#include "compiler/diag/table.h"
#include "compiler/source/disk_file_system.h"

namespace infra::cli {
namespace {

constexpr uint64_t kLargestPage = 1 << 20;

/// `E0311` from `e311`, `E0311` or `[E0311]`: what people copy or remember.
std::string normal_code(std::string_view typed) {
  std::string letters, digits;
  for (char c : typed) {
    if (std::isalpha(static_cast<unsigned char>(c))) letters.push_back(static_cast<char>(std::toupper(c)));
    if (std::isdigit(static_cast<unsigned char>(c))) digits.push_back(c);
  }
  if (letters.empty()) letters = "E";
  while (digits.size() < 4) digits.insert(digits.begin(), '0');
  return letters + digits;
}

Error unknown_code(const std::string& typed, const std::string& code) {
  std::vector<std::string_view> codes;
  for (const diag::Entry& entry : diag::entries()) codes.push_back(entry.code);
  Error error = diag::error(diag::UnknownCode, typed);
  auto near = nearest(code, codes);
  error.help = near ? "did you mean `infra explain " + *near + "`?" : "a code looks like `E0201`";
  return error;
}

Result<std::string> page(const Context& context, const std::string& typed) {
  std::string code = normal_code(typed);
  if (diag::find(code) == nullptr) return fail(unknown_code(typed, code));
  INFRA_TRY(must_exist(context.places.errors));
  INFRA_ASSIGN(auto folder, open_disk(context.places.errors));
  return folder->read(code + ".md", kLargestPage);
}

}  // namespace

std::function<int()> explain_verb(OptionTable& takes, Context& context) {
  auto code = std::make_shared<std::string>();
  takes.argument("CODE", *code, true, "The code of an error or a warning, as in error[E0201].");
  return [code, &context] {
    auto text = page(context, *code);
    if (!text) return report(context, text.error());
    context.terminal.out(render_markdown(*text, context.terminal.out_paint()));
    return kDone;
  };
}

}  // namespace infra::cli
