#include "compiler/lint/suppressions.h"

#include <algorithm>
#include <unordered_map>

#include "compiler/base/text.h"
#include "compiler/diag/codes/lint.h"
#include "compiler/lint/comments.h"
#include "compiler/lint/lint.h"
#include "compiler/syntax/scan/scan.h"

namespace infra::lint {
namespace {

/// One code in one comment.
struct Allowed {
  std::string code;
  Span span;
  uint32_t line;  ///< Whose lints it is about.
  bool has_reason = false;
  bool is_used = false;
};

/// Reads from the left; a Cursor never goes past its text.
struct Cursor {
  std::string_view text;
  uint32_t at;

  void spaces() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  }
  bool take(std::string_view word) {
    spaces();
    if (!text.substr(at).starts_with(word)) return false;
    at += static_cast<uint32_t>(word.size());
    return true;
  }
  std::string_view word() {
    spaces();
    uint32_t begin = at;
    while (at < text.size() && text[at] != ' ' && text[at] != '\t' && text[at] != ',' && text[at] != ':') ++at;
    return text.substr(begin, at - begin);
  }
};

class Reader {
 public:
  Reader(const SourceFile& file, FileId id) : file_(file), id_(id), tokens_(syntax::scan(file.text())) {}

  std::vector<Allowed> read() {
    for (const Comment& comment : comments_of(file_.text(), tokens_)) read_comment(comment);
    return std::move(allowed_);
  }

 private:
  void read_comment(const Comment& comment) {
    Cursor cursor{file_.text().substr(0, comment.end), comment.begin + 2};
    if (!cursor.take("infra:") || !cursor.take("allow")) return;
    size_t first = allowed_.size();
    do {
      cursor.spaces();
      uint32_t begin = cursor.at;
      std::string code(cursor.word());
      allowed_.push_back({code, Span{id_, begin, cursor.at}, line_of(comment), false, false});
    } while (cursor.take(","));
    bool has_reason = cursor.take(":") && (cursor.spaces(), cursor.at < comment.end);
    for (size_t i = first; i < allowed_.size(); ++i) allowed_[i].has_reason = has_reason;
  }

  /// Behind code: that line. Alone: the line of the next token.
  uint32_t line_of(const Comment& comment) const {
    uint32_t own = file_.locate(comment.begin).line;
    auto next = std::partition_point(tokens_.tokens.begin(), tokens_.tokens.end(),
                                     [&](const syntax::Token& token) { return token.begin < comment.begin; });
    bool behind_code = next != tokens_.tokens.begin() && file_.locate(std::prev(next)->end - 1).line == own;
    if (behind_code || next == tokens_.tokens.end()) return own;
    return file_.locate(next->begin).line;
  }

  const SourceFile& file_;
  FileId id_;
  syntax::TokenList tokens_;
  std::vector<Allowed> allowed_;
};

std::optional<std::string> nearest_code(const std::string& code, const std::vector<RuleInfo>& table) {
  std::vector<std::string_view> codes, names;
  for (const RuleInfo& rule : table) {
    if (rule.name == code) return std::string(rule.code);
    codes.push_back(rule.code);
  }
  return nearest(code, codes);
}

void complain(const Allowed& allowed, const std::vector<RuleInfo>& table, diag::Sink& sink) {
  bool known = std::any_of(table.begin(), table.end(), [&](const RuleInfo& rule) { return rule.code == allowed.code; });
  if (!known) {
    auto builder = sink.emit(diag::UnknownAllow, allowed.span, allowed.code);
    if (auto near = nearest_code(allowed.code, table)) {
      builder.help(fmt::format("did you mean `{}`?", *near)).fix(allowed.span, *near, fmt::format("write `{}`", *near));
    } else {
      builder.help("`infra lint --rules` lists them");
    }
  } else if (!allowed.has_reason) {
    sink.emit(diag::AllowWithoutReason, allowed.span, allowed.code)
        .help(fmt::format("write `// infra: allow {}: ` and why it is right here", allowed.code));
  } else if (!allowed.is_used) {
    sink.emit(diag::UnusedAllow, allowed.span, allowed.code).help("take the comment away");
  }
}

}  // namespace

void apply_suppressions(const SourceFile& file, FileId id, std::vector<diag::Diagnostic>& lints) {
  std::vector<Allowed> allowed = Reader(file, id).read();
  if (allowed.empty()) return;
  std::unordered_map<uint32_t, std::vector<Allowed*>> by_line;
  for (Allowed& one : allowed) by_line[one.line].push_back(&one);
  std::erase_if(lints, [&](const diag::Diagnostic& lint) {
    auto here = by_line.find(file.locate(lint.primary.span.begin).line);
    if (here == by_line.end()) return false;
    bool is_allowed = false;
    for (Allowed* one : here->second) {
      if (one->code != lint.code) continue;
      one->is_used = true;
      is_allowed = is_allowed || one->has_reason;
    }
    return is_allowed;
  });
  const std::vector<RuleInfo> table = rules();
  diag::Sink sink;
  for (const Allowed& one : allowed) complain(one, table, sink);
  for (const diag::Diagnostic& d : sink.diagnostics()) lints.push_back(d);
}

}  // namespace infra::lint
