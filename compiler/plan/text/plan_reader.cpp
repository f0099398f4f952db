#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/plan.h"
#include "compiler/diag/error.h"
#include "compiler/plan/text.h"
#include "compiler/plan/text/names.h"
#include "compiler/plan/text/reader.h"

namespace infra::plan {
namespace {

class TextReader {
 public:
  explicit TextReader(std::string_view text) : in_(text) {}

  Result<Plan> read() {
    INFRA_TRY(in_.expect_word("plan"));
    INFRA_ASSIGN(plan_.deployment, in_.quoted());
    INFRA_TRY(in_.expect_word("format"));
    INFRA_ASSIGN(int64_t version, in_.integer());
    if (version != kFormatVersion) return fail(in_.wrong(fmt::format("format {} was expected", kFormatVersion)));
    while (!in_.done()) INFRA_TRY(declaration());
    return std::move(plan_);
  }

 private:
  Result<void> declaration() {
    if (in_.skip_word("artifact")) return artifact();
    if (in_.skip_word("dir")) return dir();
    if (in_.skip_word("kind")) return kind();
    if (in_.skip_word("check")) return check();
    if (in_.skip_word("resource")) return resource();
    if (in_.skip_word("output")) return output();
    if (in_.skip_word("limit")) return limit();
    if (in_.skip_word("part")) return partial();
    if (in_.skip_word("lookup")) return add(plan_.lookups, read_text_lookup(in_, plan_));
    if (in_.skip_word("provider")) return add(plan_.providers, read_text_provider(in_, plan_));
    if (in_.skip_word("policy")) return add(plan_.policies, read_text_policy(in_, plan_));
    if (in_.skip_word("waiver")) return add(plan_.waivers, read_text_waiver(in_));
    if (in_.skip_word("rollout")) return add(plan_.rollouts, read_text_rollout(in_));
    return fail(in_.wrong("a declaration of a plan was expected: `artifact`, `kind`, `resource`, `output`, …"));
  }

  template <typename Item>
  Result<void> add(std::vector<Item>& items, Result<Item> item) {
    if (!item) return fail(std::move(item).error());
    items.push_back(std::move(*item));
    return {};
  }

  Result<void> partial() {
    Partial partial;
    INFRA_TRY(in_.expect_word("of"));
    INFRA_ASSIGN(partial.whole, read_text_digest(in_));
    INFRA_TRY(in_.expect("{"));
    while (!in_.skip("}")) {
      INFRA_TRY(in_.expect_word("without"));
      INFRA_ASSIGN(std::string address, in_.name(address_length, "an address"));
      partial.left_out.push_back(std::move(address));
    }
    plan_.partial = std::move(partial);
    return {};
  }

  Result<void> limit() {
    INFRA_TRY(in_.expect_word("removals"));
    INFRA_ASSIGN(plan_.removal_limit, in_.integer());
    return {};
  }

  Result<void> artifact() {
    Artifact artifact;
    INFRA_ASSIGN(artifact.digest, read_text_digest(in_));
    INFRA_TRY(in_.expect_word("size"));
    INFRA_ASSIGN(artifact.size, in_.size());
    plan_.artifacts.push_back(artifact);
    return {};
  }

  Result<void> dir() {
    Dir dir;
    INFRA_ASSIGN(dir.digest, read_text_digest(in_));
    INFRA_TRY(in_.expect("{"));
    while (!in_.skip("}")) {
      std::string_view word = in_.peek_word();
      auto type = entry_from_word(word);
      if (!type) return fail(in_.wrong("`file`, `executable` or `link` was expected"));
      in_.skip_word(word);
      ContentEntry entry{*type, {}, {}};
      INFRA_ASSIGN(std::string path, in_.quoted());
      if (*type == ContentEntry::Type::Link) {
        INFRA_ASSIGN(entry.link, in_.quoted());
      } else {
        INFRA_ASSIGN(entry.content, read_text_digest(in_));
      }
      if (!dir.tree.try_emplace(path, std::move(entry)).second) return fail(in_.wrong("this path stands there twice"));
    }
    plan_.dirs.push_back(std::move(dir));
    return {};
  }

  Result<void> kind() {
    Kind kind;
    INFRA_ASSIGN(kind.name, in_.name(dotted_length, "a kind"));
    INFRA_TRY(in_.expect(":"));
    auto lifecycle = lifecycle_from_text(in_.peek_word());
    if (!lifecycle) return fail(in_.wrong("a lifecycle was expected"));
    kind.lifecycle = *lifecycle;
    INFRA_TRY(in_.expect_word(lifecycle_text(*lifecycle)));
    INFRA_TRY(in_.expect_word("via"));
    INFRA_ASSIGN(kind.provider, in_.quoted());
    INFRA_TRY(in_.expect_word("version"));
    INFRA_ASSIGN(kind.version, in_.integer());
    INFRA_TRY(fields(kind.fields));
    INFRA_TRY(in_.expect("->"));
    INFRA_TRY(fields(kind.results));
    plan_.kinds.push_back(std::move(kind));
    return {};
  }

  /// A mark is a word before another name: a field may be called `points` as well.
  bool is_mark(std::string_view word) { return !word.empty() && !in_.rest().substr(word.size()).starts_with(':'); }

  Result<void> fields(std::vector<KindField>& fields) {
    INFRA_TRY(in_.expect("{"));
    while (!in_.skip("}")) {
      KindField field;
      if (is_mark(in_.peek_word())) field.is_unique = in_.skip_word("unique");
      if (is_mark(in_.peek_word())) field.is_exclusive = in_.skip_word("exclusive");
      if (is_mark(in_.peek_word())) field.is_find = in_.skip_word("find");
      if (std::string_view word = in_.peek_word(); is_mark(word)) {
        auto edge = edge_from_text(word);
        if (!edge) return fail(in_.wrong("a mark of a field was expected"));
        field.edge = *edge;
        in_.skip_word(word);
      }
      INFRA_ASSIGN(field.name, in_.name(word_length, "a field"));
      INFRA_TRY(in_.expect(":"));
      INFRA_ASSIGN(field.type, read_text_type(in_, *plan_.types));
      fields.push_back(std::move(field));
    }
    return {};
  }

  Result<void> check() {
    Check check;
    if (!in_.skip(":")) {
      INFRA_ASSIGN(check.address, in_.name(address_length, "an address"));
      INFRA_TRY(in_.expect(":"));
    }
    INFRA_ASSIGN(check.condition, read_text_value(in_, *plan_.values));
    if (in_.skip_word("else")) {
      INFRA_ASSIGN(check.message, read_text_value(in_, *plan_.values));
    }
    plan_.checks.push_back(std::move(check));
    return {};
  }

  Result<void> resource() {
    Resource resource;
    INFRA_ASSIGN(resource.address, in_.name(address_length, "an address"));
    INFRA_TRY(in_.expect(":"));
    INFRA_ASSIGN(resource.kind, read_text_kind(in_, plan_));
    TextBody body;
    auto line = [&](const std::string& word) -> Result<void> {
      if (word == "with") return read_text_with(in_, resource.with);
      return read_text_edge(in_, word, resource.edges);
    };
    INFRA_TRY(body.read(in_, *plan_.values, line));
    resource.inputs = body.record(*plan_.values);
    plan_.resources.push_back(std::move(resource));
    return {};
  }

  Result<void> output() {
    Output output;
    INFRA_ASSIGN(output.name, in_.name(word_length, "a name"));
    INFRA_TRY(in_.expect(":"));
    INFRA_ASSIGN(output.type, read_text_type(in_, *plan_.types));
    INFRA_TRY(in_.expect("="));
    INFRA_ASSIGN(output.value, read_text_value(in_, *plan_.values));
    plan_.outputs.push_back(std::move(output));
    return {};
  }

  TextCursor in_;
  Plan plan_;
};

}  // namespace

Result<Digest> read_text_digest(TextCursor& in) {
  constexpr size_t kLength = 71;  // `sha256:` and 64 digits
  if (auto digest = Digest::parse(in.rest().substr(0, kLength)); digest && in.rest().starts_with("sha256:")) {
    in.take(kLength);
    return *digest;
  }
  return fail(in.wrong("`sha256:` and 64 hexadecimal digits were expected"));
}

Result<Plan> from_text(std::string_view text) {
  if (first_invalid_utf8(text)) return fail(diag::error(diag::PlanText, 1u, 1u, "this is not UTF-8"));
  return TextReader(text).read();
}

}  // namespace infra::plan
