// What the prompt answers: expressions with their values, declarations that later lines see, and commands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/repl/line_reader.h"
#include "cli/sources.h"
#include "compiler/service/evaluate.h"

namespace infra::cli {

class Dialogue {
 public:
  /// `sources` says which file's scope it is; without a file, an empty one.
  Dialogue(Context& context, SourceOptions sources);

  /// Until the end of the input or `:quit`. False when something was refused.
  bool run(LineReader& lines, bool is_terminal);

 private:
  void answer(const std::string& text);
  void command(const std::string& line);
  void declare(const std::string& text);
  const service::ScopeResult& ask(const service::ScopeRequest& request);
  /// Says what is wrong with the file and the declarations; false when something is.
  bool judge(const std::vector<std::string>& declarations);
  void show(const std::string& expression, bool type_only);
  void load(const std::string& file);
  void refuse(const Error& error);
  /// Goes into the scope of the file that `options` names.
  bool open(const SourceOptions& options);

  Context& context_;
  SourceOptions options_;
  Sources sources_;
  std::vector<std::string> declarations_;
  std::optional<service::ScopeResult> last_;  ///< What the next question is answered out of.
  bool done_ = false;
  bool refused_ = false;
};

}  // namespace infra::cli
