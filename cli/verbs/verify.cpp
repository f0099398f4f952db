#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/signing.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/attest.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/plan/blobs.h"
#include "compiler/plan/debug.h"
#include "compiler/plan/verify.h"

namespace infra::cli {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLargestSignature = 64u << 20;

struct Options {
  std::string file;
  std::vector<std::string> keys;
  bool json = false;
};

/// A plan in which no problem was found.
struct Verified {
  runtime::PlanInput input;
  std::vector<runtime::NamedKey> keys;          ///< Each has signed it.
  std::vector<std::string> claimed;             ///< Keys that signatures name: when no key was given, unchecked.
  std::optional<runtime::Statement> statement;  ///< What was signed.
};

bool exists(const std::string& path) {
  std::error_code problem;
  return fs::exists(path, problem);
}

/// Everything that is wrong with the plan by itself, and with what lies beside it.
std::vector<Error> problems_of(const std::string& file, const runtime::PlanInput& input) {
  std::vector<Error> problems = plan::verify(input.plan);
  if (!input.debug_bytes.empty()) {
    auto debug = plan::debug_from_json(input.debug_bytes);
    if (!debug) {
      problems.push_back(debug.error());
    } else if (debug->plan != input.digest) {
      problems.push_back(
          diag::error(diag::OtherDebugSection, debug_path(file), debug->plan.text(), file, input.digest.text())
              .way_out("take the plan and everything beside it from one compilation"));
    }
  }
  plan::BlobStore blobs(blobs_path(file));
  for (const plan::Artifact& artifact : input.plan.artifacts) {
    if (auto whole = blobs.check(artifact.digest); !whole) problems.push_back(whole.error());
  }
  return problems;
}

Result<void> check_signature(const std::string& file, Verified& verified) {
  std::string path = signature_path(file);
  if (!exists(path)) {
    if (verified.keys.empty()) return {};
    return fail(diag::error(diag::NotSigned, file, path)
                    .way_out("sign it where it is compiled, with `infra compile --sign KEY`"));
  }
  INFRA_ASSIGN(std::string bytes, read_file(path, kLargestSignature));
  if (verified.input.debug_bytes.empty()) return fail(diag::error(diag::FileNotFound, debug_path(file)));
  runtime::AttestedPlan about{file, debug_path(file), path, verified.input.digest, sha256(verified.input.debug_bytes)};
  INFRA_ASSIGN(verified.statement, runtime::check_attestation(bytes, about, verified.keys));
  INFRA_ASSIGN(auto envelope, runtime::envelope_from_json(bytes, path));
  for (const runtime::Signature& signature : envelope.signatures) verified.claimed.push_back(signature.key_id);
  return {};
}

void show(Context& context, const std::string& file, const Verified& verified) {
  const plan::Plan& plan = verified.input.plan;
  Painter paint = context.terminal.out_paint();
  auto line = [&](std::string_view text) { context.terminal.out(fmt::format("  {}\n", sanitize_line(text))); };
  context.terminal.out(fmt::format("{} {}: deployment `{}`, {}, {}\n", paint(Style::BoldGreen, "verified"),
                                   sanitize_line(file), sanitize_line(plan.deployment),
                                   count_noun(plan.resources.size(), "resource"),
                                   count_noun(plan.outputs.size(), "output")));
  context.terminal.out(fmt::format("  {}\n", paint(Style::Dim, verified.input.digest.text())));
  if (plan.partial) {
    line(fmt::format("a part of {}: {} left out", plan.partial->whole.text(),
                     count_noun(plan.partial->left_out.size(), "resource")));
  }
  if (!plan.artifacts.empty()) {
    line(fmt::format("{} beside it, each with its digest", count_noun(plan.artifacts.size(), "artifact")));
  }
  for (const runtime::NamedKey& key : verified.keys) line(fmt::format("signed by `{}`, {}", key.shown, key.key.id()));
  if (!verified.statement) return line("not signed");
  if (verified.keys.empty()) {
    for (const std::string& id : verified.claimed) {
      line(fmt::format("a signature says that it is by {}; `--key PUB` checks it", id.empty() ? "nobody" : id));
    }
  }
  const runtime::Statement& statement = *verified.statement;
  line(
      fmt::format("compiled from `{}` by infra {}: {}, {}, {}", statement.root, statement.compiler_version,
                  count_noun(statement.count("source"), "source"), count_noun(statement.count("package"), "package"),
                  statement.count("policy") == 1 ? "1 policy" : fmt::format("{} policies", statement.count("policy"))));
}

Json json_of(const std::string& file, const Verified& verified) {
  const plan::Plan& plan = verified.input.plan;
  Json keys = Json::array();
  for (const runtime::NamedKey& key : verified.keys) keys.push_back({{"file", key.shown}, {"id", key.key.id()}});
  Json json = {{"plan", file},
               {"digest", verified.input.digest.text()},
               {"deployment", plan.deployment},
               {"resources", plan.resources.size()},
               {"outputs", plan.outputs.size()},
               {"artifacts", plan.artifacts.size()},
               {"whole", !plan.partial},
               {"signed_by", std::move(keys)},
               {"claimed_signatures", verified.claimed}};
  if (verified.statement) json["statement"] = Json::parse(runtime::to_json(*verified.statement));
  return json;
}

int verify(Context& context, const Options& options) {
  Verified verified;
  for (const std::string& file : options.keys) {
    auto key = read_verify_key(file);
    if (!key) return report(context, key.error());
    verified.keys.push_back(std::move(*key));
  }
  auto input = read_plan(options.file, "verify");
  if (!input) return report(context, input.error());
  verified.input = std::move(*input);
  std::vector<Error> problems = problems_of(options.file, verified.input);
  if (auto checked = check_signature(options.file, verified); !checked) problems.push_back(checked.error());
  if (!problems.empty()) return report(context, problems);
  if (context.format == Format::Human) {
    show(context, options.file, verified);
  } else if (context.format == Format::Json) {
    print_json(context, json_of(options.file, verified));
  } else {
    report(context, std::vector<diag::Diagnostic>(), SourceMap());
  }
  return kDone;
}

}  // namespace

std::function<int()> verify_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("PLAN", options->file, true, "A compiled plan, with what lies beside it.");
  takes.texts("--key", options->keys, "PUB", "A public key that must have signed it; of several, each.");
  takes.flag("--json", options->json, "What was verified as a document for tools; problems too.");
  takes.format();
  return [options, &context] { return verify(context, *options); };
}

}  // namespace infra::cli
