// An evaluation in progress: state only. The rules are free functions in the files of this folder.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/diag/sink.h"
#include "compiler/reach/ask.h"
#include "compiler/sema/kept.h"
#include "compiler/sema/load/load.h"
#include "compiler/sema/model.h"
#include "compiler/sema/program.h"
#include "compiler/sema/show.h"
#include "compiler/source/file_system.h"
#include "compiler/source/source_map.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::sema {

/// Resources of one program (E0318).
inline constexpr size_t kMaxResources = 1'000'000;
/// Expressions inside expressions, and values that wait for values (E0315).
inline constexpr int kMaxEvaluationDepth = 2'500;
/// Nodes evaluated for one program, and bytes of the values made (E0318).
inline constexpr uint64_t kMaxSteps = 40'000'000;
inline constexpr uint64_t kMaxBytes = 700ull << 20;

/// The result that says whether what may be missing is there; no name of a field ends so.
inline constexpr std::string_view kExists = "exists?";

/// A value that is computed once. Done with an invalid value: it failed, and that has been said.
struct Slot {
  enum class State : uint8_t { New, Open, Done } state = State::New;
  value::ValueId value;
};

INFRA_ID(InstanceId);  ///< Of a module.
INFRA_ID(ResourceInstanceId);
/// The instance that every evaluation begins with: the root as it is planned.
inline constexpr InstanceId kRootInstance(0);

struct ModuleInstance {
  ModuleId module;
  InstanceId parent;  ///< Invalid for the root and for constants.
  uint32_t use = 0;   ///< Of the parent's module.
  value::ValueId loop[kHeadSlots];
  std::string address;  ///< Empty for the root; the name of the plan for one of a test.
  value::ValueId self;
  bool is_constant = false;               ///< Only constant lets are read from it.
  bool is_probe = false;                  ///< Stands for instances whose number is not known (`infra check`).
  std::vector<value::ValueId> arguments;  ///< Of a root, by param: from outside. Invalid where none was given.
  std::vector<Slot> params, lets, resources, uses, outputs;
};

struct ResourceInstance {
  InstanceId owner;
  uint32_t resource = 0;  ///< Of the owner's module.
  value::ValueId loop[kHeadSlots];
  std::string address;
  std::string oldest;   ///< Before every `renamed`.
  value::ValueId self;  ///< A reference to the oldest address.
  bool is_probe = false;
  std::vector<Slot> inputs;  ///< By field of the kind.
};

/// A function that is a value: a declared one, or a lambda with the frame that it stands in.
struct Closure {
  FnId fn;  ///< Invalid for a lambda.
  const LambdaNode* lambda = nullptr;
  InstanceId instance;
  llvm::SmallVector<value::ValueId, 8> locals;
};

/// Where a value that is being computed stands, for the message about a cycle.
struct Active {
  const Slot* slot;
  InstanceId instance;
  ResourceInstanceId resource;  ///< Of an input; invalid otherwise.
  std::string_view name;
  Span span;
};

/// What the plan of a test is given.
struct PlanArguments {
  std::vector<value::ValueId> values;  ///< By param; invalid where none was given.
  struct Given {
    Body key;  ///< A result of a resource, seen from inside of the plan.
    value::ValueId value;
  };
  std::vector<Given> given;
};

/// A question to the network that was answered, for whoever has to explain why something fails.
struct AskedQuestion {
  Span span;
  InstanceId root;  ///< Of the plan that it was about.
  reach::Question question;
  reach::Answer answer;
};
struct NetworkGraph;

/// How a record of a type becomes a value, worked out once for one choice of fields that are there.
struct RecordPlan {
  bool is_made = false;
  uint64_t kept = 0;                      ///< Which fields are there: a bit each.
  uint32_t shape = 0;                     ///< Of the value.
  llvm::SmallVector<uint32_t, 16> order;  ///< Of its fields.
};

/// What must hold whatever the params without a value are given.
struct OpenCondition {
  value::ValueId holds;
  Span of;              ///< What it is asked of.
  Span place;           ///< Where it is written.
  std::string subject;  ///< "`replicas`", "the policy `small` on `data`".
  bool is_rule = true;  ///< A `where` of the subject.
};

struct Evaluation {
  const Program& program;
  const LoadedSources& loaded;
  const SourceMap& sources;
  diag::Sink& sink;
  /// Params of the root without a value stand for any value: `infra check`.
  bool open = false;
  /// phases/ has complained already, with the whole chain.
  bool shapes_reported = false;
  bool has_renames = false;
  std::string as_of = {};                     ///< The day on which waivers are judged; empty: not judged.
  std::vector<PolicyRef> also_enforced = {};  ///< By the command line.
  std::function<std::string(const Program&, const Model&)> digest_of = {};  ///< Of the plan of a test.
  std::string plan_name = {};  ///< Of the `let` of a test that is being evaluated.
  std::unordered_map<InstanceId, PlanArguments> plan_arguments = {};  ///< By the root of a plan of a test.
  /// Results with values from a test, by the text that names each: address and field.
  std::unordered_map<std::string, value::ValueId> given = {};

  std::deque<ModuleInstance> instances = {};
  std::deque<ResourceInstance> resources = {};
  std::unordered_map<ModuleId, InstanceId> constants = {};
  std::unordered_map<value::ValueId, ResourceInstanceId> resource_of = {};  ///< By reference.
  std::unordered_map<value::ValueId, InstanceId> instance_of = {};
  std::unordered_map<const FieldInfo*, value::ValueId> defaults = {};
  std::map<std::tuple<FileForm, FileSystem*, std::string>, value::ValueId> read = {};  ///< By path: each once.
  Contents contents = {};
  std::map<std::string, Digest> embedded_files = {};  ///< By their names in messages.
  std::deque<Closure> closures = {};                  ///< By number.
  std::unordered_map<FnId, value::ValueId> fn_values = {};
  std::vector<Span> calls = {};  ///< Of functions that are being computed, innermost last.
  std::vector<ModelCheck> checks = {};
  std::vector<OpenCondition> open_conditions = {};
  std::vector<std::string> root_origins = {};  ///< "given by `--param x=1`", for messages.

  std::unordered_map<InstanceId, std::shared_ptr<NetworkGraph>> networks = {};  ///< By the root of a plan.
  std::vector<AskedQuestion> asked = {};

  std::vector<Active> active = {};
  /// The answers that have to come for what is being computed to be needed; an error waits with them. An invalid id where
  /// the answer has no name here: in the body of a loop or function that is kept.
  std::vector<value::ValueId> behind = {};
  std::set<std::tuple<uint32_t, uint32_t, std::string_view>> said = {};
  std::string_view guarded = {};  ///< The address of the resource whose inputs are being computed.
  uint32_t next_marker = 0;
  uint64_t steps = 0;
  int depth = 0;
  bool stopped = false;  ///< A budget is spent: everything fails without a word.
  std::unordered_map<types::TypeId, RecordPlan> record_plans = {};
  KnownValues* known = nullptr;  ///< May be null; so it is inside of what becomes known.
  enum class IsClosed : uint8_t { Unknown, Yes, No };
  std::vector<IsClosed> closed_lets = {};  ///< Of the root: whether what one may take over hangs on nothing else.

  value::ValueStore& values() { return *program.values; }
  types::TypeStore& types() { return *program.types; }
  const Module& module_of(InstanceId id) const { return program.modules[instances[id.index].module]; }
};

/// For as long as it lives, what is computed is needed only when `answer` is true.
class Behind {
 public:
  Behind(Evaluation& e, value::ValueId answer) : e_(e) { e.behind.push_back(answer); }
  ~Behind() { e_.behind.pop_back(); }
  Behind(const Behind&) = delete;

 private:
  Evaluation& e_;
};
/// For as long as it lives, what is computed stands for itself, whoever asks for it.
class Standing {
 public:
  explicit Standing(Evaluation& e) : e_(e), before_(std::exchange(e.behind, {})) {}
  ~Standing() { e_.behind = std::move(before_); }
  Standing(const Standing&) = delete;

 private:
  Evaluation& e_;
  std::vector<value::ValueId> before_;
};

/// The frame of one body.
struct Frame {
  InstanceId instance;
  llvm::SmallVector<value::ValueId, 8> locals;
};

// ------------------------------------------------------------------------------------------------ expressions

/// The value of a node, or an invalid id when it failed, which has been said.
value::ValueId eval(Evaluation& e, Frame& frame, NodeId node);
/// The same for an entry of braces: where a compilation before knows its value, that one (kept.h).
value::ValueId eval_entry(Evaluation& e, Frame& frame, NodeId node);
/// A body in a frame of its own; `first` fills the frame's first slots.
value::ValueId eval_body(Evaluation& e, InstanceId instance, const Body& body,
                         llvm::ArrayRef<value::ValueId> first = {});
value::ValueId eval_match(Evaluation& e, Frame& frame, const MatchNode& match, Span span);
value::ValueId eval_comprehension(Evaluation& e, Frame& frame, const ComprehensionNode& loop, Span span);
/// A builtin on values; functions among the operands are called, or kept when the answer has to wait.
value::ValueId eval_call(Evaluation& e, Frame& frame, const CallNode& call, Span span);
value::ValueId eval_fn_call(Evaluation& e, Frame& frame, const FnCallNode& call, Span span);
value::ValueId eval_apply(Evaluation& e, Frame& frame, const ApplyNode& call, Span span);
value::ValueId eval_lambda(Evaluation& e, const Frame& frame, const LambdaNode& lambda);
value::ValueId eval_fn(Evaluation& e, FnId fn);
/// `value` with the free variable `from` as the variable of the ForEach or Lambda that is `depth` levels out.
value::ValueId bind_marker(Evaluation& e, value::ValueId value, uint32_t from, uint32_t depth);
/// The result of an operation, or an invalid id after a report at `span`. What fails behind an answer that is not known
/// is kept, and fails when it comes to it.
value::ValueId folded(Evaluation& e, Span span, value::Op op, llvm::ArrayRef<value::ValueId> operands);
/// `file("…")` or `embed("…")` as it is written in a file of `module`; each is read once.
value::ValueId read_file(Evaluation& e, Span span, const FileNode& node, const std::string& written);

/// `plan { … }` of a test: the reference that it is known by.
value::ValueId eval_plan(Evaluation& e, Frame& frame, const PlanNode& plan);
value::ValueId eval_plan_member(Evaluation& e, Frame& frame, const PlanMemberNode& member);
value::ValueId eval_plan_all(Evaluation& e, Frame& frame, const PlanAllNode& all);
value::ValueId eval_plan_digest(Evaluation& e, Frame& frame, const PlanDigestNode& digest);
/// A question to the network: the answer, or the question itself where it waits for what is deployed.
value::ValueId eval_reach(Evaluation& e, Frame& frame, const ReachNode& node, Span span);
/// The reference that a name stands for: an optional `existing` is a choice between one and none.
value::ValueId reference_in(Evaluation& e, value::ValueId object);
/// `front->url`: what `given` knows a result by.
std::string given_name(std::string_view address, std::string_view field);
/// A result of a resource, or what a test says that it is.
value::ValueId result_of(Evaluation& e, value::ValueId reference, std::string_view field);

/// A fresh free variable: an open param, or one of a loop or function that is still being built.
value::ValueId marker(Evaluation& e);
/// Whether a value hangs on an open param.
bool is_open(Evaluation& e, value::ValueId value);

// ------------------------------------------------------------------------------------------------ declarations

value::ValueId param_value(Evaluation& e, InstanceId instance, uint32_t index);
value::ValueId let_value(Evaluation& e, InstanceId instance, ModuleId module, uint32_t index);
value::ValueId resource_value(Evaluation& e, InstanceId instance, uint32_t index);
value::ValueId use_value(Evaluation& e, InstanceId instance, uint32_t index);
value::ValueId output_value(Evaluation& e, InstanceId instance, uint32_t index);
value::ValueId input_value(Evaluation& e, ResourceInstanceId resource, uint32_t field);
/// A key as an address has it: `[3]`, `["tyo"]`. Equal keys have equal ones.
std::string key_suffix(Evaluation& e, value::ValueId key);
/// A default of a field of a declared record, enum or kind.
value::ValueId default_value(Evaluation& e, const FieldInfo& field, ModuleId module);
InstanceId add_instance(Evaluation& e, ModuleInstance instance);
InstanceId constant_instance(Evaluation& e, ModuleId module);

// ------------------------------------------------------------------------------------------------ rules

/// `holds` where it comes to it: true when one of the answers that this stands behind is false. Invalid when that cannot
/// be said here.
value::ValueId where_needed(Evaluation& e, Span span, value::ValueId holds);

/// What a rule is asked about.
struct Subject {
  std::string name;    ///< `replicas`, `memory`.
  std::string prefix;  ///< The address of the module use that it belongs to, for checks in the plan.
  types::TypeId type;
  value::ValueId value;
  Span place;                ///< Where the value was written; invalid when it came from outside.
  std::string origin;        ///< "given by `--param replicas=100`"; empty otherwise.
  bool may_be_none = false;  ///< And keeps the rule then.
  Span certain = {};         ///< Where it is declared, when the rule is asked of it whatever the params are.
};
/// False when the rule is broken or could not be asked; deferred ones become checks of the plan.
bool check_rule(Evaluation& e, InstanceId instance, const Rule& rule, const Subject& subject,
                llvm::ArrayRef<value::ValueId> first);
/// The rules of the fields of a record or payload.
bool check_record_rules(Evaluation& e, const RecordInfo& info, llvm::ArrayRef<value::ValueId> fields,
                        llvm::ArrayRef<Span> places, Span whole);
/// `value` as one of `type`, where only its looks said so: E0311, E0312.
value::ValueId prove(Evaluation& e, Span span, types::TypeId type, value::ValueId value);

// ------------------------------------------------------------------------------------------------ reports

/// Reports once per place and code; gives an invalid id.
value::ValueId fail_at(Evaluation& e, Span span, const Error& error);
/// True the first time that this is said about this place. `code` points into the table.
bool say_once(Evaluation& e, Span span, std::string_view code);
/// A budget is spent: says so, and stops.
value::ValueId stop(Evaluation& e, Span span, std::string_view what);
/// What decides a shape is deferred; silent when an open param decides it.
void deferred_shape(Evaluation& e, Span span, std::string_view what, value::ValueId value);

}  // namespace infra::sema
