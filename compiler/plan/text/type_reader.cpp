#include <fmt/format.h>

#include "compiler/plan/text/names.h"
#include "compiler/plan/text/reader.h"

namespace infra::plan {
namespace {

using types::Field;
using types::TypeId;
using types::TypeKind;
using types::TypeStore;

class TextTypeReader {
 public:
  TextTypeReader(TextCursor& in, TypeStore& types) : in_(in), types_(types) {}

  Result<TypeId> read() {
    if (++depth_ > TypeStore::kMaxDepth) return fail(in_.wrong("this type nests too deep"));
    INFRA_ASSIGN(TypeId type, read_optional());
    if (in_.rest().starts_with('|')) {
      std::vector<TypeId> members = {type};
      while (in_.skip("|")) {
        INFRA_ASSIGN(TypeId member, read_optional());
        members.push_back(member);
      }
      type = types_.either(std::move(members));
    }
    --depth_;
    if (types_.kind(type) == TypeKind::Error) return fail(in_.wrong("this type is too large"));
    return type;
  }

 private:
  Result<TypeId> read_optional() {
    INFRA_ASSIGN(TypeId type, read_one());
    while (in_.skip("?")) type = types_.optional(type);
    return type;
  }

  Result<TypeId> read_one() {
    if (in_.skip("(")) {
      INFRA_ASSIGN(TypeId inner, read());
      INFRA_TRY(in_.expect(")"));
      return inner;
    }
    if (in_.rest().starts_with('{')) {
      INFRA_ASSIGN(auto fields, read_fields("{", "}"));
      return types_.record("", std::move(fields));
    }
    if (in_.skip_word("module")) {
      INFRA_ASSIGN(auto fields, read_fields("{", "}"));
      return types_.module_use("", std::move(fields));
    }
    if (in_.skip_word("ref")) {
      INFRA_ASSIGN(std::string name, in_.name(dotted_length, "a kind"));
      return types_.resource(std::move(name));
    }
    if (in_.skip_word("enum")) return enumeration();
    if (in_.skip_word("List")) return around([&](TypeId inner) { return types_.list(inner); });
    if (in_.skip_word("Set")) return around([&](TypeId inner) { return types_.set(inner); });
    if (in_.skip_word("Secret")) return around([&](TypeId inner) { return types_.secret(inner); });
    if (in_.skip_word("Map")) {
      INFRA_TRY(in_.expect("<"));
      INFRA_ASSIGN(TypeId key, read());
      INFRA_TRY(in_.expect(","));
      INFRA_ASSIGN(TypeId element, read());
      INFRA_TRY(in_.expect(">"));
      return types_.map(key, element);
    }
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  if (in_.skip_word(Written)) return TypeStore::scalar(TypeKind::Name);
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
    if (in_.skip_word("none")) return TypeStore::scalar(TypeKind::None);
    if (in_.skip_word("Range")) return TypeStore::scalar(TypeKind::Range);
    return fail(in_.wrong("a type was expected"));
  }

  template <typename Make>
  Result<TypeId> around(Make make) {
    INFRA_TRY(in_.expect("<"));
    INFRA_ASSIGN(TypeId inner, read());
    INFRA_TRY(in_.expect(">"));
    return make(inner);
  }

  /// Fields of a payload may stand without a name.
  Result<std::vector<Field>> read_fields(std::string_view open, std::string_view close) {
    std::vector<Field> fields;
    INFRA_TRY(in_.expect(open));
    while (!in_.skip(close)) {
      if (!fields.empty()) INFRA_TRY(in_.expect(","));
      Field field;
      if (is_named()) {
        INFRA_ASSIGN(field.name, in_.name(word_length, "a field"));
        INFRA_TRY(in_.expect(":"));
      }
      INFRA_ASSIGN(field.type, read());
      fields.push_back(std::move(field));
    }
    return fields;
  }

  bool is_named() {
    std::string_view next = in_.rest();
    return next.starts_with('"') || next.substr(word_length(next)).starts_with(':');
  }

  Result<TypeId> enumeration() {
    std::vector<types::Member> members;
    INFRA_TRY(in_.expect("{"));
    while (!in_.skip("}")) {
      if (!members.empty()) INFRA_TRY(in_.expect(","));
      types::Member member;
      INFRA_ASSIGN(member.name, in_.name(word_length, "a member"));
      if (in_.rest().starts_with('(')) {
        INFRA_ASSIGN(member.payload, read_fields("(", ")"));
      }
      members.push_back(std::move(member));
    }
    return types_.enumeration("", std::move(members));
  }

  TextCursor& in_;
  TypeStore& types_;
  uint32_t depth_ = 0;
};

}  // namespace

Result<TypeId> read_text_type(TextCursor& in, TypeStore& types) { return TextTypeReader(in, types).read(); }

}  // namespace infra::plan
