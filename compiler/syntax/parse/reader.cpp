#include "compiler/syntax/parse/reader.h"

#include <algorithm>

#include "InfraParser.h"
#include "antlr4-runtime.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/parse/token_stream.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;

#define INFRA_TOKEN(Name, Symbol, Words) \
  static_assert(static_cast<size_t>(TokenKind::Name) == InfraParser::Symbol, "tokens.def and the grammar differ");
#include "compiler/syntax/scan/tokens.def"
#undef INFRA_TOKEN

/// Thrown out of the generated code to stop it, and caught in Reader::read.
struct Stopped {};

/// The generated parser with a bound on its recursion where brackets do not bound it: in expressions (`!!!!a`,
/// `else if` chains) and in types (`List<List<…`, `fn() -> fn() -> …`).
class BoundedParser final : public InfraParser {
 public:
  using InfraParser::InfraParser;

  void enterRule(antlr4::ParserRuleContext* context, size_t state, size_t rule) override {
    if (rule == RuleSimpleType && types_around(context) > kMaxNesting) {
      too_deep = true;
      throw Stopped();
    }
    InfraParser::enterRule(context, state, rule);
  }

  void enterRecursionRule(antlr4::ParserRuleContext* context, size_t state, size_t rule, int precedence) override {
    if (++depth_ > kMaxTreeHeight) {
      too_deep = true;
      throw Stopped();
    }
    InfraParser::enterRecursionRule(context, state, rule, precedence);
  }
  void unrollRecursionContexts(antlr4::ParserRuleContext* parent) override {
    --depth_;
    InfraParser::unrollRecursionContexts(parent);
  }
  void reset() override {
    depth_ = 0;
    too_deep = false;
    InfraParser::reset();
  }

  bool too_deep = false;

 private:
  static int types_around(const antlr4::RuleContext* context) {
    int count = 0;
    for (; context != nullptr; context = static_cast<const antlr4::RuleContext*>(context->parent)) {
      count += context->getRuleIndex() == RuleSimpleType;
    }
    return count;
  }

  int depth_ = 0;
};

/// Stops at the first error. What to do about it is decided on the tokens, not in the middle of a rule.
class StopStrategy : public antlr4::ANTLRErrorStrategy {
 public:
  void reset(antlr4::Parser*) override {}
  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    note(parser, parser->getCurrentToken(), parser->getExpectedTokens());
    throw Stopped();
  }
  void recover(antlr4::Parser*, std::exception_ptr) override { throw Stopped(); }
  void sync(antlr4::Parser*) override {}
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
  void reportMatch(antlr4::Parser*) override {}
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override {
    note(parser, error.getOffendingToken(), expected_by(parser, error));
    throw Stopped();
  }

 protected:
  virtual void note(antlr4::Parser*, antlr4::Token*, const antlr4::misc::IntervalSet&) {}

 private:
  /// Where a prediction died it knows what it was waiting for; elsewhere the parser's own state does.
  static antlr4::misc::IntervalSet expected_by(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
    const auto* no_way = dynamic_cast<const antlr4::NoViableAltException*>(&error);
    if (!no_way || !no_way->getDeadEndConfigs()) return parser->getExpectedTokens();
    antlr4::misc::IntervalSet expected;
    for (const auto& config : no_way->getDeadEndConfigs()->configs) {
      for (const auto* transition : config->state->transitions) {
        if (!transition->isEpsilon()) expected.addAll(transition->label());
      }
    }
    return expected;
  }
};

/// Reads a declaration for its error, in LL, which is the judge where SLL stops: it also asks at every loop and option what could follow,
/// so that the message can name all of it.
class ExplainStrategy final : public StopStrategy {
 public:
  explicit ExplainStrategy(Failure& failure) : failure_(failure) {}

  void reset(antlr4::Parser*) override { asked_at_ = SIZE_MAX; }

  void sync(antlr4::Parser* parser) override {
    const antlr4::atn::ATNState* state =
        parser->getInterpreter<antlr4::atn::ATNSimulator>()->atn.states[parser->getState()];
    const antlr4::misc::IntervalSet next = parser->getATN().nextTokens(const_cast<antlr4::atn::ATNState*>(state));
    const size_t place = parser->getTokenStream()->index();
    if (place != asked_at_) asked_ = {};
    asked_at_ = place;
    asked_.addAll(next);
    if (next.contains(antlr4::Token::EPSILON) || next.contains(parser->getTokenStream()->LA(1))) return;
    note(parser, parser->getCurrentToken(), parser->getExpectedTokens());
    throw Stopped();
  }

 protected:
  void note(antlr4::Parser* parser, antlr4::Token* offending, const antlr4::misc::IntervalSet& expected) override {
    failure_.token = static_cast<uint32_t>(offending->getTokenIndex());
    add_expected(expected);
    if (asked_at_ == failure_.token) add_expected(asked_);
    failure_.expected.reset(static_cast<size_t>(TokenKind::Hole));
    failure_.expected.reset(static_cast<size_t>(TokenKind::LetPattern));  // where it is due, `let` is
    for (auto* context = parser->getContext(); context != nullptr;
         context = static_cast<antlr4::ParserRuleContext*>(context->parent)) {
      const antlr4::Token* start = context->getStart();
      failure_.rules.push_back(
          {context->getRuleIndex(), start ? static_cast<uint32_t>(start->getTokenIndex()) : failure_.token});
    }
    std::reverse(failure_.rules.begin(), failure_.rules.end());
  }

 private:
  void add_expected(const antlr4::misc::IntervalSet& set) {
    for (ssize_t symbol : set.toList()) {
      if (symbol > 0) failure_.expected.set(static_cast<size_t>(symbol));
      if (symbol == static_cast<ssize_t>(antlr4::Token::EOF)) failure_.expected.set(0);
    }
  }

  Failure& failure_;
  antlr4::misc::IntervalSet asked_;  // what all loops and options at one token could go on with
  size_t asked_at_ = SIZE_MAX;
};

}  // namespace

struct Reader::Machine {
  explicit Machine(Failure& failure)
      : parser(&tokens), stop(std::make_shared<StopStrategy>()), explain(std::make_shared<ExplainStrategy>(failure)) {
    parser.removeErrorListeners();
  }

  enum class What : uint8_t { Declaration, Entry };

  antlr4::tree::ParseTree* read(What what, antlr4::atn::PredictionMode mode,
                                const std::shared_ptr<StopStrategy>& strategy) {
    tokens.seek(0);
    parser.setErrorHandler(strategy);
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
    parser.reset();
    try {
      if (what == What::Entry) return parser.piece()->children.front();
      return parser.chunk()->declaration();
    } catch (const Stopped&) {
      return nullptr;
    }
  }

  ParserTokenStream tokens;
  BoundedParser parser;
  std::shared_ptr<StopStrategy> stop;
  std::shared_ptr<StopStrategy> explain;
};

Reader::Reader() : machine_(std::make_unique<Machine>(failure_)) {}
Reader::~Reader() = default;

antlr4::tree::ParseTree* Reader::read(std::span<const Token> tokens) {
  machine_->tokens.reset(tokens);
  return machine_->read(Machine::What::Declaration, antlr4::atn::PredictionMode::SLL, machine_->stop);
}

antlr4::tree::ParseTree* Reader::read_entry(std::span<const Token> tokens) {
  machine_->tokens.reset(tokens);
  return machine_->read(Machine::What::Entry, antlr4::atn::PredictionMode::SLL, machine_->stop);
}

antlr4::tree::ParseTree* Reader::read_explaining(std::span<const Token> tokens) {
  machine_->tokens.reset(tokens);
  failure_ = {};
  auto* tree = machine_->read(Machine::What::Declaration, antlr4::atn::PredictionMode::LL, machine_->explain);
  failure_.too_deep = machine_->parser.too_deep;
  if (failure_.too_deep) failure_.token = static_cast<uint32_t>(machine_->tokens.index());
  return tree;
}

}  // namespace infra::syntax
