// Where a deferred value comes from. A question is asked of one expression: may the value at this path in it be
// deferred? It is followed through lets, loops, arguments, inputs and outputs, to a result or a secret, or to a param
// of the module itself, whose users are asked in turn. Phase follows structure: a list is known when its length is,
// a record when its fields are named, and each part has a phase of its own.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/sema/program.h"
#include "compiler/source/source_map.h"

namespace infra::sema {

/// One step into a value.
struct Step {
  /// Element: any item. Item: the one with this place or key. Presence, always last: not the value, but whether it is
  /// `none`.
  enum class Kind : uint8_t { Element, Item, Field, Input, Output, Presence } kind;
  std::string name;    ///< Field, also of a payload; Item of a map.
  uint32_t index = 0;  ///< Input: field of the kind. Output: of the module. Item of a list.
  friend auto operator<=>(const Step&, const Step&) = default;
};
using ValuePath = std::vector<Step>;

/// A place on the way, for the message: most important first.
struct Link {
  Span span;
  std::string text;
  bool is_argument = false;  ///< Where a user of a module says something: the place to mend.
};

/// A param of the module that was asked must be known here.
struct Demand {
  uint32_t param;
  ValuePath path;
  bool deep;
  std::vector<Link> links;
};

struct Answer {
  std::optional<std::vector<Link>> origin;  ///< Why the value may be deferred.
  std::vector<Demand> demands;              ///< What it hangs on outside of the module.
};

/// An expression of a module, with the head whose loop variables it sees.
struct Question {
  ModuleId module;
  NodeId node;
  const Head* head = nullptr;
  ValuePath path;
  bool deep = false;  ///< Every part of the value too.
  std::vector<Link> links;
};

class OriginFinder {
 public:
  OriginFinder(const Program& program, const SourceMap& sources) : program_(program), sources_(sources) {}
  Answer ask(const Question& question);

 private:
  INFRA_ID(EnvId);
  struct Binder {
    NodeId node;
    ValuePath path;
    EnvId env = {};  ///< Where `node` stands, when that is not the same body: the argument of a call.
  };
  /// One body: what its slots stand for, and who called its module.
  struct Env {
    ModuleId module;
    const Head* head = nullptr;
    EnvId caller;      ///< Of the module use that is being looked into; invalid: nobody's.
    uint32_t use = 0;  ///< In the caller's module.
    std::map<uint32_t, Binder> binders;
  };
  struct Task {
    EnvId env;
    NodeId node;
    ValuePath path;
    bool deep;
    uint32_t links;  ///< Into chain_; the last link so far.
  };
  struct ChainLink {
    Link link;
    uint32_t before;
  };
  static constexpr uint32_t kNoLink = UINT32_MAX;

  EnvId env(ModuleId module, const Head* head, EnvId caller, uint32_t use, NodeId body);
  void push(const Task& from, NodeId node, ValuePath path, bool deep);
  void push_in(EnvId env, NodeId node, ValuePath path, bool deep, uint32_t links);
  void push_rest(const Task& from, NodeId node, bool deep);
  uint32_t link(uint32_t before, Span span, std::string text, bool is_argument = false);
  std::vector<Link> links_to(uint32_t last) const;
  std::string written(Span span) const;
  /// Expands one task; true when it is an origin.
  bool expand(const Task& task);
  void expand_operation(const Task& task, const OperationNode& operation);
  void expand_call(const Task& task, const CallNode& call);
  void ask_presence(const Task& task, NodeId node);
  bool is_surely_there(NodeId node) const;
  Step step_to(NodeId index) const;
  std::optional<bool> constant_bool(NodeId node) const;
  void expand_functions(const Task& task, const CallNode& call);
  void expand_fn_call(const Task& task, const FnCallNode& call);
  void expand_match(const Task& task, const MatchNode& match);
  void bind_pattern(Env& env, PatternId pattern, NodeId subject, ValuePath path, const Task& task);
  void expand_local(const Task& task, uint32_t slot);
  void expand_param(const Task& task, uint32_t index);
  /// True when it is an origin: what may be missing is looked for when it is deployed.
  bool expand_resource(const Task& task, uint32_t index);
  void expand_use(const Task& task, uint32_t index);

  const Program& program_;
  const SourceMap& sources_;
  std::deque<Env> envs_;
  std::map<std::tuple<ModuleId, EnvId, uint32_t, NodeId>, EnvId> env_ids_;
  std::vector<ChainLink> chain_;
  std::vector<Task> tasks_;
  std::set<std::tuple<EnvId, NodeId, ValuePath, bool>> seen_;
  std::vector<Demand> demands_;
};

}  // namespace infra::sema
