// Values have the types that kinds and outputs declare, as far as it can be told before they are known, and what is
// computed from a secret stands only where the type is secret.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"
#include "compiler/types/print.h"
#include "compiler/types/relations.h"
#include "compiler/value/builtin.h"
#include "compiler/value/scalars.h"

namespace infra::plan::verification {
namespace {

using types::TypeId;
using types::TypeKind;
using value::Op;
using value::ValueId;
using value::ValueKind;

class TypeRule {
 public:
  TypeRule(Context& context, std::string place)
      : context_(context), types_(context.types), values_(context.values), place_(std::move(place)) {}

  void check(ValueId value, TypeId type) {
    const types::Type& wanted = types_[type];
    if (wanted.kind == TypeKind::Secret) {
      bool before = secret_;
      secret_ = true;
      check(value, wanted.element);
      secret_ = before;
      return;
    }
    if (wanted.kind == TypeKind::Refined) return check(value, wanted.element);  // its rule is not the plan's
    if (wanted.kind == TypeKind::Optional && value == values_.none()) return;
    if (wanted.kind == TypeKind::Optional &&
        (!values_.is_deferred_itself(value) || types_.kind(wanted.element) == TypeKind::Secret))
      return check(value, wanted.element);  // `Secret<T>?` takes a secret as `Secret<T>` does
    if (values_.is_deferred_itself(value)) return check_deferred(value, type);
    if (!check_constant(value, wanted)) mismatch(value, type);
  }

  void check_condition(ValueId condition) {
    secret_ = true;  // a condition sees the inside of secrets, and shows nothing of it
    check(condition, types::TypeStore::scalar(TypeKind::Bool));
  }

 private:
  void mismatch(ValueId value, TypeId type) {
    std::string_view found = "something else";
    switch (values_.kind(value)) {
      case ValueKind::None: found = "none"; break;
      case ValueKind::Bool: found = "a Bool"; break;
      case ValueKind::Int: found = "an Int, or one out of range"; break;
      case ValueKind::String: found = "text, or text in another form"; break;
      case ValueKind::Record: found = "a record with other fields"; break;
      default: break;
    }
    context_.report(diag::PlanType, place_,
                    fmt::format("`{}` was expected, and it is {}", types::print(types_, type), found));
  }

  /// True when the value has the outer form; its parts are checked on the way.
  bool check_constant(ValueId value, const types::Type& type) {
    ValueKind kind = values_.kind(value);
    switch (type.kind) {
      case TypeKind::Bool: return kind == ValueKind::Bool;
      case TypeKind::Int:
      case TypeKind::Size:
      case TypeKind::Duration: return kind == ValueKind::Int;
      case TypeKind::Port:
        return kind == ValueKind::Int && values_.as_int(value) >= 1 && values_.as_int(value) <= 65535;
      case TypeKind::Float: return kind == ValueKind::Float;
      case TypeKind::String: return kind == ValueKind::String;
      case TypeKind::Artifact: return kind == ValueKind::Artifact;
      case TypeKind::Dir: return kind == ValueKind::Dir;
      case TypeKind::Range: return kind == ValueKind::Range;
      case TypeKind::None: return kind == ValueKind::None;
      case TypeKind::List: return kind == ValueKind::List && check_items(value, type.element);
      case TypeKind::Map: return kind == ValueKind::Map && check_map(value, type);
      case TypeKind::Set: return kind == ValueKind::Set && check_items(value, type.element);
      case TypeKind::Union: return is_one_of(value, type.parts);
      case TypeKind::Record: return kind == ValueKind::Record && check_fields(value, type.fields);
      case TypeKind::Enum: return kind == ValueKind::Variant && check_member(value, type);
      case TypeKind::Kind: return kind == ValueKind::Reference && is_of_kind(value, type.name);
      default: return kind == ValueKind::String && is_normal(value, type.kind);
    }
  }

  /// Each member is tried without a word; the value is only passed on, so which one it is does not matter.
  bool is_one_of(ValueId value, const std::vector<TypeId>& members) {
    return std::any_of(members.begin(), members.end(), [&](TypeId member) {
      size_t before = context_.problems.size();
      check_part(value, member);
      bool fits = context_.problems.size() == before;
      context_.problems.erase(context_.problems.begin() + static_cast<std::ptrdiff_t>(before), context_.problems.end());
      return fits;
    });
  }

  bool is_normal(ValueId value, TypeKind kind) {
    Result<std::string> parsed = value::parse_scalar(kind, values_.as_text(value));
    return parsed && *parsed == values_.as_text(value);
  }

  bool is_of_kind(ValueId reference, std::string_view kind) {
    const Target* target = context_.find(values_.as_text(reference));
    return target == nullptr || context_.kind_of(*target).name == kind;  // E0511 says that it is missing
  }

  bool check_items(ValueId list, TypeId element) {
    for (ValueId item : values_.children(list)) check_part(item, element);
    return true;
  }

  bool check_map(ValueId map, const types::Type& type) {
    auto items = values_.children(map);
    for (size_t i = 0; i < items.size(); i += 2) {
      check_part(items[i], type.key);
      check_part(items[i + 1], type.element);
    }
    return true;
  }

  /// Absent optionals may be left out.
  bool check_fields(ValueId record, const std::vector<types::Field>& fields) {
    size_t found = 0;
    for (size_t i = 0; i < fields.size(); ++i) {
      std::string name = fields[i].name.empty() ? std::to_string(i) : fields[i].name;
      ValueId field = values_.field(record, name);
      if (field.valid()) {
        ++found;
        check_part(field, fields[i].type);
      } else if (types_.kind(fields[i].type) != TypeKind::Optional) {
        return false;
      }
    }
    return found == values_.size(record);
  }

  bool check_member(ValueId variant, const types::Type& type) {
    int index = type.member_index(values_.as_text(variant));
    if (index < 0 || static_cast<uint32_t>(index) != values_.ordinal(variant)) return false;
    const types::Member& member = type.members[static_cast<size_t>(index)];
    auto payload = values_.children(variant);
    if (payload.empty()) return member.payload.empty();
    return values_.kind(payload[0]) == ValueKind::Record && check_fields(payload[0], member.payload);
  }

  /// A part of a secret is secret, a part of what is not may have a secret type of its own.
  void check_part(ValueId value, TypeId type) {
    bool before = secret_;
    check(value, type);
    secret_ = before;
  }

  void check_deferred(ValueId value, TypeId type) {
    if (!secret_ && is_tainted(value)) return context_.report(diag::PlanSecret, place_);
    if (!may_be(value, type)) {
      context_.report(diag::PlanType, place_,
                      fmt::format("`{}` was expected, and it will be something else", types::print(types_, type)));
    }
  }

  bool is_tainted(ValueId value) {
    if (values_.kind(value) == ValueKind::Secret) return true;
    if (values_.kind(value) == ValueKind::Result) {
      TypeId type = result_type(context_, value);
      return type.valid() && types::contains_secret(types_, type);
    }
    for (ValueId child : values_.children(value)) {
      if (is_tainted(child)) return true;
    }
    return false;
  }

  TypeId unwrapped(TypeId type) {
    while (types_.kind(type) == TypeKind::Optional || types_.kind(type) == TypeKind::Secret ||
           types_.kind(type) == TypeKind::Refined)
      type = types_[type].element;
    return type;
  }

  /// False when the value will surely not be of the type. What only a checker with scopes could tell is let through:
  /// the runtime looks at each value again when it is known.
  bool may_be(ValueId value, TypeId type) {
    TypeId wanted = unwrapped(type);
    TypeKind kind = types_.kind(wanted);
    if (kind == TypeKind::Union) {
      const std::vector<TypeId> members = types_[wanted].parts;
      return std::any_of(members.begin(), members.end(), [&](TypeId member) { return may_be(value, member); });
    }
    switch (values_.kind(value)) {
      case ValueKind::Var: return true;
      case ValueKind::Secret: return is_text(wanted);
      case ValueKind::Result: {
        TypeId declared = result_type(context_, value);
        if (!declared.valid()) return true;  // E0511 says so
        declared = unwrapped(declared);
        return types::fits(types_, declared, wanted) || (kind == TypeKind::String && is_text(declared));
      }
      case ValueKind::Apply: return apply_may_be(value, type, kind);
      default:
        // A branch that is known: `none` of an optional, or a constant.
        if (value == values_.none()) return types_.kind(type) == TypeKind::Optional || kind == TypeKind::None;
        check(value, type);
        return true;
    }
  }

  /// Text of any type is a String as it stands (see fold: Text).
  bool is_text(TypeId type) {
    return types_.kind(type) == TypeKind::String || types::is_parsed_from_text(types_, type);
  }

  bool apply_may_be(ValueId apply, TypeId type, TypeKind kind) {
    auto operands = values_.children(apply);
    switch (values_.op(apply)) {
      case Op::Not:
      case Op::Less:
      case Op::LessEqual:
      case Op::LessVersion:
      case Op::In:
      case Op::Equal:
      case Op::NotEqual:
      case Op::And:
      case Op::Or:
      case Op::IsNone:
      case Op::IsMember: return kind == TypeKind::Bool;
      case Op::Negate:
      case Op::Add:
      case Op::Subtract:
      case Op::Multiply:
      case Op::Divide:
      case Op::Remainder: return is_amount(kind);
      case Op::MakeSize: return kind == TypeKind::Size;
      case Op::MakeRange:
      case Op::MakeRangeInclusive: return kind == TypeKind::Range;
      case Op::Join:
      case Op::Text: return kind == TypeKind::String;
      case Op::Parse:
        return kind == TypeKind::String || types::print(types_, unwrapped(type)) == values_.as_text(operands[1]);
      case Op::MakeSet: return kind == TypeKind::Set;
      case Op::MakeMap:
      case Op::Merge: return kind == TypeKind::Map;
      case Op::Concat: return kind == TypeKind::String || kind == TypeKind::List;
      case Op::ForEach: return kind == TypeKind::List && may_be(operands[2], types_[unwrapped(type)].element);
      case Op::If: return may_be(operands[1], type) && may_be(operands[2], type);
      case Op::Coalesce: return may_be(operands[1], type);
      default: return true;
    }
  }

  static bool is_amount(TypeKind kind) {
    return kind == TypeKind::Int || kind == TypeKind::Float || kind == TypeKind::Size || kind == TypeKind::Duration ||
           kind == TypeKind::Port;
  }

  Context& context_;
  const types::TypeStore& types_;
  const value::ValueStore& values_;
  std::string place_;
  bool secret_ = false;  ///< Inside of a Secret type.
};

void check_inputs(Context& context, const Resource& resource) {
  const Kind& kind = context.plan.kind_of(resource);
  const value::ValueStore& values = context.values;
  auto place = [&](std::string_view field) { return field_place(resource.address, field); };
  for (const KindField& field : kind.fields) {
    ValueId input = values.field(resource.inputs, field.name);
    bool optional = context.types.kind(field.type) == TypeKind::Optional;
    if (!input.valid()) {
      if (!optional && !field.is_unique) context.report(diag::PlanType, place(field.name), "it is missing");
    } else if (input == values.none()) {
      context.report(diag::PlanType, place(field.name), "an absent optional is left out of the inputs");
    } else {
      TypeRule(context, place(field.name)).check(input, field.type);
    }
  }
  for (size_t i = 0; i < values.size(resource.inputs); ++i) {
    std::string_view name = values.field_name(resource.inputs, i);
    if (find_field(kind.fields, name) == nullptr) {
      context.report(diag::PlanType, place(name), fmt::format("`{}` has no such field", kind.name));
    }
  }
}

void check_rule(Context& context, const std::string& place, ValueId condition, ValueId message) {
  TypeRule(context, place).check_condition(condition);
  if (!message.valid()) return;
  TypeRule(context, "the message of " + place).check(message, types::TypeStore::scalar(TypeKind::String));
}

}  // namespace

void check_types(Context& context) {
  for (const Resource& resource : context.plan.resources) check_inputs(context, resource);
  for (const Lookup& lookup : context.plan.lookups) {
    for (const KindField& field : context.plan.kinds[lookup.kind].fields) {
      ValueId found_by = context.values.field(lookup.find, field.name);
      if (found_by.valid()) TypeRule(context, field_place(lookup.address, field.name)).check(found_by, field.type);
    }
  }
  for (const Output& output : context.plan.outputs) {
    TypeRule(context, fmt::format("output `{}`", output.name)).check(output.value, output.type);
  }
  for (const Check& check : context.plan.checks) {
    check_rule(context, check_place(check), check.condition, check.message);
  }
  for (const Policy& policy : context.plan.policies) {
    for (const Finding& finding : policy.findings) {
      check_rule(context, fmt::format("`{}` on `{}`", policy.name, finding.address), finding.condition,
                 finding.message);
    }
  }
}

}  // namespace infra::plan::verification
