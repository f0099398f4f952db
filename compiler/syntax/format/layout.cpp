#include "compiler/syntax/format/layout.h"

#include "InfraParser.h"
#include "compiler/syntax/build/build.h"
#include "compiler/syntax/format/gap.h"
#include "compiler/syntax/parse/balance.h"

namespace infra::syntax::layout {
namespace {

using grammar::InfraParser;
using enum TokenKind;

uint32_t index_of(const antlr4::Token* token) { return static_cast<uint32_t>(token->getTokenIndex()); }
uint32_t first_index(Node* node) {
  if (is_token(node)) return index_of(static_cast<antlr4::tree::TerminalNode*>(node)->getSymbol());
  return index_of(static_cast<antlr4::ParserRuleContext*>(node)->getStart());
}
uint32_t last_index(Node* node) {
  if (is_token(node)) return first_index(node);
  return index_of(static_cast<antlr4::ParserRuleContext*>(node)->getStop());
}

class Walker {
 public:
  Walker(std::span<const Token> tokens, std::string_view text) : tokens_(tokens), text_(text) {
    layout_.marks.resize(tokens.size() + 1);
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      const TokenKind kind = tokens[i].kind;
      if (kind == Comma || kind == Colon || kind == Semicolon || kind == Question) mark(i).space = false;
      if (kind == Dot || kind == SafeDot) tighten(i);
    }
  }

  Layout run(Node* tree) {
    visit(tree);
    return std::move(layout_);
  }

 private:
  Mark& mark(uint32_t index) { return layout_.marks[index]; }
  Mark& before(Node* node) { return mark(first_index(node)); }
  Mark& behind(Node* node) { return mark(last_index(node) + 1); }
  void tighten(uint32_t index) {
    mark(index).space = false;
    mark(index + 1).space = false;
  }

  void visit(Node* node) {
    // Operators and postfixes grow to the left, without a bound.
    while (!is_token(node)) {
      const std::vector<Node*>& children = node->children;
      const bool grows_left = rule_of(node) == InfraParser::RuleExpr && rule_of(children[0]) == InfraParser::RuleExpr;
      if (!grows_left) return visit_rule(node);
      for (size_t i = 1; i < children.size(); ++i) visit(children[i]);
      visit_suffix(node);
      node = children[0];
    }
  }

  void visit_rule(Node* node) {
    if (is_string(node)) return mark_string(node);
    for (Node* child : node->children) visit(child);
    mark_breaks(node);
    switch (rule_of(node)) {
      case InfraParser::RuleExpr: return visit_primary(node);
      case InfraParser::RuleEntry: return visit_entry(node);
      case InfraParser::RuleKeyEntry: return mark_brackets(node, 0, 2);
      case InfraParser::RuleBraces:
      case InfraParser::RuleFields: return add_group(node, 0, Separator::Optional, true);
      case InfraParser::RuleEnumDecl: return add_group(node, 2, Separator::Optional, true);
      case InfraParser::RuleBlock:
      case InfraParser::RuleTestBlock: return add_group(node, 0, Separator::Nothing, true);
      case InfraParser::RuleEnumMember:
        if (node->children.size() > 1) add_call(node, 1);
        return;
      case InfraParser::RuleFnDecl:
        for (size_t i = 0; i < node->children.size(); ++i) {
          if (kind_of(node->children[i]) == LeftParen) add_call(node, i);
        }
        return;
      case InfraParser::RuleImportDecl:
        if (kind_of(node->children[2]) == LeftBrace) add_group(node, 2, Separator::Comma, true);
        return;
      case InfraParser::RuleControls: return add_group(node, 1, Separator::Comma, false);
      case InfraParser::RuleTypeParameters: return mark_brackets(node, 0, node->children.size() - 1, true);
      case InfraParser::RuleSimpleType: return visit_type(node);
      case InfraParser::RulePattern: return visit_pattern(node);
      case InfraParser::RuleSpread: before(node->children[1]).space = false; return;
      case InfraParser::RuleField:
      case InfraParser::RuleTypeDecl:
      case InfraParser::RuleParamDecl: return mark_wheres(node);
      default: return;
    }
  }

  static bool is_string(Node* node) {
    return rule_of(node) == InfraParser::RuleExpr &&
           (kind_of(node->children[0]) == StringOpen || kind_of(node->children[0]) == BlockOpen);
  }

  void mark_string(Node* node) {
    mark(first_index(node)).verbatim_to = last_index(node);
    for (uint32_t i = first_index(node) + 1; i <= last_index(node); ++i) mark(i) = Mark{};
  }

  /// An entry with an interpolated key: the string is no expression of its own.
  void visit_entry(Node* node) {
    const std::vector<Node*>& children = node->children;
    if (kind_of(children[0]) == Ellipsis) before(children[1]).space = false;
    if (kind_of(children[0]) != StringOpen) return;
    const uint32_t close = last_index(children[children.size() - 3]);
    mark(first_index(node)).verbatim_to = close;
    for (uint32_t i = first_index(node) + 1; i <= close; ++i) mark(i) = Mark{};
  }

  /// Where a line break that was written stays: behind what introduces a value, before words that go on.
  void mark_breaks(Node* node) {
    for (Node* child : node->children) {
      switch (kind_of(child)) {
        case Assign:
        case FatArrow:
        case Semicolon: behind(child).may_break = true; break;
        case Then: before(child).may_break = behind(child).may_break = true; break;
        case Else:
          before(child).may_break = true;
          behind(child).may_break = tokens_[last_index(child) + 1].kind != If;
          break;
        case Pipe:
        case On:
        case By:
        case From:
        case Until:
        case Because:
        case Fails:
        case Key: before(child).may_break = is_connecting(node); break;
        case If:
        case For:
          before(child).may_break =
              rule_of(node) == InfraParser::RuleForHead && first_index(node) != first_index(child);
          break;
        case Comma: behind(child).may_break = rule_of(node) == InfraParser::RulePolicyDecl; break;
        default: break;
      }
      const size_t rule = rule_of(child);
      if (rule == InfraParser::RuleControls || rule == InfraParser::RuleHead || rule == InfraParser::RuleWhere)
        before(child).may_break = true;
    }
  }
  /// False for the rules of names: the word is one.
  static bool is_connecting(Node* node) { return rule_of(node) != InfraParser::RuleContextualWord; }

  void mark_wheres(Node* node) {
    size_t count = 0;
    for (Node* child : node->children) count += rule_of(child) == InfraParser::RuleWhere;
    for (Node* child : node->children) {
      if (rule_of(child) != InfraParser::RuleWhere) continue;
      before(child).must_break = count > 1;
      before(child).may_overflow = true;
    }
  }

  /// No spaces inside of these brackets; for `tight` none before them either.
  void mark_brackets(Node* node, size_t open, size_t close, bool tight = false) {
    if (tight) before(node->children[open]).space = false;
    behind(node->children[open]).space = false;
    before(node->children[close]).space = false;
  }

  void visit_type(Node* node) {
    const std::vector<Node*>& children = node->children;
    size_t open = children.size(), close = 0;
    for (size_t i = 0; i < children.size(); ++i) {
      const TokenKind kind = kind_of(children[i]);
      if (kind == LeftParen || kind == Less) open = i;
      if (kind == RightParen || kind == Greater) close = i;
    }
    if (open < close) mark_brackets(node, open, close, open > 0);
  }

  void visit_pattern(Node* node) {
    const std::vector<Node*>& children = node->children;
    if (kind_of(children[0]) == Dot) before(node).space = true;
    if (kind_of(children[0]) == Minus) before(children[1]).space = false;
    for (size_t i = 0; i < children.size(); ++i) {
      if (kind_of(children[i]) == LeftParen) mark_brackets(node, i, children.size() - 1, true);
    }
    // Behind a bracket it stands tight all the same.
    const uint32_t first = first_index(node);
    if (first > 0 && tokens_[first - 1].kind == LeftParen) before(node).space = false;
  }

  void visit_suffix(Node* node) {
    const std::vector<Node*>& children = node->children;
    switch (kind_of(children[1])) {
      case Dot:
      case SafeDot: before(children[1]).may_break = true; return;
      case LeftParen: return add_call(node, 1);
      case LeftBracket: return mark_brackets(node, 1, 3, true);
      case Range:
      case RangeInclusive:
        tighten(first_index(children[1]));
        // `a.. .b`: three dots would be another sign.
        behind(children[1]).space = tokens_[last_index(children[1]) + 1].kind == Dot;
        return;
      default: before(children[1]).may_break = behind(children[1]).may_break = true;
    }
  }

  void visit_primary(Node* node) {
    const std::vector<Node*>& children = node->children;
    switch (kind_of(children[0])) {
      case Dot: before(node).space = true; return;
      case Minus:
      case Bang: before(children[1]).space = false; return;
      case LeftParen:
        if (rule_of(children[1]) == InfraParser::RuleExpr) return add_group(node, 0, Separator::Single, false);
        for (size_t i = 0; i < children.size(); ++i) {
          if (kind_of(children[i]) == RightParen) mark_brackets(node, 0, i);
        }
        return;
      case LeftBracket:
      case LeftBrace: {
        const bool comprehends = rule_of(children[1]) == InfraParser::RuleForHead;
        const bool braces = kind_of(children[0]) == LeftBrace;
        const Separator between = braces ? Separator::Optional : Separator::Comma;
        return add_group(node, 0, comprehends ? Separator::Single : between, braces);
      }
      case Match: return add_group(node, 2, Separator::Comma, true);
      default: return;
    }
  }

  void add_call(Node* node, size_t open) {
    before(node->children[open]).space = false;
    add_group(node, open, Separator::Comma, false);
  }

  /// The brackets that open with a child of `node`, whose children were visited.
  void add_group(Node* node, size_t open, Separator separator, bool padded) {
    const std::vector<Node*>& children = node->children;
    size_t close = open + 1;
    while (!is_closing(kind_of(children[close]))) ++close;
    Group group;
    group.open = first_index(children[open]);
    group.close = first_index(children[close]);
    group.separator = separator;
    group.is_padded = padded;
    if (separator == Separator::Single && close > open + 1) {
      group.items.push_back({first_index(children[open + 1]), last_index(children[close - 1])});
    }
    for (size_t i = open + 1; i < close && separator != Separator::Single; ++i) {
      if (kind_of(children[i]) == Comma) {
        before(children[i]).is_separator = true;
        continue;
      }
      Item item{first_index(children[i]), last_index(children[i])};
      mark(item.first).begins_item = !group.items.empty();
      const bool is_entry = rule_of(children[i]) == InfraParser::RuleEntry;
      item.needs_comma = rule_of(children[i]) == InfraParser::RuleKeyEntry;
      if ((is_entry || item.needs_comma) && kind_of(children[i]->children[0]) != Ellipsis) {
        item.assign = first_index(children[i]->children[children[i]->children.size() - 2]);
      }
      group.items.push_back(item);
    }
    mark(group.open + 1).space = padded && !group.items.empty();
    if (!group.items.empty()) mark(group.close).space = padded;
    group.must_break = group.holds_break = separator == Separator::Nothing && group.items.size() > 1;
    find_breaks(group);
    mark(group.open).group = static_cast<int32_t>(layout_.groups.size());
    layout_.groups.push_back(std::move(group));
  }

  std::string_view gap_before(uint32_t index) const {
    return text_.substr(tokens_[index - 1].end, tokens_[index].begin - tokens_[index - 1].end);
  }
  static bool has_break(std::string_view gap) { return gap.find_first_of("\r\n") != std::string_view::npos; }

  /// Finds out whether a group was written over several lines, or holds something that was.
  void find_breaks(Group& group) {
    const auto may_hold_break = [&](uint32_t end) {
      if (group.separator == Separator::Single) return true;
      return group.separator == Separator::Comma && !group.is_padded && end == group.items.back().last;
    };
    for (uint32_t i = group.open + 1; i <= group.close && !group.must_break; ++i) {
      const std::string_view gap = gap_before(i);
      const Mark& at = mark(i);
      const bool breaks = has_break(gap);
      const bool at_item = i == group.open + 1 || i == group.close || at.begins_item || at.is_separator;
      bool inner_breaks = false;
      if (at.verbatim_to > 0) {
        inner_breaks = has_break(text_.substr(tokens_[i].begin, tokens_[at.verbatim_to].end - tokens_[i].begin));
        i = at.verbatim_to;
      } else if (at.group >= 0) {
        inner_breaks = layout_.groups[static_cast<size_t>(at.group)].holds_break;
        i = layout_.groups[static_cast<size_t>(at.group)].close;
      }
      const bool continues = breaks && at.may_break;
      group.must_break = gap.find('/') != std::string_view::npos || (breaks && at_item && !group.items.empty()) ||
                         at.must_break || (continues && group.separator != Separator::Single) ||
                         (inner_breaks && !may_hold_break(i));
      group.holds_break |= group.must_break || continues || inner_breaks;
    }
  }

  std::span<const Token> tokens_;
  std::string_view text_;
  Layout layout_;
};

}  // namespace

Layout lay_out(antlr4::tree::ParseTree* tree, std::span<const Token> tokens, std::string_view text) {
  return Walker(tokens, text).run(tree);
}

}  // namespace infra::syntax::layout
