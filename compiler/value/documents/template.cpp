#include "compiler/value/documents/template.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/documents/convert.h"
#include "compiler/value/fold/groups.h"

namespace infra::value::documents {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

tl::unexpected<Error> wrong(size_t line, std::string_view reason) {
  return fail(diag::error(diag::UnreadableTemplate, line, reason));
}

bool is_name(std::string_view text) {
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// The words of what stands between braces; a comma is one, a string with its quotes is one.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    if (text.empty()) return words;
    size_t end = std::min(text.find_first_of(" \t\r\n,"), text.size());
    if (text[0] == '"') end = std::min(text.find('"', 1), text.size() - 1) + 1;
    words.emplace_back(text.substr(0, std::max<size_t>(end, 1)));
    text.remove_prefix(words.back().size());
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<std::vector<TemplatePart>> run() {
    std::vector<TemplatePart> root;
    open_.push_back({&root, nullptr});
    while (true) {
      size_t mark = text_.find("{{", at_);
      add_text(text_.substr(at_, mark - at_));
      if (mark == text_.npos) break;
      at_ = mark;
      INFRA_TRY(directive());
    }
    if (open_.size() == 1) return root;
    return wrong(open_.back().owner->line, "its `{{ end }}` is missing");
  }

 private:
  struct Open {
    std::vector<TemplatePart>* into;
    TemplatePart* owner;
    bool in_else = false;
  };

  void add_text(std::string_view text) {
    if (text.empty()) return;
    TemplatePart part;
    part.text = text;
    part.line = line_;
    line_ += static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    open_.back().into->push_back(std::move(part));
  }

  /// Where what stands between the braces ends: its own strings do not end it.
  size_t end_of(size_t begin) const {
    bool quoted = false;
    for (size_t i = begin; i < text_.size(); ++i) {
      if (text_[i] == '"') quoted = !quoted;
      if (!quoted && text_.substr(i).starts_with("}}")) return i;
    }
    return text_.npos;
  }

  Result<void> directive() {
    size_t begin = at_ + 2, end = end_of(begin);
    if (end == text_.npos) return wrong(line_, "a `{{` has no `}}`");
    std::string_view inside = text_.substr(begin, end - begin);
    std::vector<std::string> words = words_of(inside);
    size_t line = line_;
    line_ += static_cast<size_t>(std::count(inside.begin(), inside.end(), '\n'));
    at_ = end + 2;
    if (words.empty()) return wrong(line, "nothing stands between `{{` and `}}`");
    bool decides = words[0] == "for" || words[0] == "if" || words[0] == "else" || words[0] == "end";
    if (decides && words.size() == 1 && (words[0] == "for" || words[0] == "if")) {
      return wrong(line, fmt::format("`{}` needs a value", words[0]));
    }
    if (decides) take_line(begin - 2);
    TemplatePart part;
    part.line = line;
    if (words[0] == "end") return close(words, line);
    if (words[0] == "else") return otherwise(words, line);
    if (words[0] == "for") return loop(std::move(part), words);
    if (words[0] == "if") return condition(std::move(part), words);
    if (words.size() != 1) return wrong(line, fmt::format("`{}` is no value", words[0] + " " + words[1]));
    if (words[0].size() > 1 && words[0].front() == '"' && words[0].back() == '"') {
      part.text = words[0].substr(1, words[0].size() - 2);
      open_.back().into->push_back(std::move(part));
      return {};
    }
    part.kind = TemplatePart::Kind::Value;
    INFRA_TRY(read_path(part, words[0]));
    open_.back().into->push_back(std::move(part));
    return {};
  }

  /// When only blanks stand beside what is between `begin` and `at_` on its line, the line goes.
  void take_line(size_t begin) {
    size_t start = begin;
    while (start > 0 && (text_[start - 1] == ' ' || text_[start - 1] == '\t')) --start;
    size_t end = std::min(text_.find_first_not_of(" \t\r", at_), text_.size());
    bool alone = (start == 0 || text_[start - 1] == '\n') && (end == text_.size() || text_[end] == '\n');
    if (!alone) return;
    std::vector<TemplatePart>& into = *open_.back().into;
    if (begin > start && !into.empty()) {  // the blanks before it have been added
      std::string& before = into.back().text;
      before.resize(before.size() - (begin - start));
    }
    if (end < text_.size()) ++line_;
    at_ = std::min(end + 1, text_.size());
  }

  Result<void> read_path(TemplatePart& part, std::string_view text) {
    while (true) {
      size_t dot = text.find('.');
      std::string_view name = text.substr(0, dot);
      if (!is_name(name)) return wrong(part.line, fmt::format("`{}` is no name of a value", text));
      part.path.emplace_back(name);
      if (dot == text.npos) return {};
      text.remove_prefix(dot + 1);
    }
  }

  Result<void> open(TemplatePart part) {
    if (open_.size() > 50) return wrong(part.line, "this nests more than 50 levels deep");
    std::vector<TemplatePart>& into = *open_.back().into;
    into.push_back(std::move(part));
    // The list that it stands in grows only when it is closed.
    open_.push_back({&into.back().body, &into.back()});
    return {};
  }

  Result<void> loop(TemplatePart part, const std::vector<std::string>& words) {
    bool one = words.size() == 4 && words[2] == "in";
    bool two = words.size() == 6 && words[2] == "," && words[4] == "in";
    if (!one && !two) return wrong(part.line, "a loop is `for item in list` or `for key, value in map`");
    part.kind = TemplatePart::Kind::For;
    part.names = {words[1]};
    if (two) part.names.push_back(words[3]);
    for (const std::string& name : part.names) {
      if (!is_name(name)) return wrong(part.line, fmt::format("`{}` cannot be a name", name));
    }
    INFRA_TRY(read_path(part, words.back()));
    return open(std::move(part));
  }

  Result<void> condition(TemplatePart part, const std::vector<std::string>& words) {
    if (words.size() != 2) return wrong(part.line, "a condition is `if name` or `if !name`");
    part.kind = TemplatePart::Kind::If;
    std::string_view path = words[1];
    part.negated = path.starts_with('!');
    if (part.negated) path.remove_prefix(1);
    INFRA_TRY(read_path(part, path));
    return open(std::move(part));
  }

  Result<void> otherwise(const std::vector<std::string>& words, size_t line) {
    Open& open = open_.back();
    bool in_if = open.owner != nullptr && open.owner->kind == TemplatePart::Kind::If && !open.in_else;
    if (!in_if || words.size() != 1) return wrong(line, "`else` stands alone, once in an `if`");
    open.into = &open.owner->otherwise;
    open.in_else = true;
    return {};
  }

  Result<void> close(const std::vector<std::string>& words, size_t line) {
    if (open_.size() == 1 || words.size() != 1) return wrong(line, "`end` stands alone, after a `for` or `if`");
    open_.pop_back();
    return {};
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t line_ = 1;
  std::vector<Open> open_;
};

std::string path_text(const TemplatePart& part) {
  std::string text;
  for (const std::string& step : part.path) text += text.empty() ? step : "." + step;
  return text;
}

const Shape& without_optional(const Shape& shape) {
  return shape.kind == Shape::Kind::Optional ? shape.parts[0] : shape;
}

/// What a name of the template means; the last one with that name counts.
struct Bound {
  std::string name;
  const Shape* shape;
  ValueId value;  ///< Invalid while only shapes are looked at.
};

class Checker {
 public:
  explicit Checker(const Shape& shape) : shape_(shape) {
    for (const ShapeField& field : shape.fields) scope_.push_back({field.name, &field.shape[0], ValueId()});
  }

  Result<void> run(const std::vector<TemplatePart>& parts) {
    INFRA_TRY(check(parts));
    for (const ShapeField& field : shape_.fields) {
      if (std::find(used_.begin(), used_.end(), field.name) == used_.end()) {
        return fail(diag::error(diag::TemplateNameUnused, field.name)
                        .way_out(fmt::format("leave it out, or write `{{{{ {} }}}}` where it belongs", field.name)));
      }
    }
    return {};
  }

 private:
  Result<void> check(const std::vector<TemplatePart>& parts) {
    for (const TemplatePart& part : parts) {
      if (part.kind == TemplatePart::Kind::Text) continue;
      INFRA_ASSIGN(const Shape* found, find(part));
      const Shape& shape = without_optional(*found);
      switch (part.kind) {
        case TemplatePart::Kind::Value: {
          bool payloads = std::any_of(shape.members.begin(), shape.members.end(),
                                      [](const ShapeMember& member) { return !member.payload.empty(); });
          bool text = shape.kind == Shape::Kind::Scalar || (shape.kind == Shape::Kind::Enum && !payloads);
          if (!text) return needs(part, shape, "a value that has a text");
          break;
        }
        case TemplatePart::Kind::If: {
          bool decides = found->kind == Shape::Kind::Optional ||
                         (shape.kind == Shape::Kind::Scalar && shape.scalar == types::TypeKind::Bool);
          if (!decides) return needs(part, shape, "a Bool or an optional");
          INFRA_TRY(check(part.body));
          INFRA_TRY(check(part.otherwise));
          break;
        }
        default: {
          bool map = part.names.size() == 2;
          bool items =
              map ? shape.kind == Shape::Kind::Map : shape.kind == Shape::Kind::List || shape.kind == Shape::Kind::Set;
          if (!items) return needs(part, shape, map ? "a map" : "a list or set");
          for (size_t i = 0; i < part.names.size(); ++i) scope_.push_back({part.names[i], &shape.parts[i], ValueId()});
          INFRA_TRY(check(part.body));
          scope_.resize(scope_.size() - part.names.size());
        }
      }
    }
    return {};
  }

  static tl::unexpected<Error> needs(const TemplatePart& part, const Shape& shape, std::string_view wanted) {
    return fail(diag::error(diag::TemplateValue, part.line, path_text(part), a_shape(shape), wanted));
  }

  Result<const Shape*> find(const TemplatePart& part) {
    auto bound = std::find_if(scope_.rbegin(), scope_.rend(), [&](const Bound& b) { return b.name == part.path[0]; });
    std::vector<std::string_view> names;
    if (bound == scope_.rend()) {
      for (const Bound& known : scope_) names.push_back(known.name);
      return unknown(part, names);
    }
    if (static_cast<size_t>(scope_.rend() - bound) <= shape_.fields.size()) used_.push_back(part.path[0]);
    const Shape* shape = bound->shape;
    for (size_t i = 1; i < part.path.size(); ++i) {
      const Shape& record = without_optional(*shape);
      auto field = std::find_if(record.fields.begin(), record.fields.end(),
                                [&](const ShapeField& f) { return f.name == part.path[i]; });
      if (field == record.fields.end()) {
        for (const ShapeField& known : record.fields) names.push_back(known.name);
        return unknown(part, names);
      }
      shape = &field->shape[0];
    }
    return shape;
  }

  static tl::unexpected<Error> unknown(const TemplatePart& part, const std::vector<std::string_view>& names) {
    Error error = diag::error(diag::TemplateNameUnknown, part.line, path_text(part));
    auto best = nearest(part.path.back(), names);
    return fail(std::move(error).way_out(best            ? fmt::format("did you mean `{}`?", *best)
                                         : names.empty() ? ""
                                                         : "given are " + list_names(names)));
  }

  const Shape& shape_;
  std::vector<Bound> scope_;
  std::vector<std::string> used_;
};

class Renderer {
 public:
  Renderer(ValueStore& values, ValueId record, const Shape& shape) : values_(values) {
    for (const ShapeField& field : shape.fields)
      scope_.push_back({field.name, &field.shape[0], part(record, field.name)});
  }

  Result<void> run(const std::vector<TemplatePart>& parts) {
    for (const TemplatePart& part : parts) {
      INFRA_TRY(folding::spend(values_, 1));
      switch (part.kind) {
        case TemplatePart::Kind::Text: out += part.text; break;
        case TemplatePart::Kind::Value: {
          Bound found = find(part);
          std::optional<std::string> text = scalar_text(values_, found.value, without_optional(*found.shape));
          if (!text) {
            return fail(
                diag::error(diag::TemplateValue, part.line, path_text(part), "`none`", "a value that has a text")
                    .way_out(fmt::format("write it inside of `{{{{ if {} }}}}`", path_text(part))));
          }
          out += *text;
          break;
        }
        case TemplatePart::Kind::If: {
          ValueId value = find(part).value;
          bool holds = values_.kind(value) == ValueKind::Bool ? values_.as_bool(value) : value != values_.none();
          INFRA_TRY(run(holds != part.negated ? part.body : part.otherwise));
          break;
        }
        case TemplatePart::Kind::For: INFRA_TRY(loop(part)); break;
      }
      INFRA_TRY(folding::make_text_room(values_, out.size()));
    }
    return {};
  }

  std::string out;

 private:
  ValueId part(ValueId record, std::string_view name) const {
    bool is_record = values_.kind(record) == ValueKind::Record;
    ValueId found = is_record ? values_.field(record, name) : ValueId();
    return found.valid() ? found : values_.none();
  }

  Bound find(const TemplatePart& place) const {
    Bound found =
        *std::find_if(scope_.rbegin(), scope_.rend(), [&](const Bound& b) { return b.name == place.path[0]; });
    for (size_t i = 1; i < place.path.size(); ++i) {
      const Shape& record = without_optional(*found.shape);
      auto field = std::find_if(record.fields.begin(), record.fields.end(),
                                [&](const ShapeField& f) { return f.name == place.path[i]; });
      found = {place.path[i], &field->shape[0], part(found.value, place.path[i])};
    }
    return found;
  }

  Result<void> loop(const TemplatePart& place) {
    Bound found = find(place);
    const Shape& shape = without_optional(*found.shape);
    auto children = values_.children(found.value);
    std::vector<ValueId> items(children.begin(), children.end());
    size_t step = place.names.size();
    for (size_t i = 0; i + step <= items.size(); i += step) {
      for (size_t j = 0; j < step; ++j) scope_.push_back({place.names[j], &shape.parts[j], items[i + j]});
      INFRA_TRY(run(place.body));
      scope_.resize(scope_.size() - step);
    }
    return {};
  }

  ValueStore& values_;
  std::vector<Bound> scope_;
};

}  // namespace

Result<std::vector<TemplatePart>> parse_template(std::string_view text) { return Parser(text).run(); }

Result<void> check_template(const std::vector<TemplatePart>& parts, const Shape& shape) {
  return Checker(shape).run(parts);
}

Result<std::string> render_template(ValueStore& values, const std::vector<TemplatePart>& parts, ValueId record,
                                    const Shape& shape) {
  Renderer renderer(values, record, shape);
  INFRA_TRY(renderer.run(parts));
  return std::move(renderer.out);
}

}  // namespace infra::value::documents
