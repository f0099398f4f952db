#include "compiler/sema/check/convert.h"

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/meant.h"
#include "compiler/sema/check/unions.h"
#include "compiler/sema/report.h"
#include "compiler/value/scalars.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// Whether values of `from` must be looked at before they are values of `to`: Ints where Ports are, records that
/// were not made as the declared type whose rules they must keep.
bool needs_proof(const Program& program, types::TypeId from, types::TypeId to, int depth = 0) {
  if (from == to || depth > 32) return false;
  const types::TypeStore& types = *program.types;
  const types::Type& target = types[to];
  const types::Type& source = types[from];
  if (target.kind == TypeKind::Refined) return true;
  if (source.kind == TypeKind::Refined) return needs_proof(program, source.element, to, depth + 1);
  if (target.kind == TypeKind::Port) return source.kind == TypeKind::Int;
  if (target.kind == TypeKind::Optional || target.kind == TypeKind::Secret) {
    types::TypeId inner = source.kind == target.kind ? source.element : from;
    return needs_proof(program, inner, target.element, depth + 1);
  }
  if (target.kind != source.kind) return false;
  if (target.kind == TypeKind::List || target.kind == TypeKind::Set || target.kind == TypeKind::Map) {
    return needs_proof(program, source.element, target.element, depth + 1);
  }
  if (target.kind == TypeKind::Record) {
    auto info = program.records.find(to);
    if (info != program.records.end() && info->second.has_rules) return true;
    for (const types::Field& field : target.fields) {
      const types::Field* other = source.field(field.name);
      if (other && needs_proof(program, other->type, field.type, depth + 1)) return true;
    }
  }
  return false;
}

bool is_text(TypeKind kind) {
  switch (kind) {
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Url:
    case TypeKind::Path:
    case TypeKind::Digest:
    case TypeKind::Version:
    case TypeKind::Date: return true;
    default: return false;
  }
}

NodeId mismatch(BodyScope& b, NodeId node, types::TypeId from, types::TypeId to) {
  Span span = span_of(b, node);
  auto builder = b.sink().emit(diag::TypeMismatch, span, type_text(b, to), type_text(b, from));
  builder.label(fmt::format("this is `{}`", type_text(b, from)));
  suggest_meant(b, builder, node, from, to);
  return error_node(b, span);
}

NodeId show_secret(BodyScope& b, Span span, types::TypeId expected) {
  b.sink()
      .emit(diag::SecretNotAccepted, span, type_text(b, expected))
      .label("this is secret")
      .help(fmt::format("a secret may enter only what accepts one: `{0}`, in a map `Map<String, {0}>`",
                        type_text(b, b.types().secret(expected))));
  return error_node(b, span);
}

NodeId parse_text(BodyScope& b, NodeId node, TypeKind kind, types::TypeId type) {
  Span span = span_of(b, node);
  if (std::string_view text = quoted_text(b, node); text.data()) {
    auto parsed = value::parse_scalar(kind, text);
    if (!parsed) {
      report(b.sink(), parsed.error(), span);
      return error_node(b, span);
    }
    return constant_node(b, span, type, b.values().string(*parsed));
  }
  std::string name(type_text(b, scalar(kind)));
  NodeId type_name = constant_node(b, span, scalar(TypeKind::String), b.values().string(name));
  return add_node(b, span, type, OperationNode{value::Op::Parse, {node, type_name}});
}

NodeId prove(BodyScope& b, NodeId node, types::TypeId type) {
  Span span = span_of(b, node);
  auto* constant = std::get_if<ConstantNode>(&b.context.program.nodes[node].is);
  if (constant && b.types().kind(type) == TypeKind::Port) {
    value::ValueId value = constant->value;
    int64_t port = b.values().as_int(value);
    if (port < 1 || port > 65535) {
      b.sink().emit(diag::NotAPort, span, port).label("ports are 1 to 65535");
      return error_node(b, span);
    }
    return constant_node(b, span, type, value);
  }
  return add_node(b, span, type, FitNode{node});
}

/// Without the secrets in lists, sets, maps and optionals. Types are finite and their size is bounded, so this ends.
types::TypeId bare(BodyScope& b, types::TypeId id) {
  if (!types::contains_secret(b.types(), id)) return id;
  const types::Type type = b.types()[id];
  switch (type.kind) {
    case TypeKind::Secret: return bare(b, type.element);
    case TypeKind::Optional: return b.types().optional(bare(b, type.element));
    case TypeKind::List: return b.types().list(bare(b, type.element));
    case TypeKind::Set: return b.types().set(bare(b, type.element));
    case TypeKind::Map: return b.types().map(type.key, bare(b, type.element));
    default: return id;
  }
}

NodeId as_member(BodyScope& b, NodeId node, types::TypeId from, types::TypeId to) {
  if (types::TypeId member = member_for(b, from, to); member.valid()) return convert(b, node, member);
  std::vector<std::string> fitting;
  for (types::TypeId member : std::vector<types::TypeId>(b.types()[to].parts)) {
    if (types::fits(b.types(), from, member)) fitting.push_back(type_text(b, member));
  }
  if (fitting.empty()) return mismatch(b, node, from, to);
  std::vector<std::string_view> views(fitting.begin(), fitting.end());
  b.sink()
      .emit(diag::NotOneMember, span_of(b, node), "more than one member", type_text(b, to))
      .label("fits " + list_names(views));
  return error_node(b, span_of(b, node));
}

}  // namespace

types::TypeId tainted(BodyScope& b, types::TypeId type, bool secret) {
  return secret ? b.types().secret(bare(b, type)) : type;
}

types::TypeId plain_type(BodyScope& b, types::TypeId type, bool through_optional) {
  while (type.valid()) {
    const types::Type& t = b.types()[type];
    bool peel =
        t.kind == TypeKind::Secret || t.kind == TypeKind::Refined || (through_optional && t.kind == TypeKind::Optional);
    if (!peel) break;
    type = t.element;
  }
  return type;
}

bool converts(BodyScope& b, types::TypeId from, types::TypeId to) {
  TypeKind source = b.types().kind(from);
  TypeKind target = b.types().kind(to);
  if (source == TypeKind::Error || target == TypeKind::Error || from == to) return true;
  if (target == TypeKind::Refined) return converts(b, from, b.types()[to].element);
  if (source == TypeKind::Refined && target != TypeKind::Optional && target != TypeKind::Union) {
    return converts(b, b.types()[from].element, to);
  }
  if (target == TypeKind::Union && source != TypeKind::Union) return member_for(b, from, to).valid();
  if (target == TypeKind::Optional) {
    types::TypeId element = b.types()[to].element;
    return source == TypeKind::None ||
           converts(b, source == TypeKind::Optional ? b.types()[from].element : from, element);
  }
  if (target == TypeKind::Secret && source == TypeKind::Secret) {
    return converts(b, b.types()[from].element, b.types()[to].element);
  }
  if (target == TypeKind::Secret) return b.accepts_plain_for_secret && converts(b, from, b.types()[to].element);
  if (source == TypeKind::String && types::is_parsed_from_text(b.types(), to)) return true;
  if (is_text(source) && target == TypeKind::String) return true;
  if (source == TypeKind::Int && target == TypeKind::Port) return true;
  return types::fits(b.types(), from, to);
}

NodeId convert(BodyScope& b, NodeId node, types::TypeId expected) {
  if (!expected.valid()) return node;
  types::TypeId from = type_of(b, node);
  if (from == expected) return node;
  // Without their names and fields, which are dear to copy; references would not outlive the next type.
  struct Outline {
    TypeKind kind;
    types::TypeId element;
  };
  const Outline source{b.types().kind(from), b.types()[from].element};
  const Outline target{b.types().kind(expected), b.types()[expected].element};
  Span span = span_of(b, node);
  if (source.kind == TypeKind::Error || target.kind == TypeKind::Error) return node;
  if (target.kind == TypeKind::Refined) {
    NodeId inner = convert(b, node, target.element);
    return is_error(b, inner) ? inner : add_node(b, span, expected, FitNode{inner});
  }
  if (target.kind == TypeKind::Union && source.kind != TypeKind::Union && source.kind != TypeKind::Optional &&
      source.kind != TypeKind::None && source.kind != TypeKind::Secret) {
    return as_member(b, node, from, expected);
  }

  if (target.kind == TypeKind::Optional) {
    if (source.kind == TypeKind::None) return constant_node(b, span, expected, b.values().none());
    bool hidden = source.kind == TypeKind::Secret && b.types().kind(target.element) != TypeKind::Secret;
    if (hidden && b.types().kind(source.element) == TypeKind::Optional && converts(b, source.element, expected))
      return show_secret(b, span, expected);
    if (source.kind != TypeKind::Optional) return convert(b, node, target.element);
    if (source.element == target.element || types::fits(b.types(), from, expected)) {
      return needs_proof(b.context.program, from, expected) ? add_node(b, span, expected, FitNode{node}) : node;
    }
    return mismatch(b, node, from, expected);
  }
  if (source.kind == TypeKind::Optional || source.kind == TypeKind::None) {
    bool only_missing = source.kind == TypeKind::None || converts(b, source.element, expected);
    if (!only_missing) return mismatch(b, node, from, expected);
    auto builder = b.sink().emit(diag::OptionalNotHandled, span, fmt::format("`{}`", type_text(b, expected)));
    if (source.kind == TypeKind::None)
      builder.label("`none` is not allowed here")
          .help(fmt::format("its type allows it with `?`: `{}?`", type_text(b, expected)));
    else
      builder.label(fmt::format("this is `{}`", type_text(b, from)))
          .help("say what stands for `none`: `… ?? value`, or use `match`");
    return error_node(b, span);
  }
  if (target.kind == TypeKind::Secret) {
    if (source.kind == TypeKind::Secret) {
      TypeKind inner = b.types().kind(target.element);
      if (b.types().kind(source.element) == TypeKind::String && types::is_parsed_from_text(b.types(), target.element)) {
        return parse_text(b, node, inner, expected);
      }
      return converts(b, source.element, target.element) ? node : mismatch(b, node, from, expected);
    }
    if (!converts(b, from, target.element) && b.types().kind(from) != b.types().kind(target.element)) {
      return mismatch(b, node, from, expected);
    }
    if (b.accepts_plain_for_secret) return convert(b, node, target.element);
    b.sink()
        .emit(diag::PlainForSecret, span, type_text(b, expected))
        .label("everybody who reads this file or the plan reads it")
        .help("name where the secret lies: `secret.env(\"NAME\")` or `secret.file(\"path\")`");
    return error_node(b, span);
  }
  if (source.kind == TypeKind::Secret && converts(b, source.element, expected)) return show_secret(b, span, expected);
  if (b.types().kind(types::base_of(b.types(), from)) == TypeKind::String &&
      types::is_parsed_from_text(b.types(), expected)) {
    return parse_text(b, node, target.kind, expected);
  }
  if (is_text(source.kind) && target.kind == TypeKind::String) return node;
  if (!converts(b, from, expected)) return mismatch(b, node, from, expected);
  if (types::contains_secret(b.types(), expected) && !types::contains_secret(b.types(), from) &&
      !b.accepts_plain_for_secret) {
    b.sink().emit(diag::PlainForSecret, span, type_text(b, expected)).label("the values of this are plain");
    return error_node(b, span);
  }
  return needs_proof(b.context.program, from, expected) ? prove(b, node, expected) : node;
}

}  // namespace infra::sema
