#include <algorithm>

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
    if (in_.skip_word("kind")) return kind();
    if (in_.skip_word("check")) return check();
    if (in_.skip_word("resource")) return resource();
    if (in_.skip_word("output")) return output();
    return fail(in_.wrong("`artifact`, `kind`, `check`, `resource` or `output` was expected"));
  }

  Result<void> artifact() {
    Artifact artifact;
    INFRA_ASSIGN(artifact.digest, read_text_digest(in_));
    INFRA_TRY(in_.expect_word("size"));
    INFRA_ASSIGN(artifact.size, in_.size());
    plan_.artifacts.push_back(artifact);
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
    // Before the subject, which always stands in quotes, there may be an address, which rarely does.
    INFRA_ASSIGN(std::string first, in_.name(address_length, "an address or a subject"));
    if (in_.skip(":")) {
      check.subject = std::move(first);
    } else {
      check.address = std::move(first);
      INFRA_ASSIGN(check.subject, in_.quoted());
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
    INFRA_ASSIGN(std::string name, in_.name(dotted_length, "a kind"));
    auto kind = std::find_if(plan_.kinds.begin(), plan_.kinds.end(), [&](const Kind& k) { return k.name == name; });
    if (kind == plan_.kinds.end()) return fail(in_.wrong(fmt::format("there is no kind `{}` above", name)));
    resource.kind = static_cast<uint32_t>(kind - plan_.kinds.begin());
    INFRA_TRY(in_.expect("{"));
    std::vector<std::string> names;
    std::vector<value::ValueId> inputs;
    while (!in_.skip("}")) INFRA_TRY(line(resource, names, inputs));
    std::vector<std::string_view> views(names.begin(), names.end());
    resource.inputs = plan_.values->record(views, inputs);
    plan_.resources.push_back(std::move(resource));
    return {};
  }

  /// `name = value`, `uses address`, `with protect = true`.
  Result<void> line(Resource& resource, std::vector<std::string>& names, std::vector<value::ValueId>& inputs) {
    INFRA_ASSIGN(std::string word, in_.name(word_length, "an input, an edge or `with`"));
    if (in_.skip("=")) {
      if (std::find(names.begin(), names.end(), word) != names.end()) {
        return fail(in_.wrong(fmt::format("the input `{}` stands twice", word)));
      }
      INFRA_ASSIGN(value::ValueId input, read_text_value(in_, *plan_.values));
      names.push_back(std::move(word));
      inputs.push_back(input);
      return {};
    }
    if (word == "with") return with(resource.with);
    auto edge = edge_from_text(word);
    if (!edge) return fail(in_.wrong("`=` or the target of an edge was expected"));
    INFRA_ASSIGN(std::string target, in_.name(address_length, "an address"));
    resource.edges.push_back({*edge, std::move(target)});
    return {};
  }

  Result<void> with(With& with) {
    if (in_.skip_word("protect")) {
      INFRA_TRY(in_.expect("="));
      with.protect = in_.skip_word("true");
      return *with.protect ? Result<void>() : in_.expect_word("false");
    }
    INFRA_TRY(in_.expect_word("timeout_ms"));
    INFRA_TRY(in_.expect("="));
    INFRA_ASSIGN(with.timeout_ms, in_.integer());
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
