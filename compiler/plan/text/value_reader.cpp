#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "compiler/plan/text/names.h"
#include "compiler/plan/text/reader.h"

namespace infra::plan {
namespace {

using value::ValueId;
using value::ValueStore;

class TextValueReader {
 public:
  TextValueReader(TextCursor& in, ValueStore& values) : in_(in), values_(values) {}

  Result<ValueId> read() {
    if (++depth_ > ValueStore::kMaxDepth) return fail(in_.wrong("this value nests too deep"));
    Result<ValueId> value = read_one();
    --depth_;
    return value;
  }

 private:
  Result<ValueId> read_one() {
    std::string_view next = in_.rest();
    switch (next.empty() ? '\0' : next[0]) {
      case '"': return text();
      case '[': return list();
      case '{': return record();
      case '.': return variant();
      case '@': return reference();
      case '%': return var();
      default: break;
    }
    std::string_view word = in_.peek_word();
    if (word.empty()) return number();
    if (in_.skip_word("none")) return values_.none();
    if (in_.skip_word("true")) return values_.boolean(true);
    if (in_.skip_word("false")) return values_.boolean(false);
    if (in_.skip_word("map")) return map();
    if (in_.skip_word("set")) return set();
    if (in_.skip_word("lambda")) return lambda();
    if (in_.skip_word("secret")) return secret();
    if (in_.skip_word("artifact")) return content(&ValueStore::artifact);
    if (in_.skip_word("dir")) return content(&ValueStore::dir);
    return apply(word);
  }

  Result<ValueId> text() {
    INFRA_ASSIGN(std::string content, in_.quoted());
    return values_.string(content);
  }

  Result<ValueId> number() {
    std::string_view next = in_.rest();
    size_t end = next.starts_with('-') ? 1 : 0;
    while (end < next.size() && next[end] >= '0' && next[end] <= '9') ++end;
    std::string_view after = next.substr(end);
    if (after.starts_with("..")) return range();
    if (!after.starts_with('.') && !after.starts_with('e')) {
      INFRA_ASSIGN(int64_t integer, in_.integer());
      return values_.integer(integer);
    }
    double value = 0;
    auto [stop, error] = std::from_chars(next.data(), next.data() + next.size(), value);
    if (error != std::errc() || !std::isfinite(value)) return fail(in_.wrong("a number was expected"));
    in_.take(static_cast<size_t>(stop - next.data()));
    return values_.real(value);
  }

  Result<ValueId> range() {
    INFRA_ASSIGN(int64_t begin, in_.integer());
    INFRA_TRY(in_.expect(".."));
    INFRA_ASSIGN(int64_t end, in_.integer());
    return values_.range(begin, end);
  }

  Result<std::vector<ValueId>> items(std::string_view close) {
    std::vector<ValueId> items;
    if (in_.skip(close)) return items;
    do {
      INFRA_ASSIGN(ValueId item, read());
      items.push_back(item);
    } while (in_.skip(","));
    INFRA_TRY(in_.expect(close));
    return items;
  }

  Result<ValueId> list() {
    INFRA_TRY(in_.expect("["));
    INFRA_ASSIGN(auto content, items("]"));
    return values_.list(content);
  }

  Result<ValueId> record() {
    INFRA_TRY(in_.expect("{"));
    std::vector<std::string> names;
    std::vector<ValueId> fields;
    while (!in_.skip("}")) {
      if (!names.empty()) INFRA_TRY(in_.expect(","));
      INFRA_ASSIGN(std::string name, in_.name(word_length, "a field"));
      INFRA_TRY(in_.expect("="));
      INFRA_ASSIGN(ValueId field, read());
      names.push_back(std::move(name));
      fields.push_back(field);
    }
    std::vector<std::string_view> views(names.begin(), names.end());
    ValueId made = values_.record(views, fields);
    for (size_t i = 1; i < fields.size(); ++i) {
      if (values_.field_name(made, i) == values_.field_name(made, i - 1)) {
        return fail(in_.wrong(fmt::format("the field `{}` stands twice", values_.field_name(made, i))));
      }
    }
    return made;
  }

  Result<ValueId> map() {
    INFRA_TRY(in_.expect("{"));
    std::vector<value::MapItem> items;
    while (!in_.skip("}")) {
      if (!items.empty()) INFRA_TRY(in_.expect(","));
      INFRA_ASSIGN(ValueId key, read());
      INFRA_TRY(in_.expect("="));
      INFRA_ASSIGN(ValueId item, read());
      bool ordered = items.empty() || values_.less(items.back().key, key);
      if (values_.is_deferred(key) || !ordered) return fail(in_.wrong("keys are constants in ascending order"));
      items.push_back({key, item});
    }
    return values_.map(items);
  }

  Result<ValueId> set() {
    INFRA_TRY(in_.expect("["));
    INFRA_ASSIGN(auto content, items("]"));
    for (size_t i = 0; i < content.size(); ++i) {
      bool ordered = i == 0 || values_.order(content[i - 1], content[i]) < 0;
      if (values_.is_deferred(content[i]) || !ordered) return fail(in_.wrong("items are constants in ascending order"));
    }
    return values_.set(content);
  }

  Result<ValueId> lambda() {
    INFRA_TRY(in_.expect("("));
    INFRA_ASSIGN(uint64_t parameters, in_.size());
    if (parameters < 1 || parameters > ValueStore::kMaxDepth) return fail(in_.wrong("a function has parameters"));
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(ValueId body, read());
    INFRA_TRY(in_.expect(")"));
    return values_.lambda(static_cast<uint32_t>(parameters), body);
  }

  Result<ValueId> variant() {
    INFRA_TRY(in_.expect("."));
    INFRA_ASSIGN(std::string member, in_.name(word_length, "a member"));
    INFRA_TRY(in_.expect("#"));
    INFRA_ASSIGN(uint64_t ordinal, in_.size());
    if (ordinal > UINT32_MAX) return fail(in_.wrong("no enum has as many members"));
    ValueId payload;
    if (in_.rest().starts_with('{')) {
      INFRA_ASSIGN(payload, record());
    }
    return values_.variant(member, static_cast<uint32_t>(ordinal), payload);
  }

  Result<ValueId> reference() {
    INFRA_TRY(in_.expect("@"));
    INFRA_ASSIGN(std::string address, in_.name(address_length, "an address"));
    ValueId reference = values_.reference(address);
    if (!in_.skip("->")) return reference;
    INFRA_ASSIGN(std::string field, in_.name(word_length, "a field"));
    return values_.result(reference, field);
  }

  Result<ValueId> var() {
    INFRA_TRY(in_.expect("%"));
    INFRA_ASSIGN(uint64_t depth, in_.size());
    if (depth > ValueStore::kMaxDepth) return fail(in_.wrong("this is the variable of no loop"));
    return values_.var(static_cast<uint32_t>(depth));
  }

  Result<ValueId> secret() {
    INFRA_TRY(in_.expect("."));
    INFRA_ASSIGN(std::string source, in_.name(word_length, "a source"));
    INFRA_TRY(in_.expect("("));
    INFRA_ASSIGN(std::string name, in_.quoted());
    INFRA_TRY(in_.expect(")"));
    return values_.secret(source, name);
  }

  Result<ValueId> content(ValueId (ValueStore::*make)(const Digest&, uint64_t)) {
    INFRA_TRY(in_.expect("("));
    INFRA_ASSIGN(Digest digest, read_text_digest(in_));
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(uint64_t size, in_.size());
    INFRA_TRY(in_.expect(")"));
    return (values_.*make)(digest, size);
  }

  Result<ValueId> apply(std::string_view name) {
    auto op = value::op_from_text(name);
    if (!op) return fail(in_.wrong(fmt::format("there is no operation `{}`", name)));
    INFRA_TRY(in_.expect_word(name));
    INFRA_TRY(in_.expect("("));
    INFRA_ASSIGN(auto operands, items(")"));
    return values_.apply(*op, operands);
  }

  TextCursor& in_;
  ValueStore& values_;
  uint32_t depth_ = 0;
};

}  // namespace

Result<value::ValueId> read_text_value(TextCursor& in, value::ValueStore& values) {
  INFRA_ASSIGN(ValueId value, TextValueReader(in, values).read());
  if (values.is_too_large(value)) return fail(in.wrong("this value is too large"));
  return value;
}

}  // namespace infra::plan
