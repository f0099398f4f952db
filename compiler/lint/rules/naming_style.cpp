#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// `DbUrl`, `HTTPPort` and `db-url` as `db_url`, `http_port`.
std::string snake_case(std::string_view name) {
  std::string out;
  for (size_t i = 0; i < name.size(); ++i) {
    bool starts_word = is_upper(name[i]) && i > 0 && name[i - 1] != '_' &&
                       (!is_upper(name[i - 1]) || (i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z'));
    if (starts_word) out.push_back('_');
    out.push_back(to_lower(name[i]));
  }
  return out;
}

std::string camel_case(std::string_view name) {
  std::string out;
  bool starts_word = true;
  for (char c : name) {
    if (c == '_') {
      starts_word = true;
      continue;
    }
    out.push_back(starts_word ? to_upper(c) : c);
    starts_word = false;
  }
  return out;
}

class Judge {
 public:
  Judge(const Subject& subject, diag::Sink& sink) : subject_(subject), sink_(sink) {}

  void value(const syntax::Ident& name, std::string_view word) {
    judge(name, word, "snake_case", snake_case(written(name)));
  }
  void type(const syntax::Ident& name, std::string_view word) {
    judge(name, word, "UpperCamelCase", camel_case(written(name)));
  }

  void declaration(const syntax::Decl& decl) {
    syntax::Ident name = declared_name(decl);
    if (const auto* node = std::get_if<syntax::EnumDecl>(&decl.node)) {
      type(name, "enum");
      for (const syntax::EnumMember& member : node->members) {
        value(member.name, "member");
        fields(member.payload);
      }
    } else if (const auto* alias = std::get_if<syntax::TypeDecl>(&decl.node)) {
      type(name, "type");
      for (const syntax::Ident& parameter : alias->type_parameters) type(parameter, "type parameter");
      if (const auto* record = std::get_if<syntax::RecordType>(&subject_.ast.types[alias->type].node)) {
        fields(record->fields);
      }
    } else if (const auto* kind = std::get_if<syntax::KindDecl>(&decl.node)) {
      type(name, "kind");
      fields(kind->fields);
      fields(kind->results);
    } else if (const auto* function = std::get_if<syntax::FnDecl>(&decl.node)) {
      value(name, "function");
      for (const syntax::Ident& parameter : function->type_parameters) type(parameter, "type parameter");
    } else if (std::holds_alternative<syntax::ImportDecl>(decl.node)) {
      value(std::get<syntax::ImportDecl>(decl.node).alias, "alias");
    } else {
      value(name, "name");
    }
  }

 private:
  std::string_view written(const syntax::Ident& name) const { return name.name.valid() ? subject_.text(name) : ""; }
  void fields(syntax::List<syntax::FieldDecl> list) {
    for (const syntax::FieldDecl& field : list) value(field.name, "field");
  }
  void judge(const syntax::Ident& name, std::string_view word, std::string_view style, const std::string& wanted) {
    if (written(name) == wanted) return;
    sink_.emit(diag::NamingStyle, name.span, word, written(name), style)
        .help(fmt::format("write `{}`: whoever reads a program tells types and values apart by this", wanted));
  }

  const Subject& subject_;
  diag::Sink& sink_;
};

}  // namespace

void naming_style(const Subject& subject, diag::Sink& sink) {
  Judge judge(subject, sink);
  for (const syntax::Decl& decl : subject.ast.decls) judge.declaration(decl);
  for (const Binding& binding : subject.index.bindings) {
    if (binding.binder != syntax::Binder::TypeParameter) judge.value(binding.name, "name");
  }
}

}  // namespace infra::lint
