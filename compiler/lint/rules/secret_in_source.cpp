// Passwords, tokens and keys that are written into a source: by the name that they are given to, or by the shape that
// their issuers give them so that they can be found.
#include <array>

#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

/// How the last word of a name, or the last two, say that it holds a secret.
constexpr std::array<std::string_view, 14> kNames = {
    "password",   "passwd",     "passphrase",  "secret",      "token",          "api_key",    "apikey",
    "access_key", "secret_key", "private_key", "signing_key", "encryption_key", "credential", "credentials"};

/// `DB-Password` as `db_password`.
std::string lower(std::string_view name) {
  std::string out;
  for (char c : name) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '-' ? '_' : c);
  return out;
}

bool names_a_secret(std::string_view written) {
  std::string name = lower(written);
  for (std::string_view word : kNames) {
    if (name == word || (name.ends_with(word) && name[name.size() - word.size() - 1] == '_')) return true;
  }
  return false;
}

struct Shape {
  std::string_view prefix;
  size_t length;  ///< At least, of the whole.
  std::string_view what;
};
constexpr std::array<Shape, 10> kShapes = {{
    {"AKIA", 20, "an access key of AWS"},
    {"ASIA", 20, "an access key of AWS"},
    {"ghp_", 40, "a token of GitHub"},
    {"gho_", 40, "a token of GitHub"},
    {"github_pat_", 40, "a token of GitHub"},
    {"glpat-", 26, "a token of GitLab"},
    {"xoxb-", 24, "a token of Slack"},
    {"xoxp-", 24, "a token of Slack"},
    {"AIza", 39, "a key of Google"},
    {"-----BEGIN ", 30, "a private key"},
}};

bool is_word(std::string_view text) {
  for (char c : text) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!plain) return false;
  }
  return true;
}

std::string_view shape_of(std::string_view value) {
  for (const Shape& shape : kShapes) {
    if (!value.starts_with(shape.prefix) || value.size() < shape.length) continue;
    bool is_pem = shape.prefix.starts_with('-');
    if (is_pem ? value.find("PRIVATE KEY-----") != std::string_view::npos : is_word(value)) return shape.what;
  }
  return {};
}

class Search {
 public:
  Search(const Subject& subject, diag::Sink& sink) : subject_(subject), sink_(sink) {}

  /// A literal that stands where `name` wants a secret.
  void given_to(std::string_view name, syntax::ExprId value) {
    const auto* literal = subject_.as<syntax::StringLiteral>(subject_.bare(value));
    if (!literal || literal->value.empty() || !names_a_secret(name) || !shape_of(literal->value).empty()) return;
    complain(subject_.expr(value).span, fmt::format("the value of `{}`", name));
  }
  void shaped(syntax::ExprId id) {
    const auto* literal = subject_.as<syntax::StringLiteral>(id);
    if (!literal) return;
    std::string_view what = shape_of(literal->value);
    if (!what.empty()) complain(subject_.expr(id).span, "what looks like " + std::string(what));
  }

 private:
  void complain(Span place, const std::string& what) {
    sink_.emit(diag::SecretInSource, place, what)
        .label("whoever reads the source has it")
        .help(
            "write `secret.env(\"NAME\")` or `secret.file(\"path\")`, or take it as a param of type `Secret<String>`; "
            "and change the secret, it has been seen");
  }

  const Subject& subject_;
  diag::Sink& sink_;
};

}  // namespace

void secret_in_source(const Subject& subject, diag::Sink& sink) {
  Search search(subject, sink);
  for (const syntax::Decl& decl : subject.ast.decls) {
    if (const auto* let = std::get_if<syntax::LetDecl>(&decl.node))
      search.given_to(subject.text(let->name), let->value);
    if (const auto* param = std::get_if<syntax::ParamDecl>(&decl.node)) {
      search.given_to(subject.text(param->name), param->default_value);
    }
  }
  for (const syntax::Entry* entry : subject.index.entries) {
    if (entry->form == syntax::KeyForm::Name) search.given_to(subject.text(entry->name), entry->value);
    const auto* key = subject.as<syntax::StringLiteral>(entry->key);
    if (key) search.given_to(key->value, entry->value);
  }
  for (const FileIndex::ExprPlace& place : subject.index.exprs) search.shaped(place.id);
}

}  // namespace infra::lint
